import { words, type WordOf } from '@baton/fields';
import { Refusal, type RefusalDetails } from '@baton/decider';

/** Every way in which Baton says no to a command. The code is stable; the message may improve. */
export const RefusalCode = words('RefusalCode', 'Why a command was refused', {
  // every command
  COMMAND_ID_REUSED: 'X1: the command id was used before with another body',
  REVISION_CONFLICT: 'X2: the case has moved on since the revision that was expected',
  NOT_ALLOWED: 'The role of the caller does not permit it',
  NOT_YOUR_DEPARTMENT: 'H1: only the department named in the message may do this',
  OCCURRED_IN_FUTURE: 'C2: nothing can have happened later than now',
  TAKEN_BACK: 'X3: one of two cases could not take its part in it, so the other gave its part back',
  // cases
  CASE_UNKNOWN: 'There is no such case',
  CASE_EXISTS: 'There is a case with this id already',
  CASE_NOT_OPEN: 'The case is resolved or closed: reopen it first',
  CASE_NOT_RESOLVED: 'Only a resolved case can be closed, only a resolved or closed one reopened',
  CASE_HELD: 'Another agent holds the case',
  AGENT_AWAY: 'H11: the agent is away, and takes nothing new; the message names the stand-in',
  AGENT_LEAVING: 'H11: the agent is leaving or has left, and takes nothing new',
  CONTACT_INCOMPLETE: 'C1: a finished contact lacks something',
  CONTACT_UNKNOWN: 'The case has no such contact',
  CONTACT_EXISTS: 'The case has this contact already',
  CONTACT_RATED_ALREADY: 'The customer rated the contact already',
  FACT_UNKNOWN: 'The case has no such fact',
  FACT_NOT_FRESH: 'C6: the fact is no longer fresh, so asking again is no retell',
  QUESTION_UNKNOWN: 'The case has no such open question',
  // links and merges
  SAME_CASE: 'X3: a case is neither linked to itself nor merged with itself',
  LINKED_ALREADY: 'X3: the two cases are linked already, in another way',
  LINK_UNKNOWN: 'The case has no such link',
  LINKS_CIRCULAR: 'X3: in a circle of blocking cases none could ever be resolved',
  RELATED_TOO_MANY: 'X3: a case has at most 100 links and 100 duplicates',
  OPEN_BLOCKING_WORK: 'X3: a case cannot be resolved while a case that blocks it is open',
  // transfers
  TRANSFER_ALREADY_OPEN: 'H2: the case has an open transfer',
  TRANSFER_TO_ITSELF: 'H3: the department is accountable already',
  RECEIVER_CLOSED: 'H7: the department is closed, and nobody would answer',
  NO_FREE_AGENT: 'H7: nobody who could take it is free',
  RECEIVER_FULL: 'The department has all the work it can do at a time',
  TRANSFER_UNKNOWN: 'The case has no such transfer',
  TRANSFER_NOT_OPEN: 'The transfer is no longer open',
  TRANSFER_NOT_DUE: 'H4: the offer has not expired yet',
  TRANSFER_NOT_ACCEPTED: 'H6: only of an accepted transfer the brief is amended, or the handoff rated',
  BRIEF_INCOMPLETE: 'The brief lacks what its risk tier demands',
  READ_BACK_MISSING: 'H6: acceptance needs a read-back from tier 2 on',
  ARBITRATION_NEEDED: 'H10: after five transfers only a supervisor moves the case, by arbitration',
  CASE_LEAD_NEEDED: 'H10: after an alarm a case lead comes first',
  NOTHING_TO_ARBITRATE: 'H10: no alarm was raised, so the departments agree among themselves',
  HANDOFF_RATED_ALREADY: 'The receiver rated the handoff already',
  INFORMATION_INCOMPLETE: 'H9: the customer is told in a contact when they hear next, or it is waived',
  CUSTOMER_INFORMED_ALREADY: 'H9: the customer knows who has the case',
  // consults
  CONSULT_TO_ITSELF: 'The department accountable need not consult itself',
  CONSULT_IN_PAST: 'The answer must be due later than now',
  CONSULT_ALREADY_OPEN: 'The department was asked this already and has not answered yet',
  CONSULT_UNKNOWN: 'The case has no such consult',
  CONSULT_NOT_OPEN: 'The consult was answered or withdrawn already',
  // promises
  PROMISE_VAGUE: 'P1: the promise lacks something that makes it one',
  PROMISE_UNKNOWN: 'The case has no such promise',
  PROMISE_NOT_OPEN: 'The promise is no longer open',
  PROMISE_IN_PAST: 'P2: due must lie in the future',
  PROMISE_OVERDUE: 'P4: after due there is no renegotiation, only a breach',
  PROMISE_WITHOUT_EVIDENCE: 'P3: kept needs evidence no later than due',
  OPEN_PROMISES: 'P6: a case with an open promise cannot be resolved',
  CALLBACK_ALREADY_PROMISED: 'P8: the beneficiary has an open callback promise',
  // what was told
  STATEMENT_WITHOUT_BASIS: 'C5: a statement has a basis',
  STATEMENT_CONTRADICTS: 'C5: the customer was told otherwise, and the basis is no newer',
  STATEMENT_UNKNOWN: 'The case has no such current statement',
  // customers
  CUSTOMER_UNKNOWN: 'There is no such customer',
  CUSTOMER_EXISTS: 'There is a customer with this id already',
  IDENTIFIER_TAKEN: 'The identifier belongs to another customer',
  IDENTIFIER_INVALID: 'The identifier is not one of its kind',
  IDENTIFIERS_TOO_MANY: 'The customer has as many identifiers as are kept',
  IDENTIFIER_UNKNOWN: 'The customer has no such identifier',
  PREFERENCE_INVALID: 'A preference is not of its form',
  // departments and agents
  DEPARTMENT_UNKNOWN: 'There is no such department',
  DEPARTMENT_EXISTS: 'There is such a department already',
  ZONE_INVALID: 'The time zone is no IANA name',
  AGENT_UNKNOWN: 'There is no such agent',
  AGENT_EXISTS: 'There is such an agent already',
  AGENT_GONE: 'The agent has left',
  HOURS_INVALID: 'The opening hours are not of their form',
  HOLIDAYS_INVALID: 'The holidays or the exceptions are not of their form',
  CAPACITY_INVALID: 'The capacity says two things of a skill',
  ABSENCE_INVALID: 'The absence ends before it begins, or is over already',
  ABSENCE_OVERLAPS: 'The agent is away already in a part of that time',
  ABSENCES_TOO_MANY: 'The agent has as many absences ahead as are kept',
  ABSENCE_UNKNOWN: 'The agent has no such absence, or it was cancelled or has ended',
  ABSENCE_STARTED: 'The absence has begun: it can only be ended',
  ABSENCE_NOT_STARTED: 'The absence has not begun: it is cancelled instead',
  ABSENCE_NOT_DUE: 'An absence begins in its time, not before it and not after',
  WORK_WITHOUT_STAND_IN: 'H11: an absence begins once each case and promise has a stand-in',
  OPEN_WORK: 'H11: the agent still has cases or promises in his hands',
  AGENT_NOT_LEAVING: 'H11: the leaving must have been announced, at least a minute ago',
  STAND_IN_UNFIT: 'H11: the agent named cannot stand in',
  STAND_IN_CYCLE: 'H11: the stand-ins stand in for one another, and nobody is there',
});
export type RefusalCode = WordOf<typeof RefusalCode>;

/** Refuses a command: throws a `Refusal` with a code of the closed list. */
export function refuse(code: RefusalCode, message: string, details: RefusalDetails = {}): never {
  throw new Refusal<RefusalCode>(code, message, details);
}
