import { check } from '@baton/fields';
import fc from 'fast-check';
import type { CaseFact } from '@baton/contracts';
import { CASE, histories, importedStory, routerStory, stateOf, uuid } from '../testing/stories.js';
import { noCase } from '../../case.state.js';
import { caseOf } from './case.document.js';
import { Case } from './case.result.js';

describe('the case as it is shown', () => {
  it('shows the accountable department, the holder, the chain and all that is known', () => {
    expect(caseOf(stateOf(routerStory))).toMatchObject({
      id: CASE,
      revision: 10,
      status: 'OPEN',
      imported: false,
      accountable: 'CALL-CENTRE',
      holder: 'ben',
      matter: 'Two routers came, I ordered one.',
      urgency: 'HIGH',
      openedAt: '2026-03-02T09:00:00.000Z',
      lastEventAt: '2026-03-02T09:10:00.000Z',
      riskTier: 3,
      chain: [
        { department: 'SHOP', revision: 0 },
        { department: 'CALL-CENTRE', revision: 9 },
      ],
      chainLength: 1,
      transfers: [{ status: 'ACCEPTED', offeredBy: 'ines', endedAt: '2026-03-02T09:09:00.000Z', endRevision: 9 }],
      contacts: [{ contactId: uuid(10), at: '2026-03-02T08:50:00.000Z', agent: 'ines', abandoned: false }],
      facts: [{ topic: 'serial number', verifiedBy: 'photo', revision: 2 }, { topic: 'order date' }],
      promises: [{ status: 'OPEN', department: 'CALL-CENTRE', revision: 6 }],
      questions: [{ text: 'Who ordered twice?' }],
      statements: [{ topic: 'invoice', basisRevision: 2 }],
      attempts: [{ text: 'Looked for a second order', revision: 4 }],
      retells: 0,
    });
  });

  it('shows the one open transfer', () => {
    expect(caseOf(stateOf(routerStory.slice(0, 9)))?.openTransfer).toMatchObject({
      to: 'CALL-CENTRE',
      status: 'OFFERED',
    });
    expect(caseOf(stateOf(routerStory))).not.toHaveProperty('openTransfer');
  });

  it('H6 shows the brief of the open transfer as it stands now, and of an accepted one as it was accepted', () => {
    const since: CaseFact = {
      type: 'StatementMade',
      data: { statementId: uuid(90), topic: 'price', value: '90 euros', basis: 'UNVERIFIED' },
    };
    const offered = [...routerStory.slice(0, 9), since];
    const line = expect.objectContaining({ text: 'price: 90 euros' }) as object;
    const shown = caseOf(stateOf(offered));
    expect(shown?.openTransfer?.brief.statements).toContainEqual(line);
    expect(shown?.transfers.at(-1)?.brief).toEqual(shown?.openTransfer?.brief);
    const { transferId = '', from = '', to = '' } = shown?.openTransfer ?? {};
    const accepted: CaseFact = { type: 'TransferAccepted', data: { transferId, from, to, holder: 'ben' } };
    expect(
      caseOf(stateOf([...routerStory.slice(0, 9), accepted, since]))?.transfers.at(-1)?.brief.statements,
    ).not.toContainEqual(line);
  });

  it('X5 leaves out what an import does not document', () => {
    const shown = caseOf(stateOf(importedStory(31)));
    expect(shown).toMatchObject({ accountable: 'G1', reference: '1-627973205', waitingOn: 'USER', chainLength: 31 });
    expect(shown).not.toHaveProperty('matter');
    expect(shown).not.toHaveProperty('customerId');
    expect(shown?.contacts).toEqual([]);
  });

  it('shows the newest hundred of a long list, oldest first, and counts all of them', () => {
    const notes = Array.from({ length: 250 }, (_, n): CaseFact => ({
      type: 'QuestionRaised',
      data: { questionId: uuid(1000 + n), text: `question ${n}` },
    }));
    const shown = caseOf(stateOf([...routerStory, ...notes]));
    expect(shown?.questionCount).toBe(251);
    expect(shown?.questions.map((question) => question.text)).toEqual(
      Array.from({ length: 100 }, (_, n) => `question ${150 + n}`),
    );
  });

  it('is nothing before the first event', () => {
    expect(caseOf(noCase)).toBeUndefined();
  });

  it('is of the shape it promises, whatever happened', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        expect(check(Case, caseOf(stateOf(facts)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
