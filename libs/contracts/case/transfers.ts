import { Code, Count, Described, Flag, Id, Instant, Nested, Num, OneOf, Text } from '@baton/fields';
import { HandoffBrief, ReadBack, ReadBackComparison } from './brief.js';
import {
  BriefPart,
  DeclineCause,
  InformationWaiver,
  InformedBy,
  LimitOf,
  TransferMode,
  TransferReason,
} from './words.js';

@Described('A department that was suggested, and by what: recorded where an offer relied on it (X4).')
export class ReliedOnSuggestion {
  @Code('The version of the rules that suggested it') rules: string;
  @Count('Its place among the suggestions; the first has 1') rank: number;
  @Code('The position of the log up to which the figures counted') position: string;
}

@Described(
  'The receiver had all the work it can do when the case was offered: where the offer stood in the line, when it can expect an answer, and what that rests on (X4).',
)
export class OfferQueue {
  @OneOf(LimitOf, 'Whose limit was reached') limitOf: LimitOf;
  @Code('The department, the agent or the skill') of: string;
  @Count('How many cases can be worked on at a time') limit: number;
  @Count('Open cases that counted towards it') cases: number;
  @Count('Its place in the line of offers; the first has 1') place: number;
  @Count('How many offers are answered, or cases done, until it is the turn of this one') turns: number;
  @Instant('When its turn is expected; absent where that cannot be known', { optional: true }) expectedAt?: string;
  @Count('How many offers were accepted lately: fewer than five tell nothing') accepted: number;
  @Instant('When the first of these was accepted; absent where none was', { optional: true }) acceptedSince?: string;
  @Num('Opening hours of the receiver since then; absent where none was', { optional: true }) openHours?: number;
  @Code('The version of the rule by which that was worked out') rules: string;
  @Code('The position of the log up to which cases and offers were counted', { optional: true }) position?: string;
}

@Described('The case was offered to another department; the sender stays accountable until it accepts (H1).')
export class TransferOffered {
  @Id('The transfer') transferId: string;
  @Code('The department that offers') from: string;
  @Code('The department it is offered to') to: string;
  @Code('The agent it is meant for, if any', { optional: true }) toAgent?: string;
  @Code('The skill that is needed, if any', { optional: true }) skill?: string;
  @OneOf(TransferMode, 'How the transfer is made') mode: TransferMode;
  @OneOf(TransferReason, 'Why') reason: TransferReason;
  @Nested(() => HandoffBrief, 'What the receiver needs to know, as it was when offered') brief: HandoffBrief;
  @Text('What the sender said that the customer must not be asked again, beside what the trail knew', {
    list: 50,
    max: 500,
    personal: true,
    optional: true,
  })
  doNotAskAgain?: string[];
  @Count('1, plus one for each: complaint, open promise, vulnerable customer, legal clock, earlier transfer')
  riskTier: number;
  @Num("Share of the brief's parts that say something, 0 to 1") completeness: number;
  @Instant('When the offer expires; absent where it does not (H4)', { optional: true }) expiresAt?: string;
  @Text("The versions of the receiver's calendar and of the rule by which that was counted (X4)", {
    optional: true,
    max: 120,
  })
  calendar?: string;
  @Instant(
    'When it has waited for an opening day of the receiver; absent where it expires before or does not count (H10)',
    {
      optional: true,
    },
  )
  waitedAt?: string;
  @Flag(
    'An absence of the sender, or the end of its shift, was on record when it was offered to another department for that reason: it counts in no chain alarm (H10)',
    { optional: true },
  )
  shiftOnRecord?: boolean;
  @Nested(() => OfferQueue, 'The line in which it waits; absent where the receiver can take it at once', {
    optional: true,
  })
  queue?: OfferQueue;
  @Nested(() => ReliedOnSuggestion, 'The suggestion that the sender relied on (X4)', { optional: true })
  suggestion?: ReliedOnSuggestion;
}

@Described('The receiver took the case: it is accountable from now on (H1).')
export class TransferAccepted {
  @Id('The transfer') transferId: string;
  @Code('The department that was accountable') from: string;
  @Code('The department that is accountable now') to: string;
  @Code('The agent who holds the case now') holder: string;
  @Nested(() => ReadBack, 'What the receiver understood; required from risk tier 2 on (H6)', { optional: true })
  readBack?: ReadBack;
  @Nested(() => ReadBackComparison, 'What the read-back leaves out of the ask; absent without one (H6)', {
    optional: true,
  })
  comparison?: ReadBackComparison;
  @Nested(
    () => HandoffBrief,
    'The brief as it was accepted, and frozen (H6); absent where that of the offer was still complete',
    { optional: true },
  )
  brief?: HandoffBrief;
}

@Described('The receiver did not take the case; the sender stays accountable (H5).')
export class TransferDeclined {
  @Id('The transfer') transferId: string;
  @Code('The department that offered') from: string;
  @Code('The department that declined') to: string;
  @Text('Why it was declined', { max: 500 }) reason: string;
  @OneOf(DeclineCause, 'The same as a word that can be counted; absent where nobody said', { optional: true })
  cause?: DeclineCause;
  @Code('The department that should have it; absent when the receiver does not know', { optional: true })
  suggestedDepartment?: string;
}

@Described('The sender took its offer back.')
export class TransferRecalled {
  @Id('The transfer') transferId: string;
  @Code('The department that offered') from: string;
  @Code('The department it had been offered to') to: string;
  @Text('Why', { max: 500 }) reason: string;
}

@Described(
  'An import shows that the case passed from one department to another; offer, brief and acceptance are undocumented (X5).',
)
export class TransferObserved {
  @Code('The department that had it') from: string;
  @Code('The department that has it now') to: string;
}

@Described('Nobody answered the offer in time: the sender stays accountable, and the case is escalated (H4).')
export class TransferExpired {
  @Id('The transfer') transferId: string;
  @Code('The department that offered') from: string;
  @Code('The department that did not answer') to: string;
  @Instant('When the offer expired') expiresAt: string;
}

@Described('The customer knows who has the case now, why, and when they hear next; or need not be told (H9).')
export class CustomerInformedOfTransfer {
  @Id('The transfer, or the arbitration') transferId: string;
  @OneOf(InformedBy, 'How') informedBy: InformedBy;
  @Id('The contact in which the customer was told', { optional: true }) contactId?: string;
  @OneOf(InformationWaiver, 'Why the customer need not be told', { optional: true }) waiver?: InformationWaiver;
  @Text('What the customer was told, or why it was waived', { optional: true, personal: true, max: 2000 })
  text?: string;
  @Instant('When the customer hears next', { optional: true }) nextBy?: string;
}

@Described('The receiver said how good the handoff was.')
export class HandoffRated {
  @Id('The transfer') transferId: string;
  @Code('The department that handed over') from: string;
  @Code('The department that rates') to: string;
  @Count('1 useless to 5 complete', { min: 1, max: 5 }) score: number;
  @OneOf(BriefPart, 'What was missing or wrong', { list: 7 }) lacking: BriefPart[];
  @Text('In words', { optional: true, max: 2000 }) comment?: string;
}
