import { closed, kept, opened, passedOn, promised, reopened, resolved } from '../../testing/case.happenings.js';
import type { WaitingCase } from '../../related.guards.js';
import { anyHours, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { claimCase } from '../claim-case/claim-case.decision.js';
import { makePromise } from '../make-promise/make-promise.decision.js';
import { reopenCase } from './reopen-case.decision.js';

const reopening = (...resolvedWaiting: WaitingCase[]) =>
  reopenCase({ caseId, reason: 'It stands still again' }, by('ines'), { resolvedWaiting });
const reopen = reopening();

describe('reopening a case', () => {
  it('takes a resolved and a closed case up again, whoever hears that the matter is not settled', () => {
    given(opened(), resolved).when(reopen).then(reopened);
    given(opened(), resolved, closed).when(reopen).then(reopened);
  });

  it('H1 makes the department accountable again that was so last', () => {
    const state = given(opened(), ...passedOn, resolved, closed, reopened).state();
    expect(state).toMatchObject({ status: 'OPEN', accountable: 'repair', holder: undefined, resolution: undefined });
    expect(state.chain.toArray()).toEqual(['front-office', 'repair']);
    given(opened(), ...passedOn, resolved, closed, reopened)
      .when(claimCase({ caseId }, by('ines'), {}))
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
  });

  it('leaves old promises as they were settled: what is promised now is promised anew', () => {
    const past = [opened(), promised(), kept(), resolved, reopened] as const;
    expect(
      given(...past)
        .state()
        .promises.get(id('promise'))?.status,
    ).toBe('KEPT');
    const anew = makePromise(
      {
        caseId,
        beneficiary: 'Anna Kern',
        action: 'The front office calls with a new date',
        callback: true,
        due: '2026-03-03T12:00:00.000Z',
        zone: 'Europe/Vienna',
        channel: 'PHONE',
        evidence: 'The call is recorded',
        contactId: id('first call'),
      },
      by('ines'),
      { ...anyHours, departmentKnown: true },
    );
    expect(
      given(...past)
        .when(anew)
        .facts(),
    ).toHaveLength(1);
  });

  it('X3 tells whoever answers for a case that had waited for it and is resolved: nobody takes that back unasked', () => {
    given(opened(), resolved)
      .when(reopening({ caseId: id('parent'), accountable: 'sales' }))
      .then(reopened, {
        type: 'EscalationRaised',
        data: {
          escalationId: made(`${id('parent')} had waited`),
          department: 'sales',
          cause: 'BLOCKING_WORK_REOPENED',
          waiting: id('parent'),
          reason: `Case ${id('parent')} had waited for this one and is resolved: reopen it with reopenCase, too, unless it is settled without this one`,
        },
      });
    given(opened())
      .when(reopening({ caseId: id('parent'), accountable: 'sales' }))
      .then();
  });

  it('does nothing about a case that is open', () => {
    given(opened()).when(reopen).then();
    given(opened(), resolved, reopened).when(reopen).then();
  });

  it('refuses a case that does not exist', () => {
    given().when(reopen).refused('CASE_UNKNOWN');
  });
});
