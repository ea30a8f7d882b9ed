import { words, type WordOf } from '@baton/fields';

export const Direction = words('Direction', 'Who reached whom in a contact', {
  INBOUND: 'The customer reached us',
  OUTBOUND: 'We reached the customer',
});
export type Direction = WordOf<typeof Direction>;

export const Channel = words('Channel', 'How a contact is made', {
  PHONE: 'By telephone',
  EMAIL: 'By e-mail',
  CHAT: 'In a chat',
  MESSAGE: 'By text message or messenger',
  LETTER: 'By post',
  VISIT: 'In person',
  PORTAL: 'Through the customer portal',
});
export type Channel = WordOf<typeof Channel>;

/** What reaches the customer at once, wherever he is, and so keeps his quiet hours; the rest he reads when he wants to. */
export const REACHES_AT_ONCE: ReadonlySet<Channel> = new Set<Channel>(['PHONE', 'CHAT', 'MESSAGE', 'VISIT']);

export const Disposition = words('Disposition', 'What the agent concluded at the end of a contact', {
  ANSWERED: 'The question was answered',
  SOLVED: 'The matter was solved',
  FOLLOW_UP: 'Something remains to be done',
  PASSED_ON: 'Another department has to act',
  NO_RESULT: 'The contact came to nothing',
});
export type Disposition = WordOf<typeof Disposition>;

export const AttemptOutcome = words('AttemptOutcome', 'How an attempt to reach the customer ended', {
  REACHED: 'The customer was reached',
  NO_ANSWER: 'Nobody answered',
  BUSY: 'The line was busy',
  VOICEMAIL: 'A message was left',
  REFUSED: 'The customer was reached and did not want to speak',
  WRONG_PERSON: 'Somebody else was reached',
  NOT_DELIVERABLE: 'The number or the address does not exist, or takes nothing',
});
export type AttemptOutcome = WordOf<typeof AttemptOutcome>;

export const Reminder = words('Reminder', 'How much of the working time until a promise is due has passed', {
  HALFWAY: 'Half of it: the agent who has the case is reminded',
  PRESSING: 'Four fifths of it: the department that owes the promise is reminded',
});
export type Reminder = WordOf<typeof Reminder>;

export const CaseKind = words('CaseKind', 'What kind of matter a case is', {
  QUESTION: 'The customer wants to know something',
  REQUEST: 'The customer wants something done',
  FAULT: 'Something does not work',
  COMPLAINT: 'The customer is dissatisfied and says so',
});
export type CaseKind = WordOf<typeof CaseKind>;

export const Urgency = words('Urgency', 'How soon the matter must be taken up', {
  LOW: 'When there is time',
  NORMAL: 'In turn',
  HIGH: 'Before others',
  CRITICAL: 'Now',
});
export type Urgency = WordOf<typeof Urgency>;

export const CustomerState = words('CustomerState', 'How the customer is at the moment', {
  CALM: 'Calm',
  UPSET: 'Upset',
  VULNERABLE: 'Vulnerable: needs particular care',
});
export type CustomerState = WordOf<typeof CustomerState>;

export const TransferMode = words('TransferMode', 'How a transfer is made', {
  BLIND: 'The customer is put through unannounced',
  CONSULT: 'The receiver is spoken to first',
  CONFERENCE: 'All three speak together',
  ASYNC: 'No customer on the line',
});
export type TransferMode = WordOf<typeof TransferMode>;

export const TransferReason = words('TransferReason', 'Why a case passes to another department', {
  ROOT_CAUSE_ELSEWHERE: 'The cause lies with the other department',
  OWNERSHIP_ELSEWHERE: 'The other department owns the matter',
  AUTHORITY_NEEDED: "The decision needs another's authority",
  SKILL_NEEDED: "The work needs another's skill",
  WORKLOAD: 'Too much work here',
  ABSENCE_OR_SHIFT: 'The agent leaves or the shift ends',
  CUSTOMER_REQUEST: 'The customer asked for it',
  MISROUTED_INTAKE: 'The case came to the wrong department',
  REGULATORY: 'A rule or a law says so',
  CONFLICT_OF_INTEREST: 'The department cannot be impartial',
});
export type TransferReason = WordOf<typeof TransferReason>;

export const StatementBasis = words('StatementBasis', 'What a statement to the customer rests on', {
  EVENT: 'An event of the case',
  DOCUMENT: 'A document',
  UNVERIFIED: 'Nothing that was verified',
});
export type StatementBasis = WordOf<typeof StatementBasis>;

export const BreachCause = words('BreachCause', 'Why a promise counts as broken', {
  OVERDUE: 'It was not kept by its due time',
  CANCELLED: 'The department withdrew it',
});
export type BreachCause = WordOf<typeof BreachCause>;

export const WaitingOn = words('WaitingOn', 'Whom or what a case waits for', {
  CUSTOMER: 'The customer',
  USER: 'The user of the product',
  VENDOR: 'A vendor',
  IMPLEMENTATION: 'A change to be put in place',
  OTHER: 'Something else',
});
export type WaitingOn = WordOf<typeof WaitingOn>;

export const LimitOf = words('LimitOf', 'Whose limit of work at a time it is', {
  DEPARTMENT: 'All cases of the department',
  AGENT: 'The cases that one agent holds',
  SKILL: 'The cases of those in the department who have a skill',
});
export type LimitOf = WordOf<typeof LimitOf>;

export const InformedBy = words('InformedBy', 'How the customer learned that somebody else has the case now', {
  LIVE: 'The customer was on the line when it passed',
  CONTACT: 'In a contact of the case',
  WAIVER: 'Not at all, for a reason of the closed list',
});
export type InformedBy = WordOf<typeof InformedBy>;

export const InformationWaiver = words('InformationWaiver', 'Why a customer need not be told of a transfer', {
  CUSTOMER_DECLINED: 'The customer does not want to be told',
  UNREACHABLE: 'The customer could not be reached, however often it was tried',
  LEGAL_BAR: 'A rule or a law forbids it',
  INTERNAL_ONLY: 'Nothing changes for the customer: the same people go on answering',
});
export type InformationWaiver = WordOf<typeof InformationWaiver>;

export const DeclineCause = words('DeclineCause', 'Why an offer is declined, so that it can be counted', {
  NOT_OURS: 'The matter is for another department',
  INFORMATION_MISSING: 'The brief does not say what one needs to know to take the case up',
  NO_CAPACITY: 'There is too much to do already',
  SKILL_MISSING: 'Nobody there can do it',
  OTHER: 'Something else: the reason says what',
});
export type DeclineCause = WordOf<typeof DeclineCause>;

export const BriefPart = words('BriefPart', 'A part of a handoff brief', {
  MATTER: 'What the customer wants',
  FACTS: 'What was verified',
  TRIED: 'What was tried',
  TOLD: 'What the customer was told',
  PROMISES: 'What was promised',
  ASK: 'What is asked of the receiver',
  CONTINGENCY: 'What to do if the first thing fails',
});
export type BriefPart = WordOf<typeof BriefPart>;

export const AlarmLevel = words('AlarmLevel', 'How far a chain has gone wrong (H10)', {
  NOTICE: 'The accountable department and the receiver are told',
  WARNING: 'Supervisors are told, every further brief is demanded in full, and no department is suggested unasked',
  ALARM: 'A case lead takes it; until there is one, it is offered to nobody',
  ARBITRATION: 'Only a supervisor moves it, by arbitration',
});
export type AlarmLevel = WordOf<typeof AlarmLevel>;

export const AlarmCause = words('AlarmCause', 'What in the chain raised an alarm (H10)', {
  SECOND_TRANSFER_IN_CONTACT: 'The second live transfer with no other contact between them',
  SECOND_DECLINE: 'The second decline',
  RETURN: 'The first return to a department that was accountable before',
  THIRD_DEPARTMENT: 'A third department became accountable',
  WAITED_AN_OPENING_DAY: 'An offer waited for more than one opening day of its receiver',
  SECOND_RETURN: 'A second return, or a further one',
  FOURTH_DEPARTMENT: 'A fourth department became accountable, or a further one',
  FIVE_TRANSFERS: 'Five transfers were accepted',
});
export type AlarmCause = WordOf<typeof AlarmCause>;

export const EscalationCause = words('EscalationCause', 'Why a case was brought before a supervisor', {
  OFFER_EXPIRED: 'An offer was neither accepted nor declined in time (H4)',
  CHAIN_ALARM: 'The case bounces (H10)',
  ABSENT_WITHOUT_STAND_IN: 'Whoever has to see to it is away, and nobody stands in (H11)',
  BLOCKING_WORK_REOPENED: 'A case that was resolved had waited for it, and it was reopened (X3)',
  PROMISE_BROKEN: 'A promise to the customer was broken, and nobody has spoken to them since (P7)',
  CONSULT_OVERDUE: 'Another department was asked, and has not answered in time',
  REQUESTED: 'Somebody asked for it',
});
export type EscalationCause = WordOf<typeof EscalationCause>;

export const LinkKind = words('LinkKind', 'How two cases belong together', {
  PARENT: 'This case cannot be resolved while the other is open',
  CHILD: 'The other case cannot be resolved while this one is open',
  RELATED: 'They touch the same matter; neither waits for the other',
});
export type LinkKind = WordOf<typeof LinkKind>;

export const MergeRole = words('MergeRole', 'Which of two merged cases this one is', {
  SURVIVOR: 'Work goes on in this case',
  DUPLICATE: 'Work goes on in the other case',
});
export type MergeRole = WordOf<typeof MergeRole>;
