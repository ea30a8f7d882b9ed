import { derivedId, type CaseFact, type HandoverFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { handoverAggregate } from '../../handover.state.js';
import { claimed, offered, opened, resolved } from '../../testing/case.happenings.js';
import { at, by, given as givenCase, id, type Person } from '../../testing/case.scenarios.js';
import {
  HANDED_OVER_AT_ONCE,
  handOverShift,
  handoverIdOf,
  offerIdOf,
  type HandOverShift,
} from './hand-over-shift.decision.js';

const { given } = scenarios(handoverAggregate, (facts: readonly HandoverFact[]) =>
  recorded(`handover-${id('handover')}`, facts),
);
const stateOf = (...facts: CaseFact[]) => givenCase(...facts).state();
const held = stateOf(opened(), claimed('ines'));
const onOffer = stateOf(opened(), claimed('ines'), offered());
const over = stateOf(opened(), claimed('ines'), resolved);
const [one, two] = [id('one'), id('two')];
const facts = {
  department: 'front-office',
  held: [one, two],
  states: new Map([
    [one, held],
    [two, held],
  ]),
  receivers: new Map([
    ['otto', { worksIn: 'front-office' }],
    ['lena', { worksIn: 'front-office', door: { why: 'AWAY' as const, until: at('17:00', 5) } }],
    ['tom', { worksIn: 'repair' }],
    ['ines', { worksIn: 'front-office' }],
  ]),
};
const hand = (command: HandOverShift, known: Partial<typeof facts> = {}, who: Person = 'ines') =>
  handOverShift(command, by(who), { ...facts, ...known });
const transferOf = (caseId: string): string => derivedId(offerIdOf(handoverIdOf(by('ines')), caseId), 'transfer');
const begun = (cases: object[], left: object[] = []): HandoverFact => ({
  type: 'HandoverStarted',
  data: { agent: 'ines', department: 'front-office', cases, left } as never,
});

describe('handing over at the end of a shift', () => {
  it('H3 offers all that the agent holds to a colleague, or to whoever of the department takes it', () => {
    given()
      .when(hand({ toAgent: 'otto' }))
      .then(
        begun([
          { caseId: one, transferId: transferOf(one), toAgent: 'otto' },
          { caseId: two, transferId: transferOf(two), toAgent: 'otto' },
        ]),
      );
    given()
      .when(hand({ cases: [{ caseId: one, ask: 'Call before noon' }] }))
      .then(begun([{ caseId: one, transferId: transferOf(one), ask: 'Call before noon' }]));
  });

  it('begins once, whoever asks again', () => {
    given(begun([{ caseId: one, transferId: transferOf(one) }]))
      .when(hand({ toAgent: 'otto' }))
      .then();
  });

  it('H2 leaves out what is on offer already where all is handed over, and says so', () => {
    const states = new Map([
      [one, held],
      [two, onOffer],
    ]);
    given()
      .when(hand({}, { states }))
      .then(
        begun(
          [{ caseId: one, transferId: transferOf(one) }],
          [{ caseId: two, code: 'TRANSFER_ALREADY_OPEN', message: expect.stringContaining('repair') as string }],
        ),
      );
  });

  it.each([
    ['is on offer already', onOffer],
    ['is resolved', over],
    ['a colleague holds', stateOf(opened(), claimed('otto'))],
    ['another department is accountable for', stateOf(opened({ department: 'repair' }), claimed('ines'))],
    ['does not exist', stateOf()],
  ])('refuses all cases that are named when one %s', (_, state) => {
    const states = new Map([
      [one, held],
      [two, state],
    ]);
    const { details } = given()
      .when(hand({ cases: [{ caseId: one }, { caseId: two }] }, { states }))
      .refused('HANDOVER_REFUSED');
    expect(details.missing).toEqual([expect.stringContaining(two)]);
  });

  it.each([
    ['open and held there', stateOf(opened({ department: 'repair' }), claimed('tom'))],
    ['open and held by nobody', stateOf(opened({ department: 'repair' }))],
    ['resolved', stateOf(opened({ department: 'repair' }), resolved)],
  ])('H12 says of a case of another department that is %s no more than that the agent does not hold it', (_, state) => {
    const { details } = given()
      .when(hand({ cases: [{ caseId: one }] }, { states: new Map([[one, state]]) }))
      .refused('HANDOVER_REFUSED');
    expect(details.missing).toEqual([`case ${one}: ines does not hold it`]);
  });

  it('refuses a case that is named twice, none at all, and more than go at once', () => {
    given()
      .when(hand({ cases: [{ caseId: one }, { caseId: one }] }))
      .refused('HANDOVER_REFUSED');
    given()
      .when(hand({}, { held: [] }))
      .refused('NOTHING_TO_HAND_OVER', 'ines holds no case');
    const { details } = given()
      .when(hand({ cases: [] }))
      .refused('NOTHING_TO_HAND_OVER', 'cases is empty: name the cases that are meant, or leave cases out');
    expect(details.missing).toEqual(['cases']);
    given()
      .when(hand({}, { held: Array.from({ length: HANDED_OVER_AT_ONCE + 1 }, () => one) }))
      .refused('HANDOVER_TOO_LARGE', '101');
  });

  it('H11 refuses a receiver who is away, works elsewhere, or is the agent himself', () => {
    given()
      .when(hand({ toAgent: 'lena' }))
      .refused('AGENT_AWAY');
    given()
      .when(hand({ toAgent: 'tom' }))
      .refused('AGENT_UNKNOWN', 'front-office');
    given()
      .when(hand({ toAgent: 'ines' }))
      .refused('AGENT_UNKNOWN');
    given()
      .when(hand({ cases: [{ caseId: one, toAgent: 'nobody' }] }))
      .refused('AGENT_UNKNOWN', 'nobody');
  });

  it('is for the agent and those who lead him', () => {
    given()
      .when(hand({ agent: 'ines', toAgent: 'otto' }, {}, 'otto'))
      .refused('NOT_ALLOWED');
    given()
      .when(hand({ agent: 'nobody' }, { department: undefined as never }))
      .refused('AGENT_UNKNOWN');
  });
});
