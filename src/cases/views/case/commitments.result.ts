import { Code, Count, Described, Flag, Id, Instant, Nested, Num, OneOf, Text } from '@baton/fields';
import {
  AlarmCause,
  AlarmLevel,
  AttemptOutcome,
  Channel,
  HandoffBrief,
  InformationWaiver,
  InformedBy,
  OfferQueue,
  ReliedOnSuggestion,
  ReadBack,
  ReadBackComparison,
  Reminder,
  StatementBasis,
  TransferMode,
  TransferReason,
} from '@baton/contracts';
import { ConsultStatus, PromiseStatus, TransferStatus } from '../../case.words.js';

@Described('Something the customer was told as a fact (C5): the current statement on its topic.')
export class CaseStatement {
  @Id('The statement') statementId: string;
  @Code('What it is about') topic: string;
  @Text('What the customer was told', { personal: true }) value: string;
  @OneOf(StatementBasis, 'What it rests on') basis: StatementBasis;
  @Count('The revision of the event it rests on, with basis EVENT', { optional: true }) basisRevision?: number;
  @Text('The document it rests on, with basis DOCUMENT', { optional: true, max: 500 }) basisDocument?: string;
  @Instant('Until when it holds', { optional: true }) validUntil?: string;
  @Instant('When it was said') at: string;
  @Count('The revision of the event that recorded it') revision: number;
}

@Described('What was tried of a call back, since its time was agreed on last (P3).')
export class CallbackAttempts {
  @Count('How often it was tried') made: number;
  @Count('How many of them count: an hour apart, and when the customer may be called') counted: number;
  @OneOf(AttemptOutcome, 'How the last one ended') lastOutcome: AttemptOutcome;
  @Instant('When the last one was') lastAt: string;
  @Flag('Nobody need try again: the customer is written to, which keeps the promise') exhausted: boolean;
  @Instant('From when the next is best made', { optional: true }) nextFrom?: string;
  @Instant('Until when', { optional: true }) nextUntil?: string;
  @Count('The revision of the event that says so') revision: number;
}

@Described('What the customer was promised, and what became of it.')
export class CasePromise {
  @Id('The promise') promiseId: string;
  @OneOf(PromiseStatus, 'Where it stands') status: PromiseStatus;
  @Code('The department that owes it') department: string;
  @Text('To whom it was made', { personal: true, max: 200 }) beneficiary: string;
  @Text('What will be seen to happen', { personal: true, max: 500 }) action: string;
  @Flag('It is a call back (P8)') callback: boolean;
  @Instant('From when') from: string;
  @Instant('By when at the latest') due: string;
  @Instant('By when it was promised at first (P4)') firstDue: string;
  @Code('The time zone in which it was said, an IANA name') zone: string;
  @OneOf(Channel, 'Over which channel the customer hears of it') channel: Channel;
  @Text('How one will know that it was kept', { max: 500 }) evidence: string;
  @Text('What must be so for it to hold', { optional: true, max: 500 }) condition?: string;
  @Instant('When it was made') madeAt: string;
  @OneOf(Reminder, 'The last reminder of it (P7)', { optional: true }) reminded?: Reminder;
  @Nested(() => CallbackAttempts, 'What was tried of a call back; absent where nothing was', { optional: true })
  attempts?: CallbackAttempts;
  @Count('The revision of the event that says what holds: the making or the last renegotiation') revision: number;
  @Count('The revision of the event that ended it', { optional: true }) settledRevision?: number;
}

@Described('How the customer learned that somebody else has the case now, or why they need not (H9).')
export class TransferInformation {
  @OneOf(InformedBy, 'How') informedBy: InformedBy;
  @Id('The contact in which the customer was told', { optional: true }) contactId?: string;
  @OneOf(InformationWaiver, 'Why the customer need not be told', { optional: true }) waiver?: InformationWaiver;
  @Text('What the customer was told, or why it was waived', { optional: true, personal: true, max: 2000 })
  text?: string;
  @Instant('When the customer hears next', { optional: true }) nextBy?: string;
  @Instant('When that was recorded as happening') at: string;
  @Count('The revision of the event that says so') revision: number;
}

@Described('An offer of the case to another department, and what became of it.')
export class CaseTransfer {
  @Id('The transfer') transferId: string;
  @OneOf(TransferStatus, 'Where it stands') status: TransferStatus;
  @Code('The department that offered') from: string;
  @Code('The department it was offered to') to: string;
  @Code('The agent it was meant for', { optional: true }) toAgent?: string;
  @OneOf(TransferMode, 'How it was made') mode: TransferMode;
  @OneOf(TransferReason, 'Why') reason: TransferReason;
  @Nested(
    () => HandoffBrief,
    'What the receiver is told: as it stands now while on offer, as it was accepted afterwards (H6)',
  )
  brief: HandoffBrief;
  @Count('The risk tier when it was offered') riskTier: number;
  @Num("Share of the brief's parts that say something, 0 to 1") completeness: number;
  @Code('The agent who offered') offeredBy: string;
  @Instant('When it was offered') offeredAt: string;
  @Instant('When the offer expires unless it is answered; absent where it does not (H4)', { optional: true })
  expiresAt?: string;
  @Text("The versions of the receiver's calendar and of the rule by which that was counted (X4)", {
    optional: true,
    max: 120,
  })
  calendar?: string;
  @Instant('When it has waited for an opening day of the receiver, and a warning is raised (H10)', { optional: true })
  waitedAt?: string;
  @Code('The skill that is needed, if any', { optional: true }) skill?: string;
  @Nested(() => OfferQueue, 'The line it stood in when it was offered, and when its turn was expected (X4)', {
    optional: true,
  })
  queue?: OfferQueue;
  @Nested(() => ReliedOnSuggestion, 'The suggestion that the sender relied on (X4)', { optional: true })
  suggestion?: ReliedOnSuggestion;
  @Instant('When it was accepted, declined or recalled, or expired', { optional: true }) endedAt?: string;
  @Nested(() => ReadBack, 'What the receiver understood; absent where it said nothing (H6)', { optional: true })
  readBack?: ReadBack;
  @Nested(() => ReadBackComparison, 'What that leaves out of the ask: to be cleared up, with amendBrief if need be', {
    optional: true,
  })
  comparison?: ReadBackComparison;
  @Nested(() => TransferInformation, 'How the customer learned of it, once they did or need not (H9)', {
    optional: true,
  })
  informed?: TransferInformation;
  @Count('The revision of the offer') revision: number;
  @Count('The revision of the acceptance, decline, recall or expiry', { optional: true }) endRevision?: number;
}

@Described('An alarm that the chain of departments raised (H10).')
export class CaseAlarm {
  @OneOf(AlarmLevel, 'How far') level: AlarmLevel;
  @OneOf(AlarmCause, 'What raised it') cause: AlarmCause;
  @Id('The transfer that raised it; absent where an arbitration did', { optional: true }) transferId?: string;
  @Instant('When') at: string;
  @Count('The revision of the event that says so') revision: number;
}

@Described('What another department was asked about the case, and what it answered. Accountability stays where it is.')
export class CaseConsult {
  @Id('The consult') consultId: string;
  @OneOf(ConsultStatus, 'Where it stands') status: ConsultStatus;
  @Code('The department that asked') from: string;
  @Code('The department that was asked') to: string;
  @Code('The agent it was meant for', { optional: true }) toAgent?: string;
  @OneOf(Channel, 'How it was asked') channel: Channel;
  @Text('The question', { max: 4000, personal: true }) question: string;
  @Instant('By when the answer is needed') due: string;
  @Code('The agent who asked') askedBy: string;
  @Instant('When it was asked') at: string;
  @Text('The answer; absent where there is none', { max: 4000, personal: true, optional: true }) answer?: string;
  @Code('The agent who gave the answer', { optional: true }) answeredBy?: string;
  @Instant('When it was answered or withdrawn', { optional: true }) endedAt?: string;
  @Count('The revision of the question') revision: number;
  @Count('The revision of the answer, on which a statement may rest (C5), or of the withdrawal', { optional: true })
  endRevision?: number;
}
