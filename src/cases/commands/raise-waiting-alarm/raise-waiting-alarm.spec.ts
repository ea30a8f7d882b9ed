import type { CaseFact } from '@baton/contracts';
import { accepted, declined, expired, offered, opened, recalled } from '../../testing/case.happenings.js';
import { always, at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { offerTransfer } from '../offer-transfer/offer-transfer.decision.js';
import { raiseWaitingAlarm } from './raise-waiting-alarm.decision.js';

const waitedAt = at('10:00', 4);
const calendar = 'repair@1 offer-expiry@2';
const waiting = { waitedAt, expiresAt: at('10:00', 5), calendar };
const waited = (now = waitedAt, transferId = id('transfer')) =>
  raiseWaitingAlarm({ caseId, transferId }, by('ada', now));
const raised: CaseFact = {
  type: 'ChainAlarmRaised',
  data: {
    ...{ alarmId: made('alarm WAITED_AN_OPENING_DAY'), level: 'WARNING', cause: 'WAITED_AN_OPENING_DAY' },
    ...{ transferId: id('transfer'), calendar, rules: 'chain-alarms@2' },
    ...{ transfers: 0, returns: 0, declines: 0, departments: 1 },
  },
};

describe('the alarm that an offer waits', () => {
  it('H10 is a warning, with the calendar that counted the day, and asks the supervisor of the receiver', () => {
    given(opened(), offered(waiting))
      .when(waited())
      .then(raised, {
        type: 'EscalationRaised',
        data: {
          ...{ escalationId: made('escalation'), department: 'repair', cause: 'CHAIN_ALARM' },
          transferId: id('transfer'),
        },
      });
  });

  it('H10 comes once for an offer, however often the timer fires, and again for another offer', () => {
    given(opened(), offered(waiting), raised).when(waited()).then();
    const again = given(
      opened(),
      offered(waiting),
      raised,
      recalled(),
      offered({ ...waiting, transferId: id('second') }),
    )
      .when(waited(at('12:00', 4), id('second')))
      .facts();
    expect(again[0]).toMatchObject({ data: { cause: 'WAITED_AN_OPENING_DAY', transferId: id('second') } });
  });

  it.each([
    ['accepted', accepted()],
    ['declined', declined()],
    ['recalled', recalled()],
    ['expired', expired(waiting.expiresAt)],
  ])('is not raised where the offer was %s meanwhile', (_, answer) => {
    given(opened(), offered(waiting), answer).when(waited()).then();
  });

  it('is refused a millisecond before, and of an offer that expires before it could wait so long', () => {
    given(opened(), offered(waiting)).when(waited('2026-03-04T09:59:59.999Z')).refused('TRANSFER_NOT_DUE', waitedAt);
    given(opened(), offered()).when(waited()).refused('TRANSFER_NOT_DUE', 'never');
    given(opened()).when(waited()).refused('TRANSFER_UNKNOWN');
    given().when(waited()).refused('CASE_UNKNOWN');
  });

  it('H10 does not count the end of a shift', () => {
    given(opened(), offered({ ...waiting, reason: 'ABSENCE_OR_SHIFT', shiftOnRecord: true }))
      .when(waited())
      .then();
  });

  it('H10 demands the full brief of the next offer, though nothing else about the case is a risk', () => {
    const offer = offerTransfer({ caseId, to: 'sales', reason: 'SKILL_NEEDED', ask: 'sell a new one' }, by('ines'), {
      unknown: [],
      calendar: always,
    });
    const without = [opened(), offered(), declined()];
    expect(
      given(...without)
        .when(offer)
        .facts(),
    ).toHaveLength(1);
    given(opened(), offered(), raised, declined()).when(offer).refused('BRIEF_INCOMPLETE', 'ifThen');
  });
});
