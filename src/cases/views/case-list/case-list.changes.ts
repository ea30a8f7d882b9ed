import { keyOfStream, type CaseFact, type Urgency } from '@baton/contracts';
import type { CaseEvent } from '../../case.state.js';
import type { EventOf } from '../case-trail/sentence.js';
import type { ListedCase, ListedPromise } from './case-list.row.js';

/** Later than any promise: the place of a case without one. */
export const NEVER = '9999-12-31T23:59:59.999Z';

const RANKS: Readonly<Record<Urgency, number>> = { CRITICAL: 0, HIGH: 1, NORMAL: 2, LOW: 3 };

type Changes = {
  readonly [T in Exclude<CaseFact['type'], 'CaseOpened'>]: (row: ListedCase, event: EventOf<T>) => Partial<ListedCase>;
};

const NO_OFFER = { transferId: undefined, offeredTo: undefined, offeredToAgent: undefined, ask: undefined } as const;
const nothing = (): Partial<ListedCase> => ({});

/** What each word changes about a listed case. A word the language gains makes this line fail to compile. */
const changes: Changes = {
  CaseClaimed: (_, { data }) => ({ holder: data.holder }),
  CaseReleased: () => ({ holder: undefined }),
  WaitStarted: nothing,
  WaitEnded: nothing,
  WorkReported: nothing,
  CaseResolved: () => ({ status: 'RESOLVED', holder: undefined }),
  CaseReopened: () => ({ status: 'OPEN' }),
  CaseClosed: () => ({ status: 'CLOSED', holder: undefined }),
  ContactRecorded: nothing,
  ContactCorrected: nothing,
  CustomerRetold: nothing,
  NoteAdded: nothing,
  FactEstablished: nothing,
  QuestionRaised: nothing,
  QuestionAnswered: nothing,
  TransferOffered: (_, { data }) => ({
    transferId: data.transferId,
    offeredTo: data.to,
    offeredToAgent: data.toAgent,
    ask: data.brief.ask,
  }),
  TransferAccepted: (_, { data }) => ({ ...NO_OFFER, department: data.to, holder: data.holder }),
  TransferDeclined: () => NO_OFFER,
  TransferRecalled: () => NO_OFFER,
  TransferExpired: () => NO_OFFER,
  TransferObserved: (_, { data }) => ({ department: data.to, holder: undefined }),
  AssignmentArbitrated: (_, { data }) => ({ ...NO_OFFER, department: data.to, holder: undefined }),
  CustomerInformedOfTransfer: nothing,
  HandoffRated: nothing,
  ConsultRequested: nothing,
  ConsultAnswered: nothing,
  ConsultWithdrawn: nothing,
  ChainAlarmRaised: nothing,
  EscalationRaised: nothing,
  CaseLeadAssigned: nothing,
  CaseLinked: nothing,
  CaseUnlinked: nothing,
  CasesMerged: (row, { data }) =>
    data.role === 'DUPLICATE' ? { status: 'MERGED', statusBefore: row.status, holder: undefined } : {},
  CasesUnmerged: (row, { data }) =>
    data.role === 'DUPLICATE' ? { status: row.statusBefore ?? 'OPEN', statusBefore: undefined } : {},
  CaseRated: nothing,
  BriefAmended: nothing,
  PromiseMade: (row, { data }) => open(row, data),
  PromiseKept: (row, { data }) => settle(row, data.promiseId),
  PromiseBroken: (row, { data }) => settle(row, data.promiseId),
  PromiseRenegotiated: (row, { data }) =>
    row.promises.some((promise) => promise.promiseId === data.promiseId) ? open(row, data) : {},
  PromiseReleased: (row, { data }) => settle(row, data.promiseId),
  PromiseCancelled: (row, { data }) => settle(row, data.promiseId),
  PromiseAssumed: nothing,
  PromiseRetained: nothing,
  StatementMade: nothing,
  StatementSuperseded: nothing,
  ProcedureDeviated: nothing,
};

/** The row of a case that was just opened. */
export const listed = ({ stream, revision, occurredAt, imported, data }: EventOf<'CaseOpened'>): ListedCase => ({
  caseId: keyOfStream({ stream }),
  status: 'OPEN',
  imported: imported === true,
  department: data.department,
  customerId: data.customerId,
  reference: data.reference,
  matter: data.matter,
  kind: data.kind,
  urgency: data.urgency,
  customerState: data.customerState,
  product: data.product,
  segment: data.segment,
  openedAt: occurredAt,
  lastEventAt: occurredAt,
  revision,
  openPromises: 0,
  urgencyRank: RANKS[data.urgency ?? 'NORMAL'],
  dueRank: NEVER,
  promises: [],
});

/** The row after one more event. */
export function changed(row: ListedCase, event: CaseEvent): ListedCase {
  const change = changes[event.type as keyof Changes] as (row: ListedCase, event: CaseEvent) => Partial<ListedCase>;
  return { ...row, ...change(row, event), lastEventAt: event.occurredAt, revision: event.revision };
}

const open = (row: ListedCase, { promiseId, due }: ListedPromise): Partial<ListedCase> =>
  withPromises([...others(row, promiseId), { promiseId, due }]);

const settle = (row: ListedCase, promiseId: string): Partial<ListedCase> => withPromises(others(row, promiseId));

const others = (row: ListedCase, promiseId: string): ListedPromise[] =>
  row.promises.filter((promise) => promise.promiseId !== promiseId);

function withPromises(promises: ListedPromise[]): Partial<ListedCase> {
  const nextDue = promises.reduce<string | undefined>((next, { due }) => (next && next <= due ? next : due), undefined);
  return { promises, openPromises: promises.length, nextDue, dueRank: nextDue ?? NEVER };
}
