import { Map } from 'immutable';
import { check } from '@baton/fields';
import type { CaseFact } from '@baton/contracts';
import fc from 'fast-check';
import type { CaseState } from '../../case.state.js';
import {
  aConsult,
  anOffer,
  aPromise,
  histories,
  importedStory,
  opened,
  routerStory,
  stateOf,
  uuid,
} from '../testing/stories.js';
import { briefOf } from './case-brief.document.js';
import { CaseBrief, type CitedLine } from './case-brief.result.js';

const AT = '2026-03-02T12:00:00.000Z';
const brief = (facts: readonly CaseFact[], at = AT): CaseBrief => {
  const made = briefOf(stateOf(facts), at);
  if (!made) throw new Error('no brief');
  return made;
};
const nextStep = (...facts: CaseFact[]) => brief([opened, ...facts]).nextStep;

describe('the brief of a case', () => {
  const router = brief(routerStory);

  it('says how severe it is, who it is about and what the matter is, in the customer’s words', () => {
    expect(router.severity).toEqual({
      text: 'High urgency; the customer is upset; a promise is due 3 March 2026, 17:00 (Europe/Berlin); risk tier 3',
      revisions: [0, 6],
    });
    expect(router.who.text).toMatch(/^Customer .*, segment HOME$/);
    expect(router.matter).toEqual({ text: '“Two routers came, I ordered one”', revisions: [0] });
  });

  it('names the customer where his name is known', () => {
    expect(briefOf(stateOf(routerStory), AT, 'Hanna Weber')?.who.text).toMatch(
      /^Hanna Weber \(customer .*\), segment HOME$/,
    );
  });

  it('says all of a long text: who takes over must not have to look further', () => {
    const value = `${'x'.repeat(1980)} end`;
    const { verifiedFacts } = brief([
      opened,
      { type: 'FactEstablished', data: { factId: uuid(901), topic: 'story', value, verifiedBy: 'letter' } },
    ]);
    expect(verifiedFacts.lines[0]?.text).toContain(value);
  });

  it('keeps verified facts apart from those that nobody verified', () => {
    expect(router.verifiedFacts.lines).toEqual([
      { text: 'Serial number: “AX-7”, verified by “photo”', revisions: [2] },
    ]);
    expect(router.unverifiedFacts.lines).toEqual([{ text: 'Order date: “last week”', revisions: [3] }]);
  });

  it('says what the customer was told and what that rests on', () => {
    expect(router.told.lines).toEqual([
      { text: 'Invoice: “You pay for one”, told on 2 March 2026, 09:05 UTC, resting on event 2', revisions: [5, 2] },
    ]);
  });

  it('says what was promised, who owes it now and whether it is overdue', () => {
    const promised = {
      text: '“call back with the date of collection”, to Mrs Weber, by 3 March 2026, 17:00 (Europe/Berlin) at the latest; CALL-CENTRE owes it',
      promiseId: uuid(24),
      department: 'CALL-CENTRE',
      due: '2026-03-03T16:00:00.000Z',
      overdue: false,
      revisions: [6],
    };
    expect(router.openPromises).toEqual({ total: 1, lines: [promised] });
    const late = brief(routerStory, '2026-03-04T00:00:00.000Z').openPromises.lines[0];
    expect(late).toMatchObject({ overdue: true, text: `${promised.text}; overdue` });
  });

  it('says which promises were broken, so that nobody speaks to the customer without knowing', () => {
    const broken: CaseFact = {
      type: 'PromiseBroken',
      data: { promiseId: uuid(24), due: '2026-03-03T16:00:00.000Z', cause: 'OVERDUE' },
    };
    const { brokenPromises, openPromises } = brief([...routerStory, broken]);
    expect(openPromises.total).toBe(0);
    expect(brokenPromises).toMatchObject({ total: 1, lines: [{ revisions: [6, 11] }] });
    expect(brokenPromises.lines[0]?.text).toMatch(/^“call back with the date of collection”, to Mrs Weber.*; broken$/);
  });

  it('says what was tried, what is not known, who was in contact and which way the case came', () => {
    expect(router.tried.lines).toEqual([{ text: 'Looked for a second order', revisions: [4] }]);
    expect(router.openQuestions.lines).toEqual([{ text: 'For LOGISTICS: “Who ordered twice?”', revisions: [7] }]);
    expect(router.contacts.lines[0]?.text).toBe(
      '2 March 2026, 08:50 UTC: The customer called, for 6 minutes, with Mrs Weber. Something remains to be done. “Two routers came, I ordered one”',
    );
    expect(router.chain.lines).toEqual([
      { text: 'SHOP', revisions: [0] },
      { text: 'CALL-CENTRE', revisions: [9] },
    ]);
  });

  it('says what other departments were asked and answered, and leaves out what is no longer asked', () => {
    const consult = (n: number, to: string): CaseFact => ({
      type: 'ConsultRequested',
      data: aConsult(n, to, '2026-03-02T11:00:00.000Z'),
    });
    const { consults } = brief([
      opened,
      consult(40, 'LOGISTICS'),
      consult(41, 'DEPOT'),
      consult(42, 'BILLING'),
      { type: 'ConsultAnswered', data: { consultId: uuid(40), department: 'LOGISTICS', answer: 'It was.' } },
      { type: 'ConsultWithdrawn', data: { consultId: uuid(42), reason: 'Found the bill' } },
    ]);
    const asked = (to: string, at: string) =>
      `${to} was asked by telephone on 2 March 2026, ${at} UTC: “Was it sent twice?”`;
    expect(consults).toEqual({
      total: 2,
      lines: [
        { text: `${asked('LOGISTICS', '09:01')}. ines answered: “It was”`, revisions: [1, 4] },
        {
          text: `${asked('DEPOT', '09:02')}. An answer is needed by 2 March 2026, 11:00 UTC; overdue`,
          revisions: [2],
        },
      ],
    });
  });

  it('says when a fact is no longer fresh and a statement no longer valid', () => {
    const end = '2026-03-02T11:00:00.000Z';
    const facts: CaseFact[] = [
      opened,
      {
        type: 'FactEstablished',
        data: { factId: uuid(20), topic: 'address', value: 'Hill 3', verifiedBy: 'id', freshUntil: end },
      },
      {
        type: 'StatementMade',
        data: { statementId: uuid(23), topic: 'stock', value: 'none', basis: 'UNVERIFIED', validUntil: end },
      },
    ];
    expect(brief(facts, '2026-03-02T10:00:00.000Z').verifiedFacts.lines[0]?.text).toMatch('fresh until 2 March');
    expect(brief(facts).verifiedFacts.lines[0]?.text).toMatch('no longer fresh since 2 March 2026, 11:00 UTC');
    expect(brief(facts).told.lines[0]?.text).toMatch('not verified, no longer valid since 2 March 2026, 11:00 UTC');
  });

  it('X3 says what the cases know that were merged into it, each in its own revisions', () => {
    const duplicate = stateOf(routerStory, uuid(77));
    const survivor = stateOf([opened]);
    const made = briefOf(survivor, AT, undefined, [duplicate]);
    const alone = brief(routerStory);
    expect(made?.duplicates).toHaveLength(1);
    expect(made?.duplicates[0]).toMatchObject({
      caseId: uuid(77),
      revision: duplicate.revision,
      verifiedFacts: alone.verifiedFacts,
      told: alone.told,
      openPromises: alone.openPromises,
      openQuestions: alone.openQuestions,
    });
    expect(made?.nextStep).toMatchObject({ rule: 'KEEP_PROMISE', caseId: uuid(77), revisions: [6] });
    expect(made && check(CaseBrief, made)).toEqual([]);
    expect(brief([opened]).duplicates).toEqual([]);
  });

  it('X3 names the promise due first of the case and its duplicates as the next step', () => {
    const sooner = stateOf([opened, { type: 'PromiseMade', data: aPromise(27, '2026-03-02T16:00:00.000Z') }]);
    const later = stateOf([opened, { type: 'PromiseMade', data: aPromise(28, '2026-03-04T16:00:00.000Z') }], uuid(77));
    expect(briefOf(sooner, AT, undefined, [later])?.nextStep.caseId).toBeUndefined();
    expect(briefOf(later, AT, undefined, [sooner])?.nextStep.caseId).toBe(sooner.caseId);
  });

  it('H9 X3 names as the next step to tell the customer who has the case that was merged into it, while it was open', () => {
    const passed: CaseFact[] = [
      { type: 'TransferOffered', data: anOffer(26, 'SHOP', 'DEPOT') },
      { type: 'TransferAccepted', data: { transferId: uuid(26), from: 'SHOP', to: 'DEPOT', holder: 'ben' } },
    ];
    const merged: CaseFact = {
      type: 'CasesMerged',
      data: { mergeId: uuid(50), other: uuid(77), role: 'DUPLICATE', reason: 'The same' },
    };
    const survivor = stateOf([opened], uuid(77));
    const nextStep = (...facts: CaseFact[]) =>
      briefOf(survivor, AT, undefined, [stateOf([opened, ...facts])])?.nextStep;
    const told = nextStep(...passed, merged);
    expect(told).toMatchObject({ rule: 'TELL_CUSTOMER', caseId: uuid(1) });
    expect(told?.text).toContain(`Tell the customer that ${survivor.accountable} has the case now`);
    expect(nextStep(merged)?.rule).not.toBe('TELL_CUSTOMER');
    expect(nextStep(...passed, { type: 'CaseResolved', data: {} }, merged)?.rule).not.toBe('TELL_CUSTOMER');
  });

  it('X5 says what an import does not document, and marks every return', () => {
    const imported = brief(importedStory(5));
    expect(imported.who.text).toBe('The customer is not documented');
    expect(imported.matter.text).toBe('The matter is not documented');
    expect(imported.severity.text).toBe('Urgency is not documented; risk tier 2');
    expect(imported.chain.lines.map((link) => link.text)).toEqual(['G0', 'G1', 'G2', 'G3', 'G4', 'G0, a return']);
    expect(imported.nextStep).toEqual({ rule: 'WAIT', text: 'Wait for the user of the product', revisions: [11] });
  });

  describe('names the next step by a stated rule', () => {
    const question: CaseFact = { type: 'QuestionRaised', data: { questionId: uuid(25), text: 'Who?' } };
    const promise: CaseFact = { type: 'PromiseMade', data: aPromise(24, '2026-03-03T16:00:00.000Z') };
    const sooner: CaseFact = { type: 'PromiseMade', data: aPromise(27, '2026-03-02T16:00:00.000Z') };
    const consult: CaseFact = {
      type: 'ConsultRequested',
      data: aConsult(29, 'LOGISTICS', '2026-03-03T16:00:00.000Z'),
    };
    const earlier: CaseFact = { type: 'ConsultRequested', data: aConsult(30, 'DEPOT', '2026-03-02T16:00:00.000Z') };
    const wait: CaseFact = { type: 'WaitStarted', data: { on: 'VENDOR' } };
    const offer: CaseFact = { type: 'TransferOffered', data: anOffer(26, 'SHOP', 'DEPOT', 'fetch the second one') };
    const accepted: CaseFact = {
      type: 'TransferAccepted',
      data: { transferId: uuid(26), from: 'SHOP', to: 'DEPOT', holder: 'ben' },
    };

    const informed: CaseFact = {
      type: 'CustomerInformedOfTransfer',
      data: { transferId: uuid(26), informedBy: 'WAIVER', waiver: 'INTERNAL_ONLY' },
    };

    it('first what an open transfer asks', () => {
      expect(nextStep(question, promise, wait, offer)).toEqual({
        rule: 'TAKE_UP_OFFER',
        text: 'DEPOT is to take up the case: “fetch the second one”',
        revisions: [4],
      });
    });
    it('then the promise that is due next', () => {
      expect(nextStep(question, promise, sooner, wait)).toMatchObject({ rule: 'KEEP_PROMISE', revisions: [3] });
    });
    it('H9 then telling the customer who has the case now', () => {
      expect(nextStep(offer, accepted, question)).toEqual({
        rule: 'TELL_CUSTOMER',
        text: 'Tell the customer that DEPOT has the case now, because the cause lies there, and when they hear next',
        revisions: [2],
      });
      expect(nextStep(promise, offer, accepted)).toMatchObject({ rule: 'KEEP_PROMISE' });
    });
    it('then the oldest open question', () => {
      const later: CaseFact = { type: 'QuestionRaised', data: { questionId: uuid(28), text: 'Why?' } };
      expect(nextStep(question, later, wait)).toEqual({
        rule: 'ANSWER_QUESTION',
        text: 'Ask the customer: “Who?”',
        revisions: [1],
      });
    });
    it('then the answer of another department, the one due first', () => {
      expect(nextStep(consult, earlier, wait)).toEqual({
        rule: 'AWAIT_ANSWER',
        text: 'Await what DEPOT answers by 2 March 2026, 16:00 UTC: “Was it sent twice?”',
        revisions: [2],
      });
      expect(nextStep(question, consult)).toMatchObject({ rule: 'ANSWER_QUESTION' });
    });
    it('then the waiting', () => {
      expect(nextStep(wait)).toEqual({ rule: 'WAIT', text: 'Wait for a vendor', revisions: [1] });
    });
    it('then what the transfer asked with which the case came', () => {
      expect(nextStep(offer, accepted, informed)).toEqual({
        rule: 'DO_WHAT_WAS_ASKED',
        text: 'Do what SHOP asked: “fetch the second one”',
        revisions: [1, 2],
      });
      const moved: CaseFact = { type: 'TransferObserved', data: { from: 'DEPOT', to: 'G1' } };
      expect(nextStep(offer, accepted, informed, moved)).toMatchObject({ rule: 'RESOLVE' });
    });
    it('else resolving, then closing, then nothing', () => {
      const resolved: CaseFact = { type: 'CaseResolved', data: {} };
      expect(nextStep()).toMatchObject({ rule: 'RESOLVE', revisions: [] });
      expect(nextStep(resolved)).toMatchObject({ rule: 'CLOSE', revisions: [1] });
      expect(nextStep(resolved, { type: 'CaseClosed', data: {} })).toMatchObject({ rule: 'NOTHING' });
    });
  });

  it('is the same for the same events, in whatever order its parts were put together', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (facts, seed) => {
        const state = stateOf(facts);
        expect(briefOf(shuffled(state, seed), AT)).toEqual(briefOf(stateOf(facts), AT));
      }),
      { numRuns: 60 },
    );
  });

  it('is of the shape it promises, and cites nothing but events that it takes into account', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const made = brief(facts);
        expect(check(CaseBrief, made)).toEqual([]);
        expect(made.revision).toBe(facts.length - 1);
        for (const line of linesOf(made)) {
          for (const revision of line.revisions) expect(revision).toBeLessThanOrEqual(made.revision);
        }
        expect(linesOf(made).every((line) => line.revisions.length > 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

const linesOf = (made: CaseBrief): CitedLine[] => [
  made.severity,
  made.who,
  made.matter,
  ...[made.verifiedFacts, made.unverifiedFacts, made.told, made.openPromises, made.brokenPromises, made.tried].flatMap(
    (part) => part.lines,
  ),
  ...[made.openQuestions, made.consults, made.contacts, made.chain].flatMap((part) => part.lines),
];

/** The same state with its maps filled in another order. */
function shuffled(state: CaseState, seed: number): CaseState {
  const mixed = <V>(map: Map<string, V>): Map<string, V> =>
    Map([...map.entries()].sort(([one], [other]) => hash(one, seed) - hash(other, seed)));
  const { contacts, facts, questions, statements, promises, transfers, consults } = state;
  return {
    ...state,
    contacts: mixed(contacts),
    consults: mixed(consults),
    facts: mixed(facts),
    questions: mixed(questions),
    statements: mixed(statements),
    promises: mixed(promises),
    transfers: mixed(transfers),
  };
}

const hash = (text: string, seed: number): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) + seed) % 65_521, seed % 65_521);
