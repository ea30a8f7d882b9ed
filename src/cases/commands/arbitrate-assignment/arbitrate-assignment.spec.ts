import type { CaseFact } from '@baton/contracts';
import { alarm, offered, opened, passed, promised, resolved } from '../../testing/case.happenings.js';
import { by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { arbitrateAssignment } from './arbitrate-assignment.decision.js';

const arbitrate = (to = 'sales', caller = by('rosa'), departmentKnown = true) =>
  arbitrateAssignment({ caseId, to, reason: 'Sales sold it' }, caller, { departmentKnown });
const arbitrated = (from = 'repair', to = 'sales', more: object = {}): CaseFact => ({
  type: 'AssignmentArbitrated',
  data: { arbitrationId: made('arbitration'), from, to, ...more, reason: 'Sales sold it' },
});
/** The case bounced from the front office to repair, with an alarm. */
const bounced = [opened(), ...passed('front-office', 'repair'), alarm('ALARM', 'SECOND_RETURN')];

describe('arbitrating an assignment', () => {
  it('H10 moves the case without the receiver’s acceptance, and leaves it to be claimed there', () => {
    const [first] = given(...bounced)
      .when(arbitrate())
      .facts();
    expect(first).toEqual(arbitrated());
    const state = given(...bounced, arbitrated()).state();
    expect(state).toMatchObject({ accountable: 'sales', holder: undefined });
  });

  it('H7 is refused to a department that everybody has left', () => {
    const { details } = given(...bounced)
      .when(
        arbitrateAssignment({ caseId, to: 'sales', reason: 'Sales sold it' }, by('rosa'), {
          ...{ departmentKnown: true, staying: 0 },
        }),
      )
      .refused('NOBODY_THERE', 'Everybody who was registered in sales has left it');
    expect(details.missing).toEqual(['to']);
  });

  it('H10 takes back the open offer with it', () => {
    const [first] = given(...bounced, offered({ transferId: id('open'), from: 'repair', to: 'sales' }))
      .when(arbitrate())
      .facts();
    expect(first).toEqual(arbitrated('repair', 'sales', { transferId: id('open') }));
    const after = given(...bounced, offered({ transferId: id('open') }), first as CaseFact).state();
    expect(after.openTransferId).toBeUndefined();
    expect(after.transfers.get(id('open'))?.status).toBe('RECALLED');
  });

  it('H8 moves every open promise with the case', () => {
    const facts = given(...bounced, promised({ department: 'repair' }))
      .when(arbitrate())
      .facts();
    expect(facts).toContainEqual({
      type: 'PromiseAssumed',
      data: { promiseId: id('promise'), from: 'repair', to: 'sales', transferId: made('arbitration') },
    });
  });

  it('H10 raises an alarm where it makes the chain longer or takes it back, and asks the supervisor there', () => {
    const toThird = given(...bounced)
      .when(arbitrate())
      .facts();
    expect(toThird.slice(1)).toEqual([
      {
        type: 'ChainAlarmRaised',
        data: {
          ...{ alarmId: made('alarm THIRD_DEPARTMENT'), level: 'WARNING', cause: 'THIRD_DEPARTMENT' },
          ...{ rules: 'chain-alarms@2', transfers: 1, returns: 0, declines: 0, departments: 3 },
        },
      },
      {
        type: 'EscalationRaised',
        data: { escalationId: made('escalation'), department: 'sales', cause: 'CHAIN_ALARM' },
      },
    ]);
    const back = given(...bounced)
      .when(arbitrate('front-office'))
      .facts();
    expect(back.slice(1)).toMatchObject([{ data: { cause: 'RETURN' } }, { type: 'EscalationRaised' }]);
  });

  it('H10 is a matter for a supervisor whose department has had the case or is offered it, or an administrator', () => {
    const refusal = given(...bounced)
      .when(arbitrate('sales', by('tom')))
      .refused('NOT_ALLOWED', 'supervisor');
    expect(refusal.details.rule).toBe('H10');
    given(opened({ department: 'sales' }), alarm('ALARM', 'SECOND_RETURN'))
      .when(arbitrate('front-office', by('rosa')))
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
    for (const caller of [by('lena'), by('rosa'), by('ada')]) {
      expect(
        given(...bounced)
          .when(arbitrate('sales', caller))
          .facts(),
      ).toContainEqual(arbitrated());
    }
    const onOffer = [opened(), alarm('ALARM', 'SECOND_RETURN'), offered()];
    expect(
      given(...onOffer)
        .when(arbitrate('sales', by('rosa')))
        .facts()[0]?.type,
    ).toBe('AssignmentArbitrated');
  });

  it('H10 is refused where no alarm was raised: the departments agree among themselves', () => {
    given(opened(), ...passed('front-office', 'repair'))
      .when(arbitrate())
      .refused('NOTHING_TO_ARBITRATE', 'offerTransfer');
  });

  it('H10 is not for a supervisor before an alarm: the departments offer and answer; an administrator decides from a notice on', () => {
    for (const soft of [alarm('NOTICE', 'SECOND_DECLINE'), alarm('WARNING', 'RETURN')]) {
      const past = [opened(), ...passed('front-office', 'repair'), soft];
      for (const caller of [by('rosa'), by('lena')]) {
        given(...past)
          .when(arbitrate('sales', caller))
          .refused('NOTHING_TO_ARBITRATE', 'Offer the case with offerTransfer');
      }
      expect(
        given(...past)
          .when(arbitrate('sales', by('ada')))
          .facts()[0],
      ).toEqual(arbitrated());
    }
    given(opened(), ...passed('front-office', 'repair'))
      .when(arbitrate('sales', by('ada')))
      .refused('NOTHING_TO_ARBITRATE', 'No alarm was raised');
  });

  it('H10 is not undone by another supervisor, so that two of them cannot move a case to and fro; an administrator decides', () => {
    const decided = [...bounced, arbitrated('repair', 'sales', { arbitrationId: id('first') })];
    const refusal = given(...decided)
      .when(arbitrate('repair'))
      .refused('ARBITRATED_OTHERWISE', 'administrator');
    expect(refusal.message).toContain('Sales sold it');
    expect(refusal.details).toMatchObject({ rule: 'H10', missing: ['to'] });
    const byAdmin = given(...decided).when(arbitrate('repair', by('ada')));
    expect(byAdmin.facts()[0]).toEqual(arbitrated('sales', 'repair'));
    const elsewhere = given(...decided).when(arbitrate('front-office'));
    expect(elsewhere.facts()[0]).toEqual(arbitrated('sales', 'front-office'));
  });

  it('H10 quotes the newest decision by which the case was taken from there, however many there were', () => {
    const decided = Array.from({ length: 40 }, (_, n): CaseFact => {
      const [from, to] = n % 2 ? ['sales', 'repair'] : ['repair', 'sales'];
      return { type: 'AssignmentArbitrated', data: { arbitrationId: id(`${n}`), from, to, reason: `No. ${n}.` } };
    });
    given(...bounced, ...decided)
      .when(arbitrate())
      .refused('ARBITRATED_OTHERWISE', '“No. 39.”');
  });

  it('X5 is open for an imported case that passed on five times, though nobody raised an alarm then', () => {
    const chain = ['repair', 'sales', 'repair', 'sales', 'repair'];
    const observed = chain.map((to, place): CaseFact => ({
      type: 'TransferObserved',
      data: { from: chain[place - 1] ?? 'front-office', to },
    }));
    expect(
      given(opened(), ...observed)
        .when(arbitrate())
        .facts()[0],
    ).toEqual(arbitrated());
  });

  it('refuses an unknown department, the one accountable already, and a case that is not open', () => {
    given(...bounced)
      .when(arbitrate('saels', by('rosa'), false))
      .refused('DEPARTMENT_UNKNOWN', 'saels');
    given(...bounced)
      .when(arbitrate('repair'))
      .refused('TRANSFER_TO_ITSELF', 'repair');
    given().when(arbitrate()).refused('CASE_UNKNOWN');
    given(...bounced, resolved)
      .when(arbitrate())
      .refused('CASE_NOT_OPEN');
  });

  it('X1 asked twice decides once', () => {
    given(...bounced, arbitrated())
      .when(arbitrate())
      .then();
  });
});
