import type {
  AlarmCause,
  AlarmLevel,
  BriefPart,
  EscalationCause,
  InformationWaiver,
  AttemptOutcome,
  BreachCause,
  Channel,
  CustomerState,
  Disposition,
  TransferMode,
  TransferReason,
  Urgency,
  WaitingOn,
} from '@baton/contracts';

/** Why a case passes on, as the end of “… offered the case to Call Centre because”. */
export const REASONS: Readonly<Record<TransferReason, string>> = {
  ROOT_CAUSE_ELSEWHERE: 'the cause lies there',
  OWNERSHIP_ELSEWHERE: 'the matter belongs there',
  AUTHORITY_NEEDED: 'it needs their authority',
  SKILL_NEEDED: 'it needs their skill',
  WORKLOAD: 'there is too much work here',
  ABSENCE_OR_SHIFT: 'the agent leaves or the shift ends',
  CUSTOMER_REQUEST: 'the customer asked for it',
  MISROUTED_INTAKE: 'it had come to the wrong department',
  REGULATORY: 'a rule or a law says so',
  CONFLICT_OF_INTEREST: 'the sender cannot be impartial',
};

/** What a transfer's mode means for the customer, as a sentence; nothing where no customer is on the line. */
export const MODES: Readonly<Record<TransferMode, string | undefined>> = {
  BLIND: 'The customer was put through unannounced',
  CONSULT: 'The receiver was spoken to first',
  CONFERENCE: 'All three spoke together',
  ASYNC: undefined,
};

/** Who did what in a contact, by channel, when the customer reached us. */
export const INBOUND: Readonly<Record<Channel, string>> = {
  PHONE: 'the customer called',
  EMAIL: 'the customer wrote an e-mail',
  CHAT: 'the customer came into the chat',
  MESSAGE: 'the customer sent a message',
  LETTER: 'the customer wrote a letter',
  VISIT: 'the customer came in person',
  PORTAL: 'the customer wrote through the portal',
};

/** Who did what in a contact, by channel, when we reached the customer. */
export const OUTBOUND: Readonly<Record<Channel, string>> = {
  PHONE: 'we called the customer',
  EMAIL: 'we wrote the customer an e-mail',
  CHAT: 'we wrote to the customer in the chat',
  MESSAGE: 'we sent the customer a message',
  LETTER: 'we wrote the customer a letter',
  VISIT: 'we visited the customer',
  PORTAL: 'we wrote to the customer through the portal',
};

/** Over which channel, as the end of “the customer hears of it”. */
export const BY_CHANNEL: Readonly<Record<Channel, string>> = {
  PHONE: 'by telephone',
  EMAIL: 'by e-mail',
  CHAT: 'in the chat',
  MESSAGE: 'by message',
  LETTER: 'by post',
  VISIT: 'in person',
  PORTAL: 'through the portal',
};

/** How a contact ended, as a sentence. */
export const DISPOSITIONS: Readonly<Record<Disposition, string>> = {
  ANSWERED: 'The question was answered',
  SOLVED: 'The matter was solved',
  FOLLOW_UP: 'Something remains to be done',
  PASSED_ON: 'Another department has to act',
  NO_RESULT: 'It came to nothing',
};

/** Whom or what a case waits for, as the end of “the case waits for”. */
export const WAITING: Readonly<Record<WaitingOn, string>> = {
  CUSTOMER: 'the customer',
  USER: 'the user of the product',
  VENDOR: 'a vendor',
  IMPLEMENTATION: 'a change to be put in place',
  OTHER: 'something outside',
};

/** How an attempt to reach the customer ended. */
export const ATTEMPTS: Readonly<Record<AttemptOutcome, string>> = {
  REACHED: 'the customer was reached',
  NO_ANSWER: 'nobody answered',
  BUSY: 'the line was busy',
  VOICEMAIL: 'could only leave a message',
  REFUSED: 'the customer did not want to speak',
  WRONG_PERSON: 'somebody else answered',
  NOT_DELIVERABLE: 'the number takes no calls',
};

/** Why a promise counts as broken. */
export const BREACHES: Readonly<Record<BreachCause, string>> = {
  OVERDUE: 'it was not kept in time',
  CANCELLED: 'the department withdrew it',
};

/** How soon the matter must be taken up, as the start of a line. */
export const URGENCIES: Readonly<Record<Urgency, string>> = {
  LOW: 'Low urgency',
  NORMAL: 'Normal urgency',
  HIGH: 'High urgency',
  CRITICAL: 'Critical: to be taken up now',
};

/** How the customer is. */
export const CUSTOMER_STATES: Readonly<Record<CustomerState, string>> = {
  CALM: 'the customer is calm',
  UPSET: 'the customer is upset',
  VULNERABLE: 'the customer is vulnerable and needs particular care',
};

/** A part of a brief, in a list of what was lacking. */
export const PARTS: Readonly<Record<BriefPart, string>> = {
  MATTER: 'the matter',
  FACTS: 'verified facts',
  TRIED: 'what was tried',
  TOLD: 'what the customer was told',
  PROMISES: 'what was promised',
  ASK: 'what is asked',
  CONTINGENCY: 'what to do if the first thing fails',
};

/** Why a customer is not told of a transfer. */
export const WAIVERS: Readonly<Record<InformationWaiver, string>> = {
  CUSTOMER_DECLINED: 'the customer does not want to be told',
  UNREACHABLE: 'the customer could not be reached',
  LEGAL_BAR: 'a rule or a law forbids it',
  INTERNAL_ONLY: 'the same people go on answering the customer',
};

/** How far an alarm goes. */
export const LEVELS: Readonly<Record<AlarmLevel, string>> = {
  NOTICE: 'notice',
  WARNING: 'warning',
  ALARM: 'alarm',
  ARBITRATION: 'alarm, and only a supervisor moves the case now',
};

/** What raised an alarm. */
export const ALARM_CAUSES: Readonly<Record<AlarmCause, string>> = {
  SECOND_TRANSFER_IN_CONTACT: 'the second transfer within a contact',
  SECOND_DECLINE: 'the second decline',
  RETURN: 'the case came back to a department that had it before',
  THIRD_DEPARTMENT: 'a third department has the case',
  WAITED_AN_OPENING_DAY: 'an offer waits for more than an opening day',
  SECOND_RETURN: 'the case came back once more',
  FOURTH_DEPARTMENT: 'yet another department has the case',
  FIVE_TRANSFERS: 'the case passed on five times',
};

/** Why a case was brought before a supervisor. */
export const ESCALATIONS: Readonly<Record<EscalationCause, string>> = {
  OFFER_EXPIRED: 'nobody answered an offer in time',
  CHAIN_ALARM: 'it bounces',
  ABSENT_WITHOUT_STAND_IN: 'whoever has to see to it is away and nobody stands in',
  BLOCKING_WORK_REOPENED: 'it was reopened, and a case that had waited for it is resolved',
  PROMISE_BROKEN: 'a promise was broken',
  CONSULT_OVERDUE: 'another department asked it something that it has not answered in time',
  REQUESTED: 'somebody asked for it',
};
