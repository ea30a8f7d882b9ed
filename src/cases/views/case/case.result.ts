import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf, Text } from '@baton/fields';
import { AlarmLevel, CaseKind, CustomerState, LinkKind, MergeRole, Urgency, WaitingOn } from '@baton/contracts';
import { CaseStatus } from '../../case.words.js';
import { CaseContact, CaseQuestion, EstablishedFact } from './knowledge.result.js';
import { CaseAlarm, CaseConsult, CasePromise, CaseStatement, CaseTransfer } from './commitments.result.js';

/** Lists of a case show at most so many items: the newest. The trail has everything. */
export const SHOWN = 100;

@Described('A department the case has passed.')
export class ChainLink {
  @Code('The department') department: string;
  @Count('The revision of the event that made it accountable') revision: number;
}

@Described('Something that was tried to solve the matter.')
export class CaseAttempt {
  @Text('What was tried', { personal: true, max: 4000 }) text: string;
  @Instant('When') at: string;
  @Count('The revision of the event that says so') revision: number;
}

@Described('How the matter was resolved.')
export class CaseResolution {
  @Text('How; absent where an import does not say', { personal: true, optional: true }) text?: string;
  @Instant('When') at: string;
  @Count('The revision of the event that says so') revision: number;
}

@Described('That the case belongs together with another one (X3).')
export class CaseLink {
  @Id('The link: the same in both cases') linkId: string;
  @Id('The other case') other: string;
  @OneOf(LinkKind, 'How they belong together, as seen from this case') kind: LinkKind;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
  @Instant('Since when') at: string;
  @Count('The revision of the event that says so') revision: number;
}

@Described('That the case and another one are one matter (X3).')
export class CaseMerge {
  @Id('The merge: the same in both cases') mergeId: string;
  @Id('The other case') other: string;
  @OneOf(MergeRole, 'Which of the two this case is') role: MergeRole;
  @Text('Why they are one matter', { max: 500 }) reason: string;
  @Instant('Since when') at: string;
  @Count('The revision of the event that says so') revision: number;
}

@Described(
  "A customer's matter from its first contact to its resolution, as its own events tell it at this moment. Lists hold the newest 100, oldest first, beside the count of all; caseTrail has everything.",
)
export class Case {
  @Id('The case') id: string;
  @Count('The revision of the last event: send it as expectedRevision to be told when the case has moved on')
  revision: number;
  @OneOf(CaseStatus, 'Where the case stands') status: CaseStatus;
  @Flag('The case was taken over from another system') imported: boolean;
  @Code('The one department that answers for the case (H1); the last one once it is closed') accountable: string;
  @Code('The agent who works on it', { optional: true }) holder?: string;
  @OneOf(WaitingOn, 'Whom or what the case waits for', { optional: true }) waitingOn?: WaitingOn;
  @Id('The customer; absent where an import does not name one', { optional: true }) customerId?: string;
  @Text("The matter, in the customer's own words; absent where it is not documented", {
    personal: true,
    optional: true,
  })
  matter?: string;
  @OneOf(CaseKind, 'What kind of matter it is', { optional: true }) kind?: CaseKind;
  @OneOf(Urgency, 'How soon it must be taken up', { optional: true }) urgency?: Urgency;
  @OneOf(CustomerState, 'How the customer is', { optional: true }) customerState?: CustomerState;
  @Code('The product or service concerned', { optional: true }) product?: string;
  @Code('The customer segment when the case was opened', { optional: true }) segment?: string;
  @Instant('By when the law demands an answer', { optional: true }) legalDeadline?: string;
  @Code('The name of the case in another system', { optional: true }) reference?: string;
  @Instant('When the case was opened') openedAt: string;
  @Instant('When the last event happened') lastEventAt: string;
  @Count(
    'The risk of passing it on: 1, plus one for each of a complaint, an open promise, a vulnerable customer, a legal clock, an earlier transfer',
  )
  riskTier: number;
  @Nested(() => ChainLink, 'The departments the case has passed, in order', { list: SHOWN }) chain: ChainLink[];
  @Count('How often the case passed to another department') chainLength: number;
  @OneOf(AlarmLevel, 'The highest level an alarm of the chain had (H10); absent where there was none', {
    optional: true,
  })
  alarmLevel?: AlarmLevel;
  @Nested(() => CaseAlarm, 'The alarms that the chain raised (H10)', { list: SHOWN }) alarms: CaseAlarm[];
  @Count('How many alarms the chain raised') alarmCount: number;
  @Code('Who sees the case through to its end, whichever department is accountable (H10)', { optional: true })
  lead?: string;
  @Nested(() => CaseTransfer, 'The transfer that waits for its receiver (H2: at most one)', { optional: true })
  openTransfer?: CaseTransfer;
  @Nested(() => CaseTransfer, 'The transfers that were offered', { list: SHOWN }) transfers: CaseTransfer[];
  @Count('How many transfers were offered; those an import only observed stand in the chain alone')
  transferCount: number;
  @Nested(() => CaseConsult, 'What other departments were asked', { list: SHOWN }) consults: CaseConsult[];
  @Count('How many consults there were') consultCount: number;
  @Nested(() => CaseContact, 'The contacts with the customer', { list: SHOWN }) contacts: CaseContact[];
  @Count('How many contacts there were') contactCount: number;
  @Nested(() => EstablishedFact, 'What is known: the current fact on each topic', { list: SHOWN })
  facts: EstablishedFact[];
  @Count('On how many topics there is a fact') factCount: number;
  @Nested(() => CaseQuestion, 'The questions that were raised', { list: SHOWN }) questions: CaseQuestion[];
  @Count('How many questions were raised') questionCount: number;
  @Nested(() => CaseStatement, 'What the customer was told: the current statement on each topic', { list: SHOWN })
  statements: CaseStatement[];
  @Count('On how many topics the customer was told something') statementCount: number;
  @Nested(() => CasePromise, 'What the customer was promised', { list: SHOWN }) promises: CasePromise[];
  @Count('How many promises were made') promiseCount: number;
  @Nested(() => CaseAttempt, 'What was tried so far', { list: SHOWN }) attempts: CaseAttempt[];
  @Count('How many attempts are on record') attemptCount: number;
  @Count('How often the customer had to tell again what was known (C6)') retells: number;
  @Nested(() => CaseLink, 'The cases it belongs together with', { list: SHOWN }) links: CaseLink[];
  @Count('How many links it has') linkCount: number;
  @Id('The case in which work on this matter goes on, where this one was merged into it (X3)', { optional: true })
  mergedInto?: string;
  @Nested(
    () => CaseMerge,
    'The cases that are one matter with it: those merged into it, or the one it was merged into',
    {
      list: SHOWN,
    },
  )
  merged: CaseMerge[];
  @Nested(() => CaseResolution, 'How it was resolved; absent while it is open', { optional: true })
  resolution?: CaseResolution;
}
