import type { CaseFact, CustomerInformedOfTransfer } from '@baton/contracts';
import {
  accepted,
  closed,
  contacted,
  informed,
  merged,
  offered,
  opened,
  passedOn,
  promised,
  resolved,
  unmerged,
} from '../../testing/case.happenings.js';
import { at, by, caseId, given, id } from '../../testing/case.scenarios.js';
import { informCustomerOfTransfer, type InformCustomerOfTransfer } from './inform-customer-of-transfer.decision.js';

const inform = (details: Partial<InformCustomerOfTransfer>, who: Parameters<typeof by>[0] = 'tom') =>
  informCustomerOfTransfer({ caseId, ...details }, by(who));
const nextBy = at('16:00', 3);
const theCall = { contactId: id('call back') };
const byCall = { ...theCall, nextBy };
const waived = { waiver: 'UNREACHABLE' as const, text: 'Three calls, nobody there' };
const told = (details: Partial<CustomerInformedOfTransfer> = {}): CaseFact =>
  informed({ informedBy: 'CONTACT', ...byCall, ...details });
const past = [opened(), ...passedOn, contacted('call back')] as const;
/** Repair passed the case on to sales, before anybody told the customer of the first transfer. */
const twice: readonly CaseFact[] = [
  ...passedOn,
  offered({ transferId: id('second'), from: 'repair', to: 'sales' }),
  accepted('sara', { from: 'repair', to: 'sales' }, 'second'),
];

describe('telling the customer of a transfer', () => {
  it('H9 X3 is for whoever goes on with the matter where the case was merged into another, in a contact of either', () => {
    const survivor = given(opened({ department: 'sales' }), contacted('call back')).state();
    const say = (who: Parameters<typeof by>[0], details: Partial<InformCustomerOfTransfer> = byCall) =>
      informCustomerOfTransfer({ caseId, ...details }, by(who), { survivor });
    const duplicate = [opened(), ...passedOn, merged('survivor', 'DUPLICATE')] as const;
    given(...duplicate)
      .when(say('sara'))
      .then(told());
    given(...duplicate)
      .when(say('sara', waived))
      .then(informed({ informedBy: 'WAIVER', ...waived }));
    given(...duplicate)
      .when(say('tom'))
      .refused('NOT_YOUR_DEPARTMENT', 'sales');
    given(...duplicate, told())
      .when(say('sara'))
      .then();
    given(opened(), merged('survivor', 'DUPLICATE')).when(say('sara')).refused('CASE_MERGED');
    given(...duplicate, unmerged('survivor', 'DUPLICATE'))
      .when(say('sara'))
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
  });

  it('H9 says in which contact, and when the customer hears next', () => {
    given(...past)
      .when(inform(byCall))
      .then(told());
    given(...past)
      .when(inform({ ...byCall, text: 'Repair calls tomorrow' }))
      .then(told({ text: 'Repair calls tomorrow' }));
    expect(
      given(...past, told())
        .state()
        .transfers.get(id('transfer'))?.informed,
    ).toMatchObject({ nextBy, revision: 4 });
  });

  it('H9 takes for when they hear next what was promised: nobody types it twice', () => {
    given(opened(), promised(), ...passedOn, contacted('call back'))
      .when(inform(theCall))
      .then(told({ nextBy: at('17:00') }));
    const refusal = given(...past)
      .when(inform(theCall))
      .refused('INFORMATION_INCOMPLETE', 'nextBy');
    expect(refusal.details).toMatchObject({ rule: 'H9', missing: ['nextBy'] });
    given(opened(), promised({ due: at('11:10') }), ...passedOn, contacted('call back'))
      .when(inform(theCall))
      .refused('INFORMATION_INCOMPLETE');
  });

  it('H9 refuses to have told that they hear before they were told', () => {
    given(...past)
      .when(inform({ ...theCall, nextBy: at('11:10') }))
      .refused('INFORMATION_INCOMPLETE', 'later');
    given(...past)
      .when(inform({ ...theCall, nextBy: at('11:10:01') }))
      .then(told({ nextBy: at('11:10:01') }));
  });

  it('H9 may be waived for a reason of the closed list', () => {
    given(opened(), ...passedOn)
      .when(inform(waived))
      .then(informed({ informedBy: 'WAIVER', ...waived }));
  });

  it('H9 refuses neither contact nor waiver, and both', () => {
    const neither = given(...past)
      .when(inform({}))
      .refused('INFORMATION_INCOMPLETE', 'Name either the contact');
    expect(neither.details.missing).toEqual(['contactId', 'waiver']);
    const both = given(...past)
      .when(inform({ ...byCall, ...waived }))
      .refused('INFORMATION_INCOMPLETE', 'one of the two is too many');
    expect(both.details).toEqual({ rule: 'H9' });
  });

  it('H9 takes no contact before the case had passed on, and none that reached nobody', () => {
    const before = contacted('call back', { startedAt: at('08:59'), endedAt: at('09:01:59') });
    const refusal = given(opened(), ...passedOn, before)
      .when(inform(byCall))
      .refused('CONTACT_UNKNOWN', 'repair');
    expect(refusal.details.alternatives?.[0]).toContain('UNREACHABLE');
    const justThen = contacted('call back', { startedAt: at('08:59'), endedAt: at('09:02') });
    given(opened(), ...passedOn, justThen)
      .when(inform(byCall))
      .then(told());
    given(opened(), ...passedOn, contacted('call back', { disposition: 'NO_RESULT' }))
      .when(inform(byCall))
      .refused('CONTACT_UNKNOWN', 'spoken to');
  });

  it('H9 tells of every transfer that they do not know of yet, in the order in which they were', () => {
    given(opened(), ...twice, contacted('call back'))
      .when(inform(byCall, 'sara'))
      .then(told(), told({ transferId: id('second') }));
    given(opened(), ...passedOn, contacted('call back'), told(), ...twice.slice(2))
      .when(inform(waived, 'sara'))
      .then(informed({ transferId: id('second'), informedBy: 'WAIVER', ...waived }));
  });

  it('H9 tells of what a supervisor decided, as of any other time the case passed on', () => {
    const arbitrationId = id('arbitration');
    const decided: CaseFact = {
      type: 'AssignmentArbitrated',
      data: { arbitrationId, from: 'front-office', to: 'repair', reason: 'Enough' },
    };
    given(opened(), decided, contacted('call back'))
      .when(inform(byCall))
      .then(told({ transferId: arbitrationId }));
    given(opened(), decided)
      .when(inform(waived))
      .then(informed({ transferId: arbitrationId, informedBy: 'WAIVER', ...waived }));
    given(opened(), decided, informed({ transferId: arbitrationId, informedBy: 'WAIVER', ...waived }))
      .when(inform(byCall))
      .refused('CUSTOMER_INFORMED_ALREADY');
    const before = contacted('call back', { startedAt: at('08:59'), endedAt: at('09:00:59') });
    given(opened(), decided, before).when(inform(byCall)).refused('CONTACT_UNKNOWN', 'repair');
  });

  it('is for the department accountable now', () => {
    given(...past)
      .when(inform(byCall, 'ines'))
      .refused('NOT_YOUR_DEPARTMENT', 'with recordContact, and let them name it');
    given(...past)
      .when(inform(byCall, 'ada'))
      .then(told());
  });

  it('asked twice tells once; told, there is nothing left to tell', () => {
    given(...past, told())
      .when(inform(byCall))
      .then();
    const waiver = informed({ informedBy: 'WAIVER', ...waived });
    given(opened(), ...passedOn, waiver)
      .when(inform(waived))
      .then();
    given(...past, told())
      .when(inform(waived))
      .refused('CUSTOMER_INFORMED_ALREADY');
    given(...past, informed({ informedBy: 'LIVE' }))
      .when(inform(byCall))
      .refused('CUSTOMER_INFORMED_ALREADY');
  });

  it('H9 asks nothing where the case did not pass to another department, or only was offered', () => {
    const within = [
      offered({ to: 'front-office', reason: 'ABSENCE_OR_SHIFT' }),
      accepted('otto', { to: 'front-office' }),
    ];
    given(opened(), ...within)
      .when(inform(waived, 'ines'))
      .refused('TRANSFER_UNKNOWN', 'never passed to another department');
    given(opened(), offered()).when(inform(waived, 'ines')).refused('TRANSFER_UNKNOWN', 'nothing to tell');
  });

  it('may be said of a case that is resolved or closed', () => {
    given(...past, resolved, closed)
      .when(inform(byCall))
      .then(told());
  });

  it('refuses a contact or a case that is unknown', () => {
    given(opened(), ...passedOn)
      .when(inform(byCall))
      .refused('CONTACT_UNKNOWN');
    given().when(inform(byCall)).refused('CASE_UNKNOWN');
  });
});
