import { List, Map, Set } from 'immutable';
import type {
  CaseFact,
  CaseOpened,
  Contact,
  FactEstablished,
  PromiseMade,
  QuestionRaised,
  Recorded,
  StatementMade,
  TransferOffered,
  WaitingOn,
} from '@baton/contracts';
import type { Aggregate } from '@baton/decider';
import type { CaseStatus, PromiseStatus, TransferStatus } from './case.words.js';

/** Something the case knows, with the revision of the event it rests on. */
export type Known<T> = Readonly<T> & { readonly revision: number };

export type KnownContact = Known<Contact> & { readonly corrected: boolean; readonly agent: string; readonly department: string };
export type KnownFact = Known<FactEstablished>;
export type KnownQuestion = Known<QuestionRaised> & { readonly answer?: string; readonly answerRevision?: number };
export type KnownStatement = Known<StatementMade> & { readonly madeAt: string };
export type KnownAttempt = Known<{ text: string }>;

export type KnownPromise = Known<PromiseMade> & {
  readonly status: PromiseStatus;
  readonly madeAt: string;
  /** The due time first promised; later ones do not change it (P4). */
  readonly firstDue: string;
};

export type KnownTransfer = Known<TransferOffered> & {
  readonly status: TransferStatus;
  readonly offeredAt: string;
  readonly offeredBy: string;
};

/** The case as its own stream tells it: all that a decision needs and that whoever picks the case up must see. */
export interface CaseState {
  /** Undefined before the first event. */
  readonly status: CaseStatus | undefined;
  readonly caseId: string;
  /** Revision of the last event folded; −1 before the first. */
  readonly revision: number;
  readonly openedAt: string;
  /** When the last event happened. */
  readonly lastEventAt: string;
  readonly opened: Readonly<Partial<CaseOpened>>;
  readonly imported: boolean;
  /** The one department that answers for the case (H1); the last one once it is closed. */
  readonly accountable: string;
  readonly holder: string | undefined;
  readonly waitingOn: WaitingOn | undefined;
  readonly resolution: Known<{ text?: string; at: string }> | undefined;
  /** The departments the case has passed, in order; the same one never twice in a row. */
  readonly chain: List<string>;
  readonly contacts: Map<string, KnownContact>;
  /** The current fact on each topic. */
  readonly facts: Map<string, KnownFact>;
  readonly questions: Map<string, KnownQuestion>;
  /** The current statement on each topic. */
  readonly statements: Map<string, KnownStatement>;
  readonly promises: Map<string, KnownPromise>;
  readonly transfers: Map<string, KnownTransfer>;
  /** The id of the transfer that waits for its receiver (H2: at most one). */
  readonly openTransferId: string | undefined;
  /** What was tried so far. */
  readonly attempts: List<KnownAttempt>;
  /** How often the customer had to tell again what was known. */
  readonly retells: number;
  /** Ids of things recorded that need no state of their own, so that asking twice records them once. */
  readonly seen: Set<string>;
}

export const noCase: CaseState = {
  status: undefined,
  caseId: '',
  revision: -1,
  openedAt: '',
  lastEventAt: '',
  opened: {},
  imported: false,
  accountable: '',
  holder: undefined,
  waitingOn: undefined,
  resolution: undefined,
  chain: List(),
  contacts: Map(),
  facts: Map(),
  questions: Map(),
  statements: Map(),
  promises: Map(),
  transfers: Map(),
  openTransferId: undefined,
  attempts: List(),
  retells: 0,
  seen: Set(),
};

/** A case event with its envelope. */
export type CaseEvent = Recorded<CaseFact>;
type EventOf<T extends CaseFact['type']> = Extract<CaseEvent, { type: T }>;
type Folds = { readonly [T in CaseFact['type']]: (state: CaseState, event: EventOf<T>) => Partial<CaseState> };

const knownContact = ({ data, revision, by }: EventOf<'ContactRecorded'>, corrected = false): KnownContact => ({
  ...data,
  revision,
  corrected,
  agent: by.agent,
  department: by.department,
});

const passTo = (state: CaseState, department: string): Partial<CaseState> => ({
  accountable: department,
  chain: state.chain.last() === department ? state.chain : state.chain.push(department),
});

const settle = (state: CaseState, promiseId: string, change: Partial<KnownPromise>): Partial<CaseState> => ({
  promises: state.promises.update(promiseId, (promise) => promise && { ...promise, ...change }) as CaseState['promises'],
});

const endTransfer = (state: CaseState, transferId: string, status: TransferStatus): Partial<CaseState> => ({
  openTransferId: undefined,
  transfers: state.transfers.update(
    transferId,
    (transfer) => transfer && { ...transfer, status },
  ) as CaseState['transfers'],
});

const tried = (state: CaseState, text: string, revision: number): Partial<CaseState> => ({
  attempts: state.attempts.push({ text, revision }),
});

/** How each event changes the case. A word the language gains makes this line fail to compile until it is said here. */
const folds: Folds = {
  CaseOpened: (state, event) => ({
    status: 'OPEN',
    caseId: event.stream.slice('case-'.length),
    openedAt: event.occurredAt,
    opened: event.data,
    imported: event.imported === true,
    ...passTo(state, event.data.department),
    contacts: event.data.contact
      ? state.contacts.set(event.data.contact.contactId, {
          ...event.data.contact,
          revision: event.revision,
          corrected: false,
          agent: event.by.agent,
          department: event.by.department,
        })
      : state.contacts,
  }),
  CaseClaimed: (_, { data }) => ({ holder: data.holder }),
  CaseReleased: () => ({ holder: undefined }),
  WaitStarted: (_, { data }) => ({ waitingOn: data.on }),
  WaitEnded: () => ({ waitingOn: undefined }),
  WorkReported: () => ({}),
  CaseResolved: (_, { data, revision, occurredAt }) => ({
    status: 'RESOLVED',
    holder: undefined,
    waitingOn: undefined,
    resolution: { ...(data.resolution === undefined ? {} : { text: data.resolution }), at: occurredAt, revision },
  }),
  CaseReopened: () => ({ status: 'OPEN', resolution: undefined }),
  CaseClosed: () => ({ status: 'CLOSED', holder: undefined, waitingOn: undefined }),
  ContactRecorded: (state, event) => ({ contacts: state.contacts.set(event.data.contactId, knownContact(event)) }),
  ContactCorrected: (state, { data: { correctionId, reason: _reason, ...contact } }) => ({
    seen: state.seen.add(correctionId),
    contacts: state.contacts.update(
      contact.contactId,
      (before) => before && { ...before, ...contact, corrected: true },
    ) as CaseState['contacts'],
  }),
  CustomerRetold: (state, { data }) => ({ retells: state.retells + 1, seen: state.seen.add(data.retellId) }),
  NoteAdded: (state, { data, revision }) => ({
    seen: state.seen.add(data.noteId),
    ...(data.attempt ? tried(state, data.text, revision) : {}),
  }),
  FactEstablished: (state, { data, revision }) => ({ facts: state.facts.set(data.topic, { ...data, revision }) }),
  QuestionRaised: (state, { data, revision }) => ({
    questions: state.questions.set(data.questionId, { ...data, revision }),
  }),
  QuestionAnswered: (state, { data, revision }) => ({
    questions: state.questions.update(
      data.questionId,
      (question) => question && { ...question, answer: data.answer, answerRevision: revision },
    ) as CaseState['questions'],
  }),
  TransferOffered: (state, { data, revision, occurredAt, by }) => ({
    openTransferId: data.transferId,
    transfers: state.transfers.set(data.transferId, {
      ...data,
      revision,
      status: 'OFFERED',
      offeredAt: occurredAt,
      offeredBy: by.agent,
    }),
  }),
  TransferAccepted: (state, { data }) => ({
    ...endTransfer(state, data.transferId, 'ACCEPTED'),
    ...passTo(state, data.to),
    holder: data.holder,
  }),
  TransferDeclined: (state, { data, revision }) => ({
    ...endTransfer(state, data.transferId, 'DECLINED'),
    ...tried(state, `Offered to ${data.to}, which declined: ${data.reason}`, revision),
  }),
  TransferRecalled: (state, { data }) => endTransfer(state, data.transferId, 'RECALLED'),
  TransferObserved: (state, { data }) => ({ ...passTo(state, data.to), holder: undefined }),
  BriefAmended: (state, { data }) => ({ seen: state.seen.add(data.amendmentId) }),
  PromiseMade: (state, { data, revision, occurredAt }) => ({
    promises: state.promises.set(data.promiseId, {
      ...data,
      revision,
      status: 'OPEN',
      madeAt: occurredAt,
      firstDue: data.due,
    }),
  }),
  PromiseKept: (state, { data }) => settle(state, data.promiseId, { status: 'KEPT' }),
  PromiseBroken: (state, { data }) => settle(state, data.promiseId, { status: 'BROKEN' }),
  PromiseRenegotiated: (state, { data, revision }) =>
    settle(state, data.promiseId, { from: data.from, due: data.due, revision }),
  PromiseReleased: (state, { data }) => settle(state, data.promiseId, { status: 'RELEASED' }),
  PromiseCancelled: (state, { data }) => settle(state, data.promiseId, { status: 'CANCELLED' }),
  PromiseAssumed: (state, { data }) => settle(state, data.promiseId, { department: data.to }),
  PromiseRetained: () => ({}),
  StatementMade: (state, { data, revision, occurredAt }) => ({
    statements: state.statements.set(data.topic, { ...data, revision, madeAt: occurredAt }),
  }),
  StatementSuperseded: (state, { data }) => ({ seen: state.seen.add(data.statementId) }),
  ProcedureDeviated: (state, { data, revision }) => ({
    seen: state.seen.add(data.deviationId),
    ...tried(state, `Left the procedure ${data.procedure}: ${data.deviation}`, revision),
  }),
};

/** The case as its events tell it. Events of a word this code does not know throw: better no answer than a wrong one. */
export const caseAggregate: Aggregate<CaseState, CaseEvent> = {
  initial: noCase,
  evolve: (state, event) => {
    const change = (folds[event.type] as ((state: CaseState, event: CaseEvent) => Partial<CaseState>) | undefined)?.(
      state,
      event,
    );
    if (!change) throw new Error(`${event.stream} holds ${String(event.type)}, which this version does not know`);
    return { ...state, ...change, revision: event.revision, lastEventAt: event.occurredAt };
  },
};

/** The transfer that waits for its receiver, if any. */
export const openTransfer = (state: CaseState): KnownTransfer | undefined =>
  state.openTransferId === undefined ? undefined : state.transfers.get(state.openTransferId);

/** The promises still to be kept, the next due first. */
export const openPromises = (state: CaseState): KnownPromise[] =>
  state.promises
    .valueSeq()
    .filter((promise) => promise.status === 'OPEN')
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.revision - b.revision))
    .toArray();
