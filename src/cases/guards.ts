import { refuse, type Contact, type Given } from '@baton/contracts';
import { mergedInto, openPromises, untoldPassings, type CaseState, type KnownContact } from './case.state.js';
import type { KnownPromise } from './promise.state.js';
import type { ClosedDoor } from './department-directory.js';

/** Refuses a case that does not exist, and one in which no work goes on any longer, as it was merged (X3). */
export function exists(state: CaseState): void {
  onRecord(state);
  if (state.status === 'MERGED') {
    const survivor = mergedInto(state) ?? '';
    refuse('CASE_MERGED', `Work on this matter goes on in case ${survivor}. Ask there, or take the merge back first.`, {
      rule: 'X3',
      alternatives: [`Ask the same of case ${survivor}`, 'Take the merge back with unmergeCases'],
    });
  }
}

/**
 * Like `exists`, but a merged case still counts while it owes the customer something, be it a word on what was not kept or on who has the
 * case now: that is settled in it.
 */
export function existsOrOwes(state: CaseState): void {
  if (openPromises(state).length > 0 || state.breaches.size > 0 || untoldPassings(state).length > 0) onRecord(state);
  else exists(state);
}

/** Refuses a case that does not exist; one that was merged is still on record. */
export function onRecord(state: CaseState): void {
  if (state.status === undefined) {
    refuse('CASE_UNKNOWN', 'There is no such case. Look it up with searchCases, or open one with openCase.');
  }
}

/** Refuses a case that is unknown, resolved or closed. */
export function isOpen(state: CaseState): void {
  exists(state);
  if (state.status !== 'OPEN') {
    refuse('CASE_NOT_OPEN', `The case is ${state.status?.toLowerCase()}. Reopen it first with reopenCase.`);
  }
}

/**
 * C2: refuses what is said to have happened before that which it follows.
 * @param since UTC ISO 8601
 * @param what what happened then, as in "it was offered"
 */
export function notBefore(since: string, what: string, { occurredAt }: Given): void {
  if (occurredAt === undefined || Date.parse(occurredAt) >= Date.parse(since)) return;
  refuse('OCCURRED_TOO_EARLY', `It cannot have happened at ${occurredAt}: ${what} on ${since}. Correct occurredAt.`, {
    rule: 'C2',
    missing: ['occurredAt'],
  });
}

/**
 * C2, H1: refuses what a department is said to have done with a case before it answered for it, be it that nobody had opened it.
 * What was told, found out or tried before, as in the contact with which it began, is no such thing.
 */
export function sinceAccountable({ passages, openedAt }: CaseState, given: Given): void {
  const last = passages.last();
  if (last) notBefore(last.at, `${last.to} became accountable`, given);
  else notBefore(openedAt, 'the case was opened', given);
}

/**
 * H1: refuses whoever does not work for the department, or for one of several; an admin stands in for any. Asked before it is
 * looked whether anything is left to do: who has no right is told so, and not that all is done.
 * @param instead what can be done instead, as a sentence
 */
export function worksFor(given: Given, department: string | readonly string[], toDo: string, instead?: string): void {
  const departments = new Set(typeof department === 'string' ? [department] : department);
  if (!departments.has(given.by.department) && given.by.role !== 'ADMIN') {
    const who = `Only ${[...departments].join(' or ')} can ${toDo}; you work for ${given.by.department}.`;
    refuse('NOT_YOUR_DEPARTMENT', instead === undefined ? who : `${who} ${instead}`, { rule: 'H1' });
  }
}

/** What an agent's own stream says of him at this moment. */
export interface DoorFacts {
  /** Why the agent who is to take the case takes nothing new; absent where he does. */
  readonly door?: ClosedDoor | undefined;
}

/**
 * H11: refuses to give work to an agent who is away, is leaving or has left, and names who stands in. H1: and to one whose token still
 * names the department from which he has moved. H11: and to one whom nobody registered, in a department that registers its agents.
 */
export function takesNewWork(agent: string, { door }: DoorFacts): void {
  if (door === undefined) return;
  if (door.why === 'LEAVING') {
    refuse('AGENT_LEAVING', `${agent} is leaving and takes nothing new: give it to a colleague.`, { rule: 'H11' });
  }
  if (door.why === 'GONE') {
    refuse('AGENT_GONE', `${agent} has left and takes nothing any more: give it to a colleague.`, { rule: 'H11' });
  }
  if (door.why === 'ELSEWHERE') {
    const message = `${agent} works for ${door.department} by now, and not for the department that the token names: sign in again.`;
    refuse('AGENT_MOVED', message, { rule: 'H1' });
  }
  if (door.why === 'UNREGISTERED') {
    const message = `Nobody registered ${agent}, and in ${door.department} only registered agents take cases: else nobody would know what is left of who is away or leaves. Have ${agent} registered with registerAgent, by the supervisor of ${door.department}.`;
    refuse('AGENT_UNREGISTERED', message, { rule: 'H11' });
  }
  isAway(agent, door);
}

/** Refuses to give work to an agent who is away: who else can have it, and what to do where he is there all the same. */
function isAway(agent: string, { until, standIn }: ClosedDoor): never {
  const [who, other] =
    standIn === undefined
      ? ['nobody stands in', 'a colleague, or to nobody by name']
      : [`${standIn} stands in`, `${standIn}, who stands in`];
  refuse('AGENT_AWAY', `${agent} is away until ${until} and takes nothing new; ${who}. Give it to somebody else.`, {
    rule: 'H11',
    alternatives: [
      `Give it to ${other}`,
      `Where ${agent} is there all the same, end the absence with endAbsence; with cancelAbsence where it has not begun`,
    ],
  });
}

/** Refuses whoever does not supervise one of the departments; an admin stands in for any. */
export function supervises(given: Given, departments: readonly string[], toDo: string): void {
  const { role, department } = given.by;
  if (role === 'ADMIN') return;
  if (role !== 'SUPERVISOR') {
    refuse('NOT_ALLOWED', `Only a supervisor or an administrator can ${toDo}.`, { rule: 'H10' });
  }
  if (departments.includes(department)) return;
  const message = `Only a supervisor of ${departments.join(' or ')} can ${toDo}; you lead ${department}.`;
  refuse('NOT_YOUR_DEPARTMENT', message, { rule: 'H10' });
}

/** The contact with that id; refuses one that the case does not have. */
export function contactOf(state: CaseState, contactId: string): KnownContact {
  return (
    state.contacts.get(contactId) ??
    refuse('CONTACT_UNKNOWN', `The case has no contact ${contactId}. Record it first with recordContact.`, {
      missing: ['contactId'],
    })
  );
}

/** Whether nobody was spoken to: the customer gave up, or the contact came to nothing. */
export const reachedNobody = (contact: Pick<Contact, 'abandoned' | 'disposition'>): boolean =>
  contact.abandoned === true || contact.disposition === 'NO_RESULT';

/**
 * The contact in which the promise was spoken of again. P4, P5: not the one in which it was made, none before it was
 * made or agreed on last, and none that reached nobody; else a department alone could move or drop what it promised.
 */
export function spokenOfIn(
  state: CaseState,
  promise: KnownPromise,
  contactId: string,
  rule: 'P4' | 'P5',
): KnownContact {
  const contact = contactOf(state, contactId);
  const details = { rule, missing: ['contactId'] };
  if (contactId === promise.contactId || (contact.endedAt ?? '') < promise.at) {
    refuse(
      'CONTACT_UNKNOWN',
      'The customer must have spoken of it in a contact after the promise, and after the last time agreed on. Record that contact first.',
      details,
    );
  }
  if (reachedNobody(contact)) {
    refuse('CONTACT_UNKNOWN', 'The contact reached nobody: name one in which the customer was spoken to.', details);
  }
  return contact;
}

/** The promise with that id; refuses one that the case does not have. */
export function promiseOf(state: CaseState, promiseId: string): KnownPromise {
  return (
    state.promises.get(promiseId) ??
    refuse('PROMISE_UNKNOWN', `The case has no promise ${promiseId}. Its promises are listed by case(id).`, {
      missing: ['promiseId'],
    })
  );
}

/**
 * Refuses a promise that can no longer be kept or released: one that is settled, unless it was broken by time alone. P7:
 * that holds for what was not done by due, not for what was done and is recorded late.
 */
export function openOrLapsed(promise: KnownPromise): void {
  if (!isLapsed(promise)) stillOpen(promise);
}

/** P7: whether time alone has broken the promise, and nothing has mended that. */
export const isLapsed = ({ status, lapsed }: KnownPromise): boolean => status === 'BROKEN' && lapsed === true;

/** Refuses a promise that was kept, broken, released or cancelled. */
export function stillOpen(promise: KnownPromise): void {
  if (promise.status !== 'OPEN') {
    refuse(
      'PROMISE_NOT_OPEN',
      `The promise is ${promise.status.toLowerCase()} already; nothing more can be done about it.`,
    );
  }
}
