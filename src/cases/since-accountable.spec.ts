import type { CaseFact, Given } from '@baton/contracts';
import { arbitrateAssignment } from './commands/arbitrate-assignment/arbitrate-assignment.decision.js';
import { claimCase } from './commands/claim-case/claim-case.decision.js';
import { offerTransfer, type OfferTransfer } from './commands/offer-transfer/offer-transfer.decision.js';
import { releaseCase } from './commands/release-case/release-case.decision.js';
import { requestConsult } from './commands/request-consult/request-consult.decision.js';
import { accepted, alarm, claimed, declined, offered, opened, released, told } from './testing/case.happenings.js';
import { always, at, by, caseId, given } from './testing/case.scenarios.js';
import { makeStatement } from './commands/make-statement/make-statement.decision.js';

const tom = (occurredAt: string): Given => ({ ...by('tom'), occurredAt });
const offer: OfferTransfer = {
  caseId,
  to: 'sales',
  reason: 'SKILL_NEEDED',
  ask: 'refund',
  ifThen: ['Else a coupon'],
  noneVerified: true,
};
const consult = { caseId, to: 'sales', channel: 'CHAT', question: 'Is it under warranty?', due: at('17:00') } as const;
const passed: CaseFact[] = [opened(), offered(), accepted('tom')];
const alarmed = alarm('ALARM', 'SECOND_RETURN');

describe('C2 what a department did with a case', () => {
  it.each([
    ['an offer', offerTransfer(offer, tom(at('09:01:59')), { unknown: [], calendar: always }), [released]],
    ['a claim', claimCase({ caseId }, tom(at('09:01:59')), {}), [released]],
    ['a release', releaseCase({ caseId }, tom(at('09:01:59'))), [claimed('tom')]],
    ['a consult', requestConsult(consult, tom(at('09:01:59')), { departmentKnown: true }), []],
    [
      'an arbitration',
      arbitrateAssignment(
        { caseId, to: 'sales', reason: 'Enough' },
        { ...by('rosa'), occurredAt: at('09:01:59') },
        { departmentKnown: true },
      ),
      [alarmed],
    ],
  ])('was not before it answered for it: %s', (_, decision, since) => {
    given(...passed, ...since)
      .when(decision)
      .refused('OCCURRED_TOO_EARLY', `repair became accountable on ${at('09:02')}`);
  });

  it('was not before the case was opened', () => {
    given(opened())
      .when(claimCase({ caseId }, { ...by('ines'), occurredAt: at('08:59:59') }, {}))
      .refused('OCCURRED_TOO_EARLY', `the case was opened on ${at('09:00')}`);
    given(opened())
      .when(claimCase({ caseId }, { ...by('ines'), occurredAt: at('09:00') }, {}))
      .then(claimed('ines'));
  });

  it('is no second offer while the first was open', () => {
    const offersAt = (time: string) =>
      offerTransfer(
        { ...offer, to: 'repair' },
        { ...by('ines'), occurredAt: at(time) },
        { unknown: [], calendar: always },
      );
    given(opened(), offered(), declined())
      .when(offersAt('09:01:59'))
      .refused('OCCURRED_TOO_EARLY', `the offer to repair before it ended on ${at('09:02')}`);
    expect(given(opened(), offered(), declined()).when(offersAt('09:02')).facts()).not.toEqual([]);
  });

  it('does not hold for what the customer was told in the contact with which the case began', () => {
    const [fact] = given(opened())
      .when(
        makeStatement(
          { caseId, topic: 'price', value: '90 euros', basis: 'UNVERIFIED' },
          { ...by('ines'), occurredAt: at('08:57') },
        ),
      )
      .facts();
    expect(fact?.type).toBe(told('price', '90 euros').type);
  });
});
