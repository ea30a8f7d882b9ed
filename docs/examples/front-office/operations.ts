/* eslint-disable */
/* Made of schema.graphql and operations.graphql by npm run generate; do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Accepts the case: the receiver is accountable from this moment, and its agent holds the case (H1). */
export type AcceptTransferInput = {
  /** The case. A UUID. */
  readonly caseId: string;
  /** What the receiver understood; required from risk tier 2 on (H6). */
  readonly readBack?: ReadBackInput | null | undefined;
  /** Open promises that stay where they are; all others move to the receiver (H8). At most 50 items. */
  readonly staying?: ReadonlyArray<StayingPromiseInput> | null | undefined;
  /** The transfer; the open one when absent. A UUID. */
  readonly transferId?: string | null | undefined;
};

/** Something that the receiver is asked to do. */
export type BriefActionInput = {
  /** By when. */
  readonly by?: string | null | undefined;
  /** The department that is to do it. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly department: string;
  /** What is to be done. At most 500 characters. */
  readonly what: string;
};

/** What kind of matter a case is */
export type CaseKind =
  /** The customer is dissatisfied and says so */
  | 'COMPLAINT'
  /** Something does not work */
  | 'FAULT'
  /** The customer wants to know something */
  | 'QUESTION'
  /** The customer wants something done */
  | 'REQUEST';

/** How a contact is made */
export type Channel =
  /** In a chat */
  | 'CHAT'
  /** By e-mail */
  | 'EMAIL'
  /** By post */
  | 'LETTER'
  /** By text message or messenger */
  | 'MESSAGE'
  /** By telephone */
  | 'PHONE'
  /** Through the customer portal */
  | 'PORTAL'
  /** In person */
  | 'VISIT';

/** A contact as it is recorded: what a finished one must have is checked by rule C1. */
export type ContactDetailsInput = {
  /** The customer gave up before it was finished. */
  readonly abandoned?: boolean | null | undefined;
  /** Over which channel. */
  readonly channel?: Channel | null | undefined;
  /** The contact, if the front office has named it already; made up otherwise. A UUID. */
  readonly contactId?: string | null | undefined;
  /** Who reached whom. */
  readonly direction?: Direction | null | undefined;
  /** What the agent concluded; may be missing where the contact was abandoned. */
  readonly disposition?: Disposition | null | undefined;
  /** When it ended. */
  readonly endedAt?: string | null | undefined;
  /** What it was about, in the customer's words. At most 2000 characters. Personal data. */
  readonly matter?: string | null | undefined;
  /** Who took part, by name or role. At most 200 characters. At most 20 items. Personal data. */
  readonly participants?: ReadonlyArray<string> | null | undefined;
  /** When it began. */
  readonly startedAt?: string | null | undefined;
};

/** How the customer is at the moment */
export type CustomerState =
  /** Calm */
  | 'CALM'
  /** Upset */
  | 'UPSET'
  /** Vulnerable: needs particular care */
  | 'VULNERABLE';

/** Who reached whom in a contact */
export type Direction =
  /** The customer reached us */
  | 'INBOUND'
  /** We reached the customer */
  | 'OUTBOUND';

/** What the agent concluded at the end of a contact */
export type Disposition =
  /** The question was answered */
  | 'ANSWERED'
  /** Something remains to be done */
  | 'FOLLOW_UP'
  /** The contact came to nothing */
  | 'NO_RESULT'
  /** Another department has to act */
  | 'PASSED_ON'
  /** The matter was solved */
  | 'SOLVED';

/** Establishes a fact, so that nobody asks the customer again. One topic has one current value; a later fact takes its place. */
export type EstablishFactInput = {
  /** The case. A UUID. */
  readonly caseId: string;
  /** Until when it counts as fresh; for good when absent. */
  readonly freshUntil?: string | null | undefined;
  /** What it is about. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly topic: string;
  /** What is the case. At most 2000 characters. Personal data. */
  readonly value: string;
  /** How it was verified; absent when it was not. At most 500 characters. */
  readonly verifiedBy?: string | null | undefined;
};

/** Promises the customer something (P1). What is left out is refused with a concrete proposal, never guessed. */
export type MakePromiseInput = {
  /** What will be seen to happen. At most 500 characters. Personal data. */
  readonly action?: string | null | undefined;
  /** To whom it is made. At most 200 characters. Personal data. */
  readonly beneficiary?: string | null | undefined;
  /** True when the promise is a call back (P8). */
  readonly callback?: boolean | null | undefined;
  /** The case. A UUID. */
  readonly caseId: string;
  /** Over which channel the customer hears of it. */
  readonly channel?: Channel | null | undefined;
  /** What must be so for the promise to hold. At most 500 characters. */
  readonly condition?: string | null | undefined;
  /** The contact in which it was said. A UUID. */
  readonly contactId?: string | null | undefined;
  /** The department that owes it: the accountable one when absent. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly department?: string | null | undefined;
  /** By when at the latest. */
  readonly due?: string | null | undefined;
  /** How one will know that it was kept. At most 500 characters. */
  readonly evidence?: string | null | undefined;
  /** From when; from now on when absent. */
  readonly from?: string | null | undefined;
  /** The time zone in which it was said, an IANA name such as Europe/Warsaw. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly zone?: string | null | undefined;
};

/** Offers the case to another department with a handoff brief. The sender stays accountable until it is accepted (H1). */
export type OfferTransferInput = {
  /** What else is to be done. At most 20 items. */
  readonly actions?: ReadonlyArray<BriefActionInput> | null | undefined;
  /** The one thing that is asked: verb and object. At most 500 characters. */
  readonly ask: string;
  /** The case. A UUID. */
  readonly caseId: string;
  /** What the customer must not be asked again, beside the fresh facts. At most 500 characters. At most 50 items. Personal data. */
  readonly doNotAskAgain?: ReadonlyArray<string> | null | undefined;
  /** If this happens, then do that; at least one from risk tier 2 on. At most 500 characters. At most 20 items. */
  readonly ifThen?: ReadonlyArray<string> | null | undefined;
  /** How the transfer is made; with no customer on the line when absent. */
  readonly mode?: TransferMode | null | undefined;
  /** Says outright that no fact was verified; needed from risk tier 2 on where none was. */
  readonly noneVerified?: boolean | null | undefined;
  /** Why the case passes on. */
  readonly reason: TransferReason;
  /** The skill that is needed, if any: one of the receiver. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly skill?: string | null | undefined;
  /** The suggestion of suggestDepartments that is relied on, if any (X4). */
  readonly suggestion?: SealedSuggestionInput | null | undefined;
  /** The department it is offered to. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly to: string;
  /** The agent it is meant for, if any. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly toAgent?: string | null | undefined;
};

/** Opens a case with its first contact (C1). The department is accountable from this moment (H1). */
export type OpenCaseInput = {
  /** The case, if the front office has named it already; made of the command id otherwise. A UUID. */
  readonly caseId?: string | null | undefined;
  /** The contact with which the case begins. */
  readonly contact: ContactDetailsInput;
  /** The customer the case is for. A UUID. */
  readonly customerId: string;
  /** How the customer is; calm when absent. */
  readonly customerState?: CustomerState | null | undefined;
  /** The department that is accountable; the caller's own when absent. Only an administrator names another. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly department?: string | null | undefined;
  /** What kind of matter it is. */
  readonly kind: CaseKind;
  /** By when the law demands an answer, if it does. */
  readonly legalDeadline?: string | null | undefined;
  /** The matter, in the customer's own words. At most 2000 characters. Personal data. */
  readonly matter: string;
  /** The product or service concerned. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly product?: string | null | undefined;
  /** The name of the case in another system. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly reference?: string | null | undefined;
  /** The customer's segment. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly segment?: string | null | undefined;
  /** How soon it must be taken up; in turn when absent. */
  readonly urgency?: Urgency | null | undefined;
};

/** What the receiver understood. */
export type ReadBackInput = {
  /** The ask, in the receiver's words. At most 500 characters. */
  readonly ask: string;
  /** By when. */
  readonly by: string;
  /** What the receiver does first. At most 500 characters. */
  readonly firstAction: string;
};

/** Records a further contact with the customer about the case (C1). Any department may: the customer calls whom he calls. */
export type RecordContactInput = {
  /** The case. A UUID. */
  readonly caseId: string;
  /** The contact. */
  readonly contact: ContactDetailsInput;
};

/** Why a command was refused */
export type RefusalCode =
  /** The agent has as many absences ahead as are kept */
  | 'ABSENCES_TOO_MANY'
  /** The absence ends before it begins, or is over already */
  | 'ABSENCE_INVALID'
  /** An absence begins in its time, not before it and not after */
  | 'ABSENCE_NOT_DUE'
  /** The absence has not begun: it is cancelled instead */
  | 'ABSENCE_NOT_STARTED'
  /** The agent is away already in a part of that time */
  | 'ABSENCE_OVERLAPS'
  /** The absence has begun: it can only be ended */
  | 'ABSENCE_STARTED'
  /** The agent has no such absence, or it was cancelled or has ended */
  | 'ABSENCE_UNKNOWN'
  /** H11: the agent is away, and takes nothing new; the message names the stand-in */
  | 'AGENT_AWAY'
  /** There is such an agent already */
  | 'AGENT_EXISTS'
  /** H11: the agent has left: takes nothing any more, and changes nothing */
  | 'AGENT_GONE'
  /** H11: the agent is leaving, and takes nothing new */
  | 'AGENT_LEAVING'
  /** H1: the agent works for another department by now than the token says: sign in again */
  | 'AGENT_MOVED'
  /** H11: the leaving must have been announced, at least a minute ago */
  | 'AGENT_NOT_LEAVING'
  /** There is no such agent */
  | 'AGENT_UNKNOWN'
  /** H11: the department registers its agents, and nobody registered this one */
  | 'AGENT_UNREGISTERED'
  /** H10: a supervisor took the case from that department already: only an administrator decides otherwise */
  | 'ARBITRATED_OTHERWISE'
  /** H10: after five transfers only a supervisor moves the case, by arbitration */
  | 'ARBITRATION_NEEDED'
  /** The brief lacks what its risk tier demands */
  | 'BRIEF_INCOMPLETE'
  /** P8: the beneficiary has an open callback promise */
  | 'CALLBACK_ALREADY_PROMISED'
  /** P3: an attempt that reached the customer is a contact, which keeps the promise */
  | 'CALLBACK_REACHED'
  /** The capacity says two things of a skill */
  | 'CAPACITY_INVALID'
  /** There is a case with this id already */
  | 'CASE_EXISTS'
  /** X3: other cases were merged into this one, so that it cannot be a duplicate itself */
  | 'CASE_HAS_DUPLICATES'
  /** Another agent holds the case */
  | 'CASE_HELD'
  /** H10: after an alarm a case lead comes first */
  | 'CASE_LEAD_NEEDED'
  /** X3: work on the matter goes on in another case, which the message names */
  | 'CASE_MERGED'
  /** The agent does not hold the case */
  | 'CASE_NOT_HELD'
  /** The case is resolved or closed: reopen it first */
  | 'CASE_NOT_OPEN'
  /** Only a resolved case can be closed, only a resolved or closed one reopened */
  | 'CASE_NOT_RESOLVED'
  /** There is no such case */
  | 'CASE_UNKNOWN'
  /** X1: the command id was used before with another body */
  | 'COMMAND_ID_REUSED'
  /** The department was asked this already and has not answered yet */
  | 'CONSULT_ALREADY_OPEN'
  /** The answer must be due later than now */
  | 'CONSULT_IN_PAST'
  /** The answer to the consult is not due yet */
  | 'CONSULT_NOT_DUE'
  /** The consult was answered or withdrawn already */
  | 'CONSULT_NOT_OPEN'
  /** The department accountable need not consult itself */
  | 'CONSULT_TO_ITSELF'
  /** The case has no such consult */
  | 'CONSULT_UNKNOWN'
  /** The case has this contact already */
  | 'CONTACT_EXISTS'
  /** C1: a finished contact lacks something */
  | 'CONTACT_INCOMPLETE'
  /** The customer rated the contact already */
  | 'CONTACT_RATED_ALREADY'
  /** The case has no such contact */
  | 'CONTACT_UNKNOWN'
  /** X3: cases of different customers are different matters */
  | 'CUSTOMERS_DIFFER'
  /** There is a customer with this id already */
  | 'CUSTOMER_EXISTS'
  /** H9: the customer knows who has the case */
  | 'CUSTOMER_INFORMED_ALREADY'
  /** There is no such customer */
  | 'CUSTOMER_UNKNOWN'
  /** There is such a department already */
  | 'DEPARTMENT_EXISTS'
  /** There is no such department */
  | 'DEPARTMENT_UNKNOWN'
  /** C6: the fact is no longer fresh, so asking again is no retell */
  | 'FACT_NOT_FRESH'
  /** The case has no such fact */
  | 'FACT_UNKNOWN'
  /** The receiver rated the handoff already */
  | 'HANDOFF_RATED_ALREADY'
  /** A case that was named cannot be handed over or taken as it stands; none was */
  | 'HANDOVER_REFUSED'
  /** More cases than are handed over at once */
  | 'HANDOVER_TOO_LARGE'
  /** There is no such handover */
  | 'HANDOVER_UNKNOWN'
  /** The holidays or the exceptions are not of their form */
  | 'HOLIDAYS_INVALID'
  /** The opening hours are not of their form */
  | 'HOURS_INVALID'
  /** The customer has as many identifiers as are kept */
  | 'IDENTIFIERS_TOO_MANY'
  /** The identifier is not one of its kind */
  | 'IDENTIFIER_INVALID'
  /** The identifier belongs to another customer */
  | 'IDENTIFIER_TAKEN'
  /** The customer has no such identifier */
  | 'IDENTIFIER_UNKNOWN'
  /** H9: the customer is told in a contact when they hear next, or it is waived */
  | 'INFORMATION_INCOMPLETE'
  /** H11: the agent is the last who stays in a department that still has work */
  | 'LAST_OF_DEPARTMENT'
  /** X3: the two cases are linked already, in another way */
  | 'LINKED_ALREADY'
  /** X3: in a circle of blocking cases none could ever be resolved */
  | 'LINKS_CIRCULAR'
  /** The case has no such link */
  | 'LINK_UNKNOWN'
  /** X3: the duplicate has alarms or risks that the case in which work would go on lacks */
  | 'MERGE_HIDES_RISKS'
  /** The case has no such merge */
  | 'MERGE_UNKNOWN'
  /** H7: everybody who was registered in the department has left it or is leaving */
  | 'NOBODY_THERE'
  /** H10: no alarm was raised, so the departments agree among themselves */
  | 'NOTHING_TO_ARBITRATE'
  /** There is no case to hand over or to take */
  | 'NOTHING_TO_HAND_OVER'
  /** The role of the caller does not permit it */
  | 'NOT_ALLOWED'
  /** H1: only the department named in the message may do this */
  | 'NOT_YOUR_DEPARTMENT'
  /** H7: nobody who could take it is free */
  | 'NO_FREE_AGENT'
  /** C2: nothing can have happened later than now */
  | 'OCCURRED_IN_FUTURE'
  /** C2: nothing is answered before it was offered, nor settled before the case was opened */
  | 'OCCURRED_TOO_EARLY'
  /** X3: a case cannot be resolved while a case that blocks it is open */
  | 'OPEN_BLOCKING_WORK'
  /** P6: a case with an open promise cannot be resolved */
  | 'OPEN_PROMISES'
  /** H11: the agent still has cases or promises in his hands */
  | 'OPEN_WORK'
  /** C4: the outreach has ended already */
  | 'OUTREACH_ENDED'
  /** C4: the customer was just reached, must not be called now, prefers another channel, or was contacted too often */
  | 'OUTREACH_HELD_UP'
  /** C4: the reservation still holds */
  | 'OUTREACH_NOT_DUE'
  /** C4: somebody is contacting the customer about the case at this moment */
  | 'OUTREACH_RESERVED'
  /** C4: the customer has no such outreach */
  | 'OUTREACH_UNKNOWN'
  /** who offered a case neither accepts nor rates it himself */
  | 'OWN_HANDOFF'
  /** A preference is not of its form */
  | 'PREFERENCE_INVALID'
  /** P2: due must lie in the future */
  | 'PROMISE_IN_PAST'
  /** P3: only of a promise to call back attempts are recorded */
  | 'PROMISE_IS_NO_CALLBACK'
  /** P7: the promise is not due yet */
  | 'PROMISE_NOT_DUE'
  /** The promise is no longer open */
  | 'PROMISE_NOT_OPEN'
  /** P2: the department is closed then, or the customer must not be called; free times are proposed */
  | 'PROMISE_OUTSIDE_HOURS'
  /** P4: after due there is no renegotiation, only a breach */
  | 'PROMISE_OVERDUE'
  /** P2: due lies more than ten years ahead */
  | 'PROMISE_TOO_FAR'
  /** The case has no such promise */
  | 'PROMISE_UNKNOWN'
  /** P1: the promise lacks something that makes it one */
  | 'PROMISE_VAGUE'
  /** P3: kept needs evidence no later than due */
  | 'PROMISE_WITHOUT_EVIDENCE'
  /** The case has no such open question */
  | 'QUESTION_UNKNOWN'
  /** H6: what a read-back says that it does lies ahead */
  | 'READ_BACK_IN_PAST'
  /** H6: acceptance needs a read-back from tier 2 on */
  | 'READ_BACK_MISSING'
  /** H7: the department is closed, and nobody would answer */
  | 'RECEIVER_CLOSED'
  /** The department has all the work it can do at a time */
  | 'RECEIVER_FULL'
  /** X3: a case has at most 100 links and 100 duplicates */
  | 'RELATED_TOO_MANY'
  /** X2: the case has moved on since the revision that was expected */
  | 'REVISION_CONFLICT'
  /** H10: from a warning on nothing is suggested, and no offer relies on a suggestion */
  | 'ROUTING_OFF'
  /** X3: a case is neither linked to itself nor merged with itself */
  | 'SAME_CASE'
  /** Nobody in the department has the skill that is asked for */
  | 'SKILL_UNKNOWN'
  /** H11: the stand-ins stand in for one another, and nobody is there */
  | 'STAND_IN_CYCLE'
  /** H11: the agent named cannot stand in */
  | 'STAND_IN_UNFIT'
  /** C5: the customer was told otherwise, and the basis is no newer */
  | 'STATEMENT_CONTRADICTS'
  /** The case has no such current statement */
  | 'STATEMENT_UNKNOWN'
  /** C5: a statement has a basis */
  | 'STATEMENT_WITHOUT_BASIS'
  /** X4: Baton did not make the suggestion that the offer relies on */
  | 'SUGGESTION_UNKNOWN'
  /** X3: one of two cases could not take its part in it, so the other gave its part back */
  | 'TAKEN_BACK'
  /** H2: the case has an open transfer */
  | 'TRANSFER_ALREADY_OPEN'
  /** H6: only of an accepted transfer the brief is amended, or the handoff rated */
  | 'TRANSFER_NOT_ACCEPTED'
  /** H4: the offer has not expired yet */
  | 'TRANSFER_NOT_DUE'
  /** The transfer is no longer open */
  | 'TRANSFER_NOT_OPEN'
  /** H3: the department is accountable already, or the agent holds the case */
  | 'TRANSFER_TO_ITSELF'
  /** The case has no such transfer */
  | 'TRANSFER_UNKNOWN'
  /** H11: an absence begins once each case and promise has a stand-in */
  | 'WORK_WITHOUT_STAND_IN'
  /** The time zone is no IANA name */
  | 'ZONE_INVALID';

/** A suggestion that the offer relies on, as suggestDepartments gave it. */
export type SealedSuggestionInput = {
  /** The position of the log up to which the figures counted. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly position: string;
  /** Its place among the suggestions; the first has 1. From 0 on. */
  readonly rank: number;
  /** The version of the rules that suggested it. At most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign. */
  readonly rules: string;
  /** Its seal, unchanged. At most 100 characters. */
  readonly seal: string;
};

/** A promise that does not move with the case, and why (H8). */
export type StayingPromiseInput = {
  /** The promise. A UUID. */
  readonly promiseId: string;
  /** Why it stays with the department that owes it. At most 500 characters. */
  readonly reason: string;
};

/** How a transfer is made */
export type TransferMode =
  /** No customer on the line */
  | 'ASYNC'
  /** The customer is put through unannounced */
  | 'BLIND'
  /** All three speak together */
  | 'CONFERENCE'
  /** The receiver is spoken to first */
  | 'CONSULT';

/** Why a case passes to another department */
export type TransferReason =
  /** The agent leaves or the shift ends */
  | 'ABSENCE_OR_SHIFT'
  /** The decision needs another's authority */
  | 'AUTHORITY_NEEDED'
  /** The department cannot be impartial */
  | 'CONFLICT_OF_INTEREST'
  /** The customer asked for it */
  | 'CUSTOMER_REQUEST'
  /** The case came to the wrong department */
  | 'MISROUTED_INTAKE'
  /** The other department owns the matter */
  | 'OWNERSHIP_ELSEWHERE'
  /** A rule or a law says so */
  | 'REGULATORY'
  /** The cause lies with the other department */
  | 'ROOT_CAUSE_ELSEWHERE'
  /** The work needs another's skill */
  | 'SKILL_NEEDED'
  /** Too much work here */
  | 'WORKLOAD';

/** How soon the matter must be taken up */
export type Urgency =
  /** Now */
  | 'CRITICAL'
  /** Before others */
  | 'HIGH'
  /** When there is time */
  | 'LOW'
  /** In turn */
  | 'NORMAL';

type Outcome_Receipt_Fragment = {
  readonly __typename: 'Receipt';
  readonly key: string;
  readonly revision: number;
  readonly position: string;
};

type Outcome_Refused_Fragment = {
  readonly __typename: 'Refused';
  readonly code: RefusalCode;
  readonly rule: string | null;
  readonly message: string;
  readonly missing: ReadonlyArray<string>;
  readonly alternatives: ReadonlyArray<string>;
};

export type OutcomeFragment = Outcome_Receipt_Fragment | Outcome_Refused_Fragment;

export type WhoIsCallingQueryVariables = Exact<{
  phone: string;
}>;

export type WhoIsCallingQuery = {
  readonly customerContext: {
    readonly customer: {
      readonly customerId: string;
      readonly name: string;
      readonly preferences: { readonly channel: Channel | null; readonly language: string | null } | null;
    };
    readonly openCases: ReadonlyArray<{
      readonly caseId: string;
      readonly summary: string;
      readonly accountable: string;
      readonly nextStep: { readonly text: string };
    }>;
    readonly openPromises: ReadonlyArray<{
      readonly action: string;
      readonly due: string;
      readonly department: string;
    }>;
  } | null;
};

export type BriefQueryVariables = Exact<{
  caseId: string;
}>;

export type BriefQuery = {
  readonly caseBrief: {
    readonly revision: number;
    readonly severity: { readonly text: string };
    readonly matter: { readonly text: string };
    readonly tried: { readonly lines: ReadonlyArray<{ readonly text: string }> };
    readonly openPromises: { readonly lines: ReadonlyArray<{ readonly text: string }> };
    readonly nextStep: { readonly text: string };
  } | null;
};

export type InboxQueryVariables = Exact<{
  department: string;
  atLeast?: string | null | undefined;
  after?: string | null | undefined;
}>;

export type InboxQuery = {
  readonly departmentInbox: {
    readonly edges: ReadonlyArray<{
      readonly node: { readonly caseId: string; readonly transferId: string | null; readonly ask: string | null };
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type TrailQueryVariables = Exact<{
  caseId: string;
  after?: string | null | undefined;
}>;

export type TrailQuery = {
  readonly caseTrail: {
    readonly edges: ReadonlyArray<{ readonly node: { readonly revision: number; readonly sentence: string } }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
};

export type OpenCaseMutationVariables = Exact<{
  input: OpenCaseInput;
  commandId: string;
}>;

export type OpenCaseMutation = {
  readonly openCase:
    | { readonly __typename: 'Receipt'; readonly key: string; readonly revision: number; readonly position: string }
    | {
        readonly __typename: 'Refused';
        readonly code: RefusalCode;
        readonly rule: string | null;
        readonly message: string;
        readonly missing: ReadonlyArray<string>;
        readonly alternatives: ReadonlyArray<string>;
      }
    | null;
};

export type RecordContactMutationVariables = Exact<{
  input: RecordContactInput;
  commandId: string;
}>;

export type RecordContactMutation = {
  readonly recordContact:
    | { readonly __typename: 'Receipt'; readonly key: string; readonly revision: number; readonly position: string }
    | {
        readonly __typename: 'Refused';
        readonly code: RefusalCode;
        readonly rule: string | null;
        readonly message: string;
        readonly missing: ReadonlyArray<string>;
        readonly alternatives: ReadonlyArray<string>;
      }
    | null;
};

export type EstablishFactMutationVariables = Exact<{
  input: EstablishFactInput;
  commandId: string;
}>;

export type EstablishFactMutation = {
  readonly establishFact:
    | { readonly __typename: 'Receipt'; readonly key: string; readonly revision: number; readonly position: string }
    | {
        readonly __typename: 'Refused';
        readonly code: RefusalCode;
        readonly rule: string | null;
        readonly message: string;
        readonly missing: ReadonlyArray<string>;
        readonly alternatives: ReadonlyArray<string>;
      }
    | null;
};

export type MakePromiseMutationVariables = Exact<{
  input: MakePromiseInput;
  commandId: string;
}>;

export type MakePromiseMutation = {
  readonly makePromise:
    | { readonly __typename: 'Receipt'; readonly key: string; readonly revision: number; readonly position: string }
    | {
        readonly __typename: 'Refused';
        readonly code: RefusalCode;
        readonly rule: string | null;
        readonly message: string;
        readonly missing: ReadonlyArray<string>;
        readonly alternatives: ReadonlyArray<string>;
      }
    | null;
};

export type OfferTransferMutationVariables = Exact<{
  input: OfferTransferInput;
  commandId: string;
  expectedRevision?: number | null | undefined;
}>;

export type OfferTransferMutation = {
  readonly offerTransfer:
    | { readonly __typename: 'Receipt'; readonly key: string; readonly revision: number; readonly position: string }
    | {
        readonly __typename: 'Refused';
        readonly code: RefusalCode;
        readonly rule: string | null;
        readonly message: string;
        readonly missing: ReadonlyArray<string>;
        readonly alternatives: ReadonlyArray<string>;
      }
    | null;
};

export type AcceptTransferMutationVariables = Exact<{
  input: AcceptTransferInput;
  commandId: string;
}>;

export type AcceptTransferMutation = {
  readonly acceptTransfer:
    | { readonly __typename: 'Receipt'; readonly key: string; readonly revision: number; readonly position: string }
    | {
        readonly __typename: 'Refused';
        readonly code: RefusalCode;
        readonly rule: string | null;
        readonly message: string;
        readonly missing: ReadonlyArray<string>;
        readonly alternatives: ReadonlyArray<string>;
      }
    | null;
};

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const OutcomeFragmentDoc = new TypedDocumentString(
  `
    fragment Outcome on Outcome {
  __typename
  ... on Receipt {
    key
    revision
    position
  }
  ... on Refused {
    code
    rule
    message
    missing
    alternatives
  }
}
    `,
  { fragmentName: 'Outcome' },
) as unknown as TypedDocumentString<OutcomeFragment, unknown>;
export const WhoIsCallingDocument = new TypedDocumentString(`
    query WhoIsCalling($phone: String!) {
  customerContext(identifier: {kind: PHONE, value: $phone}) {
    customer {
      customerId
      name
      preferences {
        channel
        language
      }
    }
    openCases {
      caseId
      summary
      accountable
      nextStep {
        text
      }
    }
    openPromises {
      action
      due
      department
    }
  }
}
    `) as unknown as TypedDocumentString<WhoIsCallingQuery, WhoIsCallingQueryVariables>;
export const BriefDocument = new TypedDocumentString(`
    query Brief($caseId: ID!) {
  caseBrief(id: $caseId) {
    revision
    severity {
      text
    }
    matter {
      text
    }
    tried {
      lines {
        text
      }
    }
    openPromises {
      lines {
        text
      }
    }
    nextStep {
      text
    }
  }
}
    `) as unknown as TypedDocumentString<BriefQuery, BriefQueryVariables>;
export const InboxDocument = new TypedDocumentString(`
    query Inbox($department: String!, $atLeast: String, $after: String) {
  departmentInbox(department: $department, atLeast: $atLeast, after: $after) {
    edges {
      node {
        caseId
        transferId
        ask
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<InboxQuery, InboxQueryVariables>;
export const TrailDocument = new TypedDocumentString(`
    query Trail($caseId: ID!, $after: String) {
  caseTrail(id: $caseId, first: 50, after: $after) {
    edges {
      node {
        revision
        sentence
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<TrailQuery, TrailQueryVariables>;
export const OpenCaseDocument = new TypedDocumentString(`
    mutation OpenCase($input: OpenCaseInput!, $commandId: ID!) {
  openCase(input: $input, commandId: $commandId) {
    ...Outcome
  }
}
    fragment Outcome on Outcome {
  __typename
  ... on Receipt {
    key
    revision
    position
  }
  ... on Refused {
    code
    rule
    message
    missing
    alternatives
  }
}`) as unknown as TypedDocumentString<OpenCaseMutation, OpenCaseMutationVariables>;
export const RecordContactDocument = new TypedDocumentString(`
    mutation RecordContact($input: RecordContactInput!, $commandId: ID!) {
  recordContact(input: $input, commandId: $commandId) {
    ...Outcome
  }
}
    fragment Outcome on Outcome {
  __typename
  ... on Receipt {
    key
    revision
    position
  }
  ... on Refused {
    code
    rule
    message
    missing
    alternatives
  }
}`) as unknown as TypedDocumentString<RecordContactMutation, RecordContactMutationVariables>;
export const EstablishFactDocument = new TypedDocumentString(`
    mutation EstablishFact($input: EstablishFactInput!, $commandId: ID!) {
  establishFact(input: $input, commandId: $commandId) {
    ...Outcome
  }
}
    fragment Outcome on Outcome {
  __typename
  ... on Receipt {
    key
    revision
    position
  }
  ... on Refused {
    code
    rule
    message
    missing
    alternatives
  }
}`) as unknown as TypedDocumentString<EstablishFactMutation, EstablishFactMutationVariables>;
export const MakePromiseDocument = new TypedDocumentString(`
    mutation MakePromise($input: MakePromiseInput!, $commandId: ID!) {
  makePromise(input: $input, commandId: $commandId) {
    ...Outcome
  }
}
    fragment Outcome on Outcome {
  __typename
  ... on Receipt {
    key
    revision
    position
  }
  ... on Refused {
    code
    rule
    message
    missing
    alternatives
  }
}`) as unknown as TypedDocumentString<MakePromiseMutation, MakePromiseMutationVariables>;
export const OfferTransferDocument = new TypedDocumentString(`
    mutation OfferTransfer($input: OfferTransferInput!, $commandId: ID!, $expectedRevision: Int) {
  offerTransfer(
    input: $input
    commandId: $commandId
    expectedRevision: $expectedRevision
  ) {
    ...Outcome
  }
}
    fragment Outcome on Outcome {
  __typename
  ... on Receipt {
    key
    revision
    position
  }
  ... on Refused {
    code
    rule
    message
    missing
    alternatives
  }
}`) as unknown as TypedDocumentString<OfferTransferMutation, OfferTransferMutationVariables>;
export const AcceptTransferDocument = new TypedDocumentString(`
    mutation AcceptTransfer($input: AcceptTransferInput!, $commandId: ID!) {
  acceptTransfer(input: $input, commandId: $commandId) {
    ...Outcome
  }
}
    fragment Outcome on Outcome {
  __typename
  ... on Receipt {
    key
    revision
    position
  }
  ... on Refused {
    code
    rule
    message
    missing
    alternatives
  }
}`) as unknown as TypedDocumentString<AcceptTransferMutation, AcceptTransferMutationVariables>;
