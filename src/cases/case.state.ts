import { List, Map, Set } from 'immutable';
import { noChain, type ChainTally } from '@baton/chain-alarms';
import type {
  AlarmLevel,
  AssignmentArbitrated,
  CaseFact,
  CaseLinked,
  CaseOpened,
  CaseRated,
  CasesMerged,
  ChainAlarmRaised,
  ConsultRequested,
  Contact,
  CustomerInformedOfTransfer,
  DeclineCause,
  FactEstablished,
  HandoffRated,
  PromiseRetained,
  QuestionRaised,
  ReadBack,
  ReadBackComparison,
  Recorded,
  StatementMade,
  TransferOffered,
  TransferReason,
  WaitingOn,
} from '@baton/contracts';
import type { KnownPromise } from './promise.state.js';
import type { CaseStatus, ConsultStatus, TransferStatus } from './case.words.js';

/** Something the case knows, with the revision of the event it rests on and when that happened. */
export type Known<T> = Readonly<T> & { readonly revision: number; readonly at: string };

export type KnownContact = Known<Contact> & {
  readonly corrected: boolean;
  readonly agent: string;
  readonly department: string;
};
export type KnownFact = Known<FactEstablished>;
export type KnownQuestion = Known<QuestionRaised> & { readonly answer?: string; readonly answerRevision?: number };
export type KnownStatement = Known<StatementMade> & { readonly madeAt: string };
export type KnownAttempt = Known<{ text: string }>;

/** Why an offer was declined or recalled. */
export interface TransferAnswer {
  readonly reason: string;
  readonly cause?: DeclineCause | undefined;
  readonly suggestedDepartment?: string | undefined;
}

export type KnownTransfer = Known<TransferOffered> & {
  readonly status: TransferStatus;
  readonly offeredAt: string;
  readonly offeredBy: string;
  /** The agent in whose name it was offered, where somebody else did it for him. */
  readonly offeredFor?: string;
  /** The revision of the acceptance, decline, recall or expiry, and when that happened. */
  readonly endRevision?: number;
  readonly endedAt?: string;
  /** The agent who accepted, declined or recalled it, and what was said of a decline or a recall. */
  readonly endedBy?: string;
  readonly said?: TransferAnswer;
  /** How the customer learned of it, once they did or need not (H9). */
  readonly informed?: Known<CustomerInformedOfTransfer>;
  /** What the receiver understood, and what that leaves out of the ask (H6). */
  readonly readBack?: ReadBack;
  readonly comparison?: ReadBackComparison;
  /** The promises that stayed when it was accepted, and why (H8). */
  readonly staying?: readonly Readonly<Pick<PromiseRetained, 'promiseId' | 'reason'>>[];
  /** How good the receiver found the handoff. */
  readonly rating?: Known<HandoffRated>;
};

/** A supervisor's decision that another department has the case from then on (H10). */
export type KnownArbitration = Known<AssignmentArbitrated> & {
  /** How the customer learned of it, once they did or need not (H9). */
  readonly informed?: Known<CustomerInformedOfTransfer>;
};

/** A time the case passed to another department without the customer on the line, as far as they do not know of it (H9). */
export interface UntoldPassing {
  /** The id of the transfer, or of the arbitration. */
  readonly transferId: string;
  readonly from: string;
  readonly to: string;
  /** Why, where it was a transfer; else a supervisor decided. */
  readonly reason?: TransferReason;
  /** The revision of the acceptance or of the arbitration, and when that happened. */
  readonly revision: number;
  readonly at: string;
}

export type KnownConsult = Known<ConsultRequested> & {
  readonly status: ConsultStatus;
  readonly askedBy: string;
  /** It was not answered in time: the revision of the event with which the supervisor of who was asked was told. */
  readonly overdueRevision?: number;
  readonly answer?: string;
  /** The agent who gave the answer, whoever wrote it down. */
  readonly answeredBy?: string;
  /** The revision of the answer, on which a statement may rest (C5), or of the withdrawal, and when that happened. */
  readonly endRevision?: number;
  readonly endedAt?: string;
};

/** One time the case passed to another department: accepted, observed by an import, or by arbitration. */
export interface Passage {
  readonly from: string;
  readonly to: string;
  readonly revision: number;
  readonly at: string;
  /** The transfer with which it passed; absent where an import or an arbitration passed it on. */
  readonly transferId?: string;
}

export type KnownLink = Known<CaseLinked>;
/** With where the case stood before: there it stands again once the merge is undone. */
export type KnownMerge = Known<CasesMerged> & {
  readonly before: {
    readonly status: CaseStatus | undefined;
    readonly holder: string | undefined;
    readonly standsInFor: string | undefined;
  };
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
  /** The agent who is away and for whom the holder stands in (H11), if that is so. */
  readonly standsInFor: string | undefined;
  readonly waitingOn: WaitingOn | undefined;
  /** The revision of the event with which the waiting began. */
  readonly waitingRevision: number | undefined;
  readonly resolution: Known<{ text?: string }> | undefined;
  /** The departments the case has passed, in order; the same one never twice in a row. */
  readonly chain: List<string>;
  /** For each department of the chain the revision of the event that made it accountable. */
  readonly chainRevisions: List<number>;
  /** How long each department was accountable up to `timedUntil`, in milliseconds; nobody was while it was closed. */
  readonly timeSplit: Map<string, number>;
  /** The latest instant at which anything happened; what is told late does not turn it back. */
  readonly timedUntil: string;
  /** Every time the case passed on, also within a department. */
  readonly passages: List<Passage>;
  /** What the chain adds up to, as far as alarms go (H10). */
  readonly tally: ChainTally;
  /** The alarms that the chain raised (H10), in order. */
  readonly alarms: List<Known<ChainAlarmRaised>>;
  /** The highest level an alarm had. */
  readonly alarmLevel: AlarmLevel | undefined;
  /** Who sees the case through to its end, whichever department is accountable (H10). */
  readonly lead: string | undefined;
  readonly consults: Map<string, KnownConsult>;
  /** The links to other cases that hold, by their ids. */
  readonly links: Map<string, KnownLink>;
  /** The merges with other cases that hold, by their ids. */
  readonly merges: Map<string, KnownMerge>;
  /** The cases with which it is one matter, or was until a merge was taken back. */
  readonly mergedEver: Set<string>;
  /** The links and merges that were taken back, by their ids: the other case. */
  readonly undone: Map<string, string>;
  /** The cases of which it said, since it was last settled, that they wait for it and are resolved (X3). */
  readonly told: Set<string>;
  readonly ratings: List<Known<CaseRated>>;
  readonly contacts: Map<string, KnownContact>;
  /** Until when somebody was spoken to last, as the contacts were taken down; UTC ISO 8601. */
  readonly spokenAt: string | undefined;
  /** The current fact on each topic, by the topic's `spelling`. */
  readonly facts: Map<string, KnownFact>;
  readonly questions: Map<string, KnownQuestion>;
  /** The current statement on each topic, by the topic's `spelling`. */
  readonly statements: Map<string, KnownStatement>;
  readonly promises: Map<string, KnownPromise>;
  /** The broken promises that are still to be made good (P7), by their ids: since when, UTC ISO 8601. */
  readonly breaches: Map<string, string>;
  readonly transfers: Map<string, KnownTransfer>;
  /** What supervisors decided, by the ids of the arbitrations. */
  readonly arbitrations: Map<string, KnownArbitration>;
  /** The id of the transfer that waits for its receiver (H2: at most one). */
  readonly openTransferId: string | undefined;
  /** What was tried so far. */
  readonly attempts: List<KnownAttempt>;
  /** How often the customer had to tell again what was known. */
  readonly retells: number;
  /** Revisions of the events that know something, on which a statement may rest (C5). */
  readonly grounds: Set<number>;
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
  standsInFor: undefined,
  waitingOn: undefined,
  waitingRevision: undefined,
  resolution: undefined,
  chain: List(),
  chainRevisions: List(),
  timeSplit: Map(),
  timedUntil: '',
  passages: List(),
  tally: noChain,
  alarms: List(),
  alarmLevel: undefined,
  lead: undefined,
  consults: Map(),
  links: Map(),
  merges: Map(),
  mergedEver: Set(),
  undone: Map(),
  told: Set(),
  ratings: List(),
  contacts: Map(),
  spokenAt: undefined,
  facts: Map(),
  questions: Map(),
  statements: Map(),
  promises: Map(),
  breaches: Map(),
  transfers: Map(),
  arbitrations: Map(),
  openTransferId: undefined,
  attempts: List(),
  retells: 0,
  grounds: Set(),
  seen: Set(),
};

/** A case event with its envelope. */
export type CaseEvent = Recorded<CaseFact>;

/** The transfer that waits for its receiver, if any. */
export const openTransfer = (state: CaseState): KnownTransfer | undefined =>
  state.openTransferId === undefined ? undefined : state.transfers.get(state.openTransferId);

/**
 * H9: how the case passed on without the customer knowing of it, the oldest first. Where they were on the line the acceptance
 * says so, and within a department nobody else has the case. Of an arbitration they are never told by itself.
 */
export const untoldPassings = ({ transfers, arbitrations }: CaseState): UntoldPassing[] =>
  [
    ...transfers
      .valueSeq()
      .filter(({ status, from, to, informed }) => status === 'ACCEPTED' && from !== to && !informed)
      .map(({ transferId, from, to, reason, endRevision = 0, endedAt = '' }) => ({
        ...{ transferId, from, to, reason, revision: endRevision, at: endedAt },
      })),
    ...arbitrations
      .valueSeq()
      .filter(({ informed }) => !informed)
      .map(({ arbitrationId: transferId, from, to, revision, at }) => ({ transferId, from, to, revision, at })),
  ].sort((one, other) => one.revision - other.revision);

/** The promises still to be kept, the next due first. */
export const openPromises = (state: CaseState): KnownPromise[] =>
  state.promises
    .valueSeq()
    .filter((promise) => promise.status === 'OPEN')
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.revision - b.revision))
    .toArray();

/** The consults that wait for an answer, the one due first before the others. */
export const openConsults = (state: CaseState): KnownConsult[] =>
  state.consults
    .valueSeq()
    .filter((consult) => consult.status === 'OPEN')
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.revision - b.revision))
    .toArray();

/** The case in which work on this matter goes on, where this one was merged into it (X3). */
export const mergedInto = (state: CaseState): string | undefined =>
  state.merges.valueSeq().find((merge) => merge.role === 'DUPLICATE')?.other;
