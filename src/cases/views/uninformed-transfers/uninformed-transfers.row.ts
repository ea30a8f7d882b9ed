import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf } from '@baton/fields';
import { DayException, Holiday, OpeningInterval, TransferReason } from '@baton/contracts';
import { CaseStatus } from '../../case.words.js';

@Described('An open case that passed on without a word to the customer (H9).')
export class UninformedTransfer {
  @Id('The case') caseId: string;
  @Id('The customer', { optional: true }) customerId?: string;
  @Code('The department that has the case now, and is to tell') department: string;
  @Code('The department that has it as far as the customer knows') from: string;
  @Id('The first transfer that the customer does not know of, or the arbitration') transferId: string;
  @OneOf(TransferReason, 'Why it passed on then; absent where a supervisor decided it (H10)', { optional: true })
  reason?: TransferReason;
  @Instant('When it was accepted, or decided, then') acceptedAt: string;
  @Count('How many transfers and arbitrations the customer does not know of') transfers: number;
  @Instant('By when the customer is to be told: the end of the next day on which the receiver is open') due: string;
  @Code('The versions of the calendar of the receiver and of the rule by which that was counted (X4)') calendar: string;
}

@Described('An open case that passed on without a word to the customer, as it stands now (H9).')
export class ListedUninformedTransfer extends UninformedTransfer {
  @Flag('The customer should know by now') overdue: boolean;
}

@Described('A case that passed on without a word to the customer, and where it stands.')
export class UninformedCase extends UninformedTransfer {
  @OneOf(CaseStatus, 'Where the case stands') status: CaseStatus;
  @OneOf(CaseStatus, 'Where it stood before it was merged', { optional: true }) statusBefore?: CaseStatus;
}

@Described('An offer that is not answered yet.')
export class UnansweredOffer {
  @Id('The case') caseId: string;
  @Id('The transfer') transferId: string;
  @OneOf(TransferReason, 'Why') reason: TransferReason;
}

@Described('Whose case it is, and who has it.')
export class CaseToTellOf {
  @Id('The case') caseId: string;
  @Id('The customer', { optional: true }) customerId?: string;
  @Code('The department that answers for it') department: string;
  @OneOf(CaseStatus, 'Where it stands') status: CaseStatus;
  @Id('The cases merged into it of whose passing on the customer does not know', { list: 100, optional: true })
  duplicates?: string[];
}

@Described('When a department is open.')
export class ReceiverCalendar {
  @Code('The department') department: string;
  @Count('The revision of the event with which hours or dates changed last') revision: number;
  @Code('Its time zone', { optional: true }) zone?: string;
  @Nested(() => OpeningInterval, 'Its hours of a week', { list: 70, optional: true }) weekly?: OpeningInterval[];
  @Nested(() => Holiday, 'Closed all day', { list: 1000, optional: true }) holidays?: Holiday[];
  @Nested(() => DayException, 'Open at other hours', { list: 500, optional: true }) exceptions?: DayException[];
}
