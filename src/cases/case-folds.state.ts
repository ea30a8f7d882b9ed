import { brokenSince, lastSpoken, makesGood, spokenTo } from './breach.js';
import { tallied } from '@baton/chain-alarms';
import { keyOfStream, type CaseFact, type Contact } from '@baton/contracts';
import type { Aggregate } from '@baton/decider';
import { afterAttempt } from './callback-attempts.js';
import { noCase, type CaseEvent, type CaseState, type KnownContact } from './case.state.js';
import type { KnownPromise } from './promise.state.js';
import type { PromiseStatus } from './case.words.js';
import type { EventOf, FoldsOf } from './folds.state.js';
import { linkFolds } from './link-folds.state.js';
import { passTo, stayed, transferFolds, tried } from './transfer-folds.state.js';
import { spelling } from './spelling.js';

type Folds = FoldsOf<CaseFact['type']>;

const knownContact = (contact: Contact, { revision, by, occurredAt }: CaseEvent): KnownContact => ({
  ...contact,
  revision,
  at: contact.startedAt ?? occurredAt,
  corrected: false,
  agent: by.agent,
  department: by.department,
});

const spokenIn = (
  { spokenAt }: CaseState,
  contact: Contact,
  { occurredAt }: CaseEvent,
): Pick<CaseState, 'spokenAt'> => ({
  spokenAt: lastSpoken(spokenAt, spokenTo(contact, occurredAt)),
});

const settle = (state: CaseState, promiseId: string, change: Partial<KnownPromise>): Partial<CaseState> => ({
  promises: state.promises.update(
    promiseId,
    (promise) => promise && { ...promise, ...change },
  ) as CaseState['promises'],
});

const settled = (
  state: CaseState,
  { data, revision }: EventOf<'PromiseKept' | 'PromiseCancelled'>,
  status: PromiseStatus,
): Partial<CaseState> => settle(state, data.promiseId, { status, settledRevision: revision });

/** How each event changes the case. A word the language gains makes this line fail to compile until it is said here. */
const folds: Folds = {
  CaseOpened: (state, event) => ({
    status: 'OPEN',
    caseId: keyOfStream(event),
    openedAt: event.occurredAt,
    opened: event.data,
    imported: event.imported === true,
    ...passTo(state, event.data.department, event.revision),
    contacts: event.data.contact
      ? state.contacts.set(event.data.contact.contactId, knownContact(event.data.contact, event))
      : state.contacts,
    ...(event.data.contact ? spokenIn(state, event.data.contact, event) : {}),
  }),
  CaseClaimed: (_, { data }) => ({ holder: data.holder, standsInFor: data.standsInFor }),
  CaseReleased: () => ({ holder: undefined, standsInFor: undefined }),
  WaitStarted: (_, { data, revision }) => ({ waitingOn: data.on, waitingRevision: revision }),
  WaitEnded: () => ({ waitingOn: undefined, waitingRevision: undefined }),
  WorkReported: () => ({}),
  CaseResolved: (_, { data, revision, occurredAt }) => ({
    status: 'RESOLVED',
    told: noCase.told,
    holder: undefined,
    standsInFor: undefined,
    waitingOn: undefined,
    waitingRevision: undefined,
    resolution: { ...(data.resolution === undefined ? {} : { text: data.resolution }), at: occurredAt, revision },
  }),
  CaseReopened: () => ({ status: 'OPEN', resolution: undefined }),
  CaseClosed: () => ({
    status: 'CLOSED',
    holder: undefined,
    standsInFor: undefined,
    waitingOn: undefined,
    waitingRevision: undefined,
  }),
  ContactRecorded: (state, event) => ({
    contacts: state.contacts.set(event.data.contactId, knownContact(event.data, event)),
    ...spokenIn(state, event.data, event),
    breaches: state.breaches.filterNot((since) => makesGood(event.data, event.occurredAt, since)),
  }),
  ContactCorrected: (state, { data: { correctionId, reason: _reason, ...contact } }) => ({
    seen: state.seen.add(correctionId),
    contacts: state.contacts.update(
      contact.contactId,
      (before) => before && { ...before, ...contact, at: contact.startedAt ?? before.at, corrected: true },
    ) as CaseState['contacts'],
  }),
  CustomerRetold: (state, { data }) => ({ retells: state.retells + 1, seen: state.seen.add(data.retellId) }),
  NoteAdded: (state, event) => ({
    seen: state.seen.add(event.data.noteId),
    ...(event.data.attempt ? tried(state, event.data.text, event) : {}),
  }),
  FactEstablished: (state, { data, revision, occurredAt }) => ({
    facts: state.facts.set(spelling(data.topic), { ...data, revision, at: occurredAt }),
  }),
  QuestionRaised: (state, { data, revision, occurredAt }) => ({
    questions: state.questions.set(data.questionId, { ...data, revision, at: occurredAt }),
  }),
  QuestionAnswered: (state, { data, revision }) => ({
    questions: state.questions.update(
      data.questionId,
      (question) => question && { ...question, answer: data.answer, answerRevision: revision },
    ) as CaseState['questions'],
  }),
  ...transferFolds,
  ...linkFolds,
  BriefAmended: (state, { data }) => ({ seen: state.seen.add(data.amendmentId) }),
  PromiseMade: (state, { data, revision, occurredAt, by }) => ({
    promises: state.promises.set(data.promiseId, {
      ...data,
      revision,
      at: occurredAt,
      status: 'OPEN',
      madeAt: occurredAt,
      madeBy: by.agent,
      firstDue: data.due,
    }),
  }),
  PromiseKept: (state, event) => ({
    ...settled(state, event, 'KEPT'),
    breaches: state.breaches.remove(event.data.promiseId),
  }),
  PromiseBroken: (state, { data: { promiseId, due, cause }, revision, occurredAt }) => {
    const promise = state.promises.get(promiseId);
    const lapsed = cause === 'OVERDUE' && promise?.status === 'OPEN';
    // Whoever gave it up was spoken to.
    const toTell = promise?.status === 'OPEN' || promise?.status === 'CANCELLED';
    return {
      ...settle(state, promiseId, { status: 'BROKEN', settledRevision: revision, lapsed }),
      ...(toTell ? { breaches: state.breaches.set(promiseId, brokenSince(cause, due, occurredAt)) } : {}),
    };
  },
  PromiseRenegotiated: (state, { data: { promiseId, from, due, halfwayAt, pressingAt }, revision, occurredAt }) =>
    settle(state, promiseId, {
      ...{ from, due, halfwayAt, pressingAt, revision, at: occurredAt },
      ...{ reminded: undefined, attempts: undefined },
    }),
  PromiseReleased: (state, { data, revision }) => ({
    ...settle(state, data.promiseId, { status: 'RELEASED', settledRevision: revision, releasedIn: data.contactId }),
    breaches: state.breaches.remove(data.promiseId),
  }),
  PromiseCancelled: (state, event) => settled(state, event, 'CANCELLED'),
  PromiseAssumed: (state, { data }) => settle(state, data.promiseId, { department: data.to, stays: false }),
  PromiseRetained: (state, { data }) => ({ ...settle(state, data.promiseId, { stays: true }), ...stayed(state, data) }),
  CallbackAttempted: (state, { data, revision, occurredAt }) => ({
    seen: state.seen.add(data.attemptId),
    ...settle(state, data.promiseId, {
      attempts: afterAttempt(state.promises.get(data.promiseId)?.attempts, data, occurredAt, revision),
    }),
  }),
  PromiseReminderDue: (state, { data }) => settle(state, data.promiseId, { reminded: data.reminder }),
  StatementMade: (state, { data, revision, occurredAt }) => ({
    statements: state.statements.set(spelling(data.topic), { ...data, revision, at: occurredAt, madeAt: occurredAt }),
  }),
  StatementSuperseded: (state, { data }) => ({ seen: state.seen.add(data.statementId) }),
  ProcedureDeviated: (state, event) => ({
    seen: state.seen.add(event.data.deviationId),
    ...tried(state, `Left the procedure ${event.data.procedure}: ${event.data.deviation}`, event),
  }),
};

/** What knows something about the matter: a contact, a fact, an answer. What was merely said or done does not. */
const GROUNDS: ReadonlySet<CaseFact['type']> = new Set<CaseFact['type']>([
  'CaseOpened',
  'ContactRecorded',
  'ContactCorrected',
  'FactEstablished',
  'QuestionAnswered',
  'ConsultAnswered',
]);

/** Whether the case is closed, be it also merged since: a merge opens nothing (X3). */
const isClosed = ({ status, merges }: CaseState): boolean =>
  status === 'CLOSED' ||
  (status === 'MERGED' && merges.some(({ role, before }) => role === 'DUPLICATE' && before.status === 'CLOSED'));

/** Time goes on: whoever was accountable until now answers for it, nobody while the case was closed (H1). */
function timed(state: CaseState, at: string): Pick<CaseState, 'timeSplit' | 'timedUntil'> | undefined {
  if (at <= state.timedUntil) return undefined;
  if (state.status === undefined || isClosed(state)) return { timeSplit: state.timeSplit, timedUntil: at };
  const passed = Date.parse(at) - Date.parse(state.timedUntil);
  return { timeSplit: state.timeSplit.update(state.accountable, 0, (before) => before + passed), timedUntil: at };
}

/** The case as its events tell it. Events of a word this code does not know throw: better no answer than a wrong one. */
export const caseAggregate: Aggregate<CaseState, CaseEvent> = {
  initial: noCase,
  evolve: (state, event) => {
    if (!Object.hasOwn(folds, event.type)) {
      throw new Error(`${event.stream} holds ${String(event.type)}, which this version does not know`);
    }
    const change = (folds[event.type] as (state: CaseState, event: CaseEvent) => Partial<CaseState>)(state, event);
    const grounds = GROUNDS.has(event.type) ? state.grounds.add(event.revision) : state.grounds;
    const tally = tallied(state.tally, event);
    const at = { revision: event.revision, lastEventAt: event.occurredAt };
    return { ...state, ...change, ...timed(state, event.occurredAt), tally, grounds, ...at };
  },
};
