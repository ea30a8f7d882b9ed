import type { CaseFact, HandoverFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { handoverAggregate, type Handover } from '../../handover.state.js';
import { whyNotTaken } from '../../handover.guards.js';
import { claimed, offered as transferOffered, opened, released } from '../../testing/case.happenings.js';
import { by, given as givenCase, id, type Person } from '../../testing/case.scenarios.js';
import { acceptHandover, allOrNone, whyNotIn } from './accept-handover.decision.js';

const { given } = scenarios(handoverAggregate, (facts: readonly HandoverFact[]) =>
  recorded(`handover-${id('handover')}`, facts),
);
const left = [{ caseId: id('two'), code: 'READ_BACK_MISSING', message: 'Say what you understood.' }];
const begun: HandoverFact = {
  type: 'HandoverStarted',
  data: {
    agent: 'ines',
    department: 'front-office',
    cases: [{ caseId: id('one'), transferId: id('transfer') }],
    left: [],
  },
};
const offered: HandoverFact = { type: 'HandoverOffered', data: { left } };

describe('taking several cases of a handover', () => {
  const take = (who: Person) => acceptHandover({ handoverId: id('handover') }, by(who), { taken: [id('one')], left });

  it('says who took which, and which had changed in between', () => {
    given(begun, offered)
      .when(take('otto'))
      .then({ type: 'HandoverAccepted', data: { agent: 'otto', cases: [id('one')], left } });
    expect([
      ...(given(begun, { type: 'HandoverAccepted', data: { agent: 'otto', cases: [id('one')], left } }).state()
        ?.taken ?? []),
    ]).toEqual([id('one')]);
  });

  it('H1 is for the department in which they are offered', () => {
    given(begun, offered).when(take('tom')).refused('NOT_YOUR_DEPARTMENT', 'Let ines offer');
    given().when(take('otto')).refused('HANDOVER_UNKNOWN');
  });

  it('H1 is not for whoever hands them over: he recalls what he keeps', () => {
    given(begun, offered).when(take('ines')).refused('NOTHING_TO_HAND_OVER', 'recallTransfer');
  });

  it('H1 leaves with a colleague what he has claimed since it was offered, unless he stands in', () => {
    const within = transferOffered({ to: 'front-office', reason: 'ABSENCE_OR_SHIFT' });
    const why = (...since: CaseFact[]) =>
      whyNotTaken(givenCase(opened(), claimed('ines'), within, ...since).state(), id('transfer'), {
        agent: 'ines',
        taker: 'otto',
      });
    expect(why()).toBeUndefined();
    expect(why(released)).toBeUndefined();
    expect(why(released, claimed('lena'))).toMatchObject({
      code: 'CASE_HELD',
      message: expect.stringContaining('lena has claimed it since') as string,
    });
    expect(why(released, claimed('otto'))).toBeUndefined();
    expect(why({ type: 'CaseClaimed', data: { holder: 'lena', standsInFor: 'ines' } })).toBeUndefined();
  });

  it('tells a case that is not in it from one that was left out of it', () => {
    const handover = given(begun).state() as Handover;
    const state = (...facts: CaseFact[]) => givenCase(opened(), claimed('ines'), ...facts).state();
    expect(whyNotIn(handover, id('two'), state())?.message).toMatch(/^It is not one of the cases that ines hands over/);
    expect(whyNotIn(handover, id('one'), state())?.message).toMatch(/^It was left out of the handover/);
    expect(whyNotIn(handover, id('one'), state(transferOffered()))).toBeUndefined();
  });

  it('H6 is all or none: what keeps a case from being taken is named', () => {
    expect(() => allOrNone(['one'], [])).not.toThrow();
    expect(() => allOrNone(['one', 'two'], left)).toThrow(
      expect.objectContaining({ code: 'HANDOVER_REFUSED' }) as Error,
    );
    expect(() => allOrNone([], [])).toThrow(expect.objectContaining({ code: 'NOTHING_TO_HAND_OVER' }) as Error);
  });
});
