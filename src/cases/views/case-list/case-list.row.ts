import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf, Text } from '@baton/fields';
import { AlarmLevel, CaseKind, CustomerState, Urgency } from '@baton/contracts';
import { CaseStatus } from '../../case.words.js';

@Described('A case as it stands in a list: the case itself is read with case(id).')
export class CaseListing {
  @Id('The case') caseId: string;
  @OneOf(CaseStatus, 'Where it stands') status: CaseStatus;
  @Flag('It was taken over from another system') imported: boolean;
  @Code('The department that answers for it (H1)') department: string;
  @Code('The agent who works on it', { optional: true }) holder?: string | undefined;
  @Code('The agent who is away and for whom the holder stands in (H11)', { optional: true })
  standsInFor?: string | undefined;
  @Id('The transfer that waits for its receiver', { optional: true }) transferId?: string | undefined;
  @Code('The department that transfer is offered to', { optional: true }) offeredTo?: string | undefined;
  @Code('The agent that transfer is meant for', { optional: true }) offeredToAgent?: string | undefined;
  @Text('What that transfer asks', { optional: true, max: 500 }) ask?: string | undefined;
  @Id('The customer', { optional: true }) customerId?: string | undefined;
  @Code('The name of the case in another system', { optional: true }) reference?: string | undefined;
  @Text("The matter, in the customer's own words", { optional: true, personal: true }) matter?: string | undefined;
  @OneOf(CaseKind, 'What kind of matter it is', { optional: true }) kind?: CaseKind | undefined;
  @OneOf(Urgency, 'How soon it must be taken up', { optional: true }) urgency?: Urgency | undefined;
  @OneOf(CustomerState, 'How the customer is', { optional: true }) customerState?: CustomerState | undefined;
  @Code('The product or service concerned', { optional: true }) product?: string | undefined;
  @Code('The customer segment when it was opened', { optional: true }) segment?: string | undefined;
  @Instant('When it was opened') openedAt: string;
  @Instant('When its last event happened') lastEventAt: string;
  @Count('The revision of its last event') revision: number;
  @Count('How many promises are open, of it and of the cases merged into it') openPromises: number;
  @Instant('When the next of them is due', { optional: true }) nextDue?: string | undefined;
  @Instant('By when the law demands an answer', { optional: true }) legalDeadline?: string | undefined;
  @Instant('When the offer that waits for its receiver expires (H4)', { optional: true }) expiresAt?:
    string | undefined;
  @Count('The risk of passing it on: 1, and one more for each risk it has') riskTier: number;
  @OneOf(AlarmLevel, 'The highest level an alarm of its chain had (H10)', { optional: true })
  alarmLevel?: AlarmLevel | undefined;
  @Code('Who sees it through to its end, whichever department answers for it (H10)', { optional: true })
  lead?: string | undefined;
}

@Described('An open promise of a listed case: only what the order of the list needs.')
export class ListedPromise {
  @Id('The promise') promiseId: string;
  @Instant('By when at the latest') due: string;
}

@Described('A broken promise of a listed case that is still to be made good (P7).')
export class ListedBreach {
  @Id('The promise') promiseId: string;
  @Instant('Since when it is broken') since: string;
}

@Described('A broken promise of a case that was merged into a listed one, still to be made good (X3).')
export class DuplicateBreach extends ListedBreach {
  @Id('The duplicate') caseId: string;
}

@Described('An open promise of a case that was merged into a listed one (X3).')
export class DuplicatePromise extends ListedPromise {
  @Id('The duplicate') caseId: string;
}

@Described('A row of the list of cases: what is shown, and what it is ordered by.')
export class ListedCase extends CaseListing {
  @Count('Place in the order of urgency: 0 is critical; a case of unknown urgency is taken in turn')
  urgencyRank: number;
  @Instant(
    'The earliest of the next due promise, the legal deadline and the end of an open offer; the end of 9999 without',
  )
  deadlineRank: string;
  @Count('Place in the order of risk: 0 is the greatest') tierRank: number;
  @Count('Place in the order of alarms: 0 is the highest level, 4 a case without one') alarmRank: number;
  @Flag('It passed to another department before') passedOn: boolean;
  @Code('The skill for which its department accepted it, where the offer named one', { optional: true })
  skill?: string | undefined;
  @Code('The skill that the transfer needs which waits for its receiver', { optional: true })
  offeredSkill?: string | undefined;
  @OneOf(CaseStatus, 'Where it stood before it was merged into another', { optional: true })
  statusBefore?: CaseStatus | undefined;
  @Nested(() => ListedPromise, 'Its open promises', { list: 10_000 }) promises: ListedPromise[];
  @Id('The case into which it was merged', { optional: true }) mergedInto?: string | undefined;
  @Nested(() => DuplicatePromise, 'The open promises of the cases merged into it', { list: 10_000, optional: true })
  ofDuplicates?: DuplicatePromise[] | undefined;
  @Nested(() => ListedBreach, 'Its broken promises that are still to be made good (P7)', { list: 10_000 })
  breaches: ListedBreach[];
  @Nested(() => DuplicateBreach, 'Those of the cases merged into it', { list: 10_000, optional: true })
  breachesOfDuplicates?: DuplicateBreach[] | undefined;
  @Id('The promise that was cancelled last', { optional: true }) cancelled?: string | undefined;
  @Instant('Until when somebody was spoken to last', { optional: true }) spokenAt?: string | undefined;
}

@Described('A word that occurs in a case: folded to small letters without accents.')
export class CaseWord {
  @Text('The word', { max: 40, personal: true }) word: string;
  @Id('The case') caseId: string;
}

@Described('How many open cases a department has, counted as they come and go: so nobody has to go through them.')
export class DepartmentCases {
  @Code('The department') department: string;
  @Count('Those it answers for') accountable: number;
  @Count('Those of other departments that are on offer to it') offered: number;
}

@Described('How many open cases a department accepted for a skill or has on offer for it, counted as they come and go.')
export class SkilledCases {
  @Code('The department') department: string;
  @Code('The skill that the offers named') skill: string;
  @Count('Open cases it answers for') cases: number;
  @Count('Open cases on offer to it, be it by itself') offered: number;
}

@Described('How many open cases an agent holds, counted as they come and go.')
export class HeldCases {
  @Code('The agent') holder: string;
  @Count('Open cases that the agent holds, whichever department answers for them') cases: number;
}
