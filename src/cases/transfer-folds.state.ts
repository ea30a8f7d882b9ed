import { AlarmLevel, type TransferAccepted } from '@baton/contracts';
import type { CaseEvent, CaseState, KnownConsult, KnownTransfer, TransferAnswer } from './case.state.js';
import type { TransferStatus } from './case.words.js';
import type { EventOf, FoldsOf } from './folds.state.js';

type TransferWord =
  | 'TransferOffered'
  | 'TransferAccepted'
  | 'TransferDeclined'
  | 'TransferRecalled'
  | 'TransferExpired'
  | 'TransferObserved'
  | 'AssignmentArbitrated'
  | 'CustomerInformedOfTransfer'
  | 'HandoffRated'
  | 'ConsultRequested'
  | 'ConsultAnswered'
  | 'ConsultWithdrawn'
  | 'ChainAlarmRaised'
  | 'EscalationRaised'
  | 'CaseLeadAssigned';

/** The department is accountable from now on; the chain has the same one never twice in a row. */
export const passTo = (state: CaseState, department: string, revision: number): Partial<CaseState> =>
  state.chain.last() === department
    ? { accountable: department }
    : {
        accountable: department,
        chain: state.chain.push(department),
        chainRevisions: state.chainRevisions.push(revision),
      };

/** Something was tried. */
export const tried = (state: CaseState, text: string, { revision, occurredAt }: CaseEvent): Partial<CaseState> => ({
  attempts: state.attempts.push({ text, revision, at: occurredAt }),
});

const onTransfer = (state: CaseState, transferId: string, change: Partial<KnownTransfer>): Partial<CaseState> => ({
  transfers: state.transfers.update(
    transferId,
    (transfer) => transfer && { ...transfer, ...change },
  ) as CaseState['transfers'],
});

/** H8: a promise stayed where it was when the transfer was accepted. */
export const stayed = (
  state: CaseState,
  { transferId, promiseId, reason }: EventOf<'PromiseRetained'>['data'],
): Partial<CaseState> =>
  onTransfer(state, transferId, {
    staying: [...(state.transfers.get(transferId)?.staying ?? []), { promiseId, reason }],
  });

const endTransfer = (
  state: CaseState,
  {
    data,
    revision,
    occurredAt,
    by,
  }: EventOf<'TransferAccepted' | 'TransferDeclined' | 'TransferRecalled' | 'TransferExpired'>,
  status: TransferStatus,
  more: Partial<KnownTransfer> = {},
): Partial<CaseState> => ({
  ...onTransfer(state, data.transferId, {
    status,
    endRevision: revision,
    endedAt: occurredAt,
    endedBy: by.agent,
    ...more,
  }),
  openTransferId: undefined,
});

const understood = ({ holder, readBack, comparison, brief }: TransferAccepted): Partial<KnownTransfer> => ({
  endedBy: holder,
  ...(brief === undefined ? {} : { brief }),
  ...(readBack === undefined ? {} : { readBack }),
  ...(comparison === undefined ? {} : { comparison }),
});

const answered = ({ reason, cause, suggestedDepartment }: TransferAnswer): TransferAnswer => ({
  reason,
  ...(cause === undefined ? {} : { cause }),
  ...(suggestedDepartment === undefined ? {} : { suggestedDepartment }),
});

/** An arbitration takes back the offer that is open. */
const withdrawn = (
  { transfers, openTransferId }: CaseState,
  { revision, occurredAt, by }: CaseEvent,
): CaseState['transfers'] =>
  openTransferId === undefined
    ? transfers
    : (transfers.update(
        openTransferId,
        (transfer) =>
          transfer && {
            ...transfer,
            status: 'RECALLED',
            endRevision: revision,
            endedAt: occurredAt,
            endedBy: by.agent,
          },
      ) as CaseState['transfers']);

const onConsult = (state: CaseState, consultId: string, change: Partial<KnownConsult>): Partial<CaseState> => ({
  consults: state.consults.update(
    consultId,
    (consult) => consult && { ...consult, ...change },
  ) as CaseState['consults'],
});

const passed = (
  { passages }: CaseState,
  {
    data: { from, to },
    revision,
    occurredAt,
  }: EventOf<'TransferAccepted' | 'TransferObserved' | 'AssignmentArbitrated'>,
  transferId?: string,
): Partial<CaseState> => ({
  passages: passages.push({ from, to, revision, at: occurredAt, ...(transferId === undefined ? {} : { transferId }) }),
});

/** H11: whoever takes a case within the department stands in for whom it was held; another department does not. */
export const heldFor = (
  absent: string | undefined,
  { from, to, holder }: { readonly from: string; readonly to: string; readonly holder: string },
): { readonly standsInFor: string | undefined } => ({
  standsInFor: from === to && absent !== holder ? absent : undefined,
});

const higher = (one: AlarmLevel | undefined, other: AlarmLevel): AlarmLevel =>
  one !== undefined && AlarmLevel.values.indexOf(one) > AlarmLevel.values.indexOf(other) ? one : other;

/** How what is said of transfers, consults and the chain changes the case. */
export const transferFolds: FoldsOf<TransferWord> = {
  TransferOffered: (state, { data, revision, occurredAt, by }) => ({
    openTransferId: data.transferId,
    transfers: state.transfers.set(data.transferId, {
      ...data,
      revision,
      at: occurredAt,
      status: 'OFFERED',
      offeredAt: occurredAt,
      offeredBy: by.agent,
      ...(by.onBehalfOf === undefined ? {} : { offeredFor: by.onBehalfOf }),
    }),
  }),
  TransferAccepted: (state, event) => ({
    ...endTransfer(state, event, 'ACCEPTED', understood(event.data)),
    ...passTo(state, event.data.to, event.revision),
    ...passed(state, event, event.data.transferId),
    holder: event.data.holder,
    ...heldFor(state.standsInFor, event.data),
  }),
  TransferDeclined: (state, event) => ({
    ...endTransfer(state, event, 'DECLINED', { said: answered(event.data) }),
    ...tried(state, `Offered to ${event.data.to}, which declined: ${event.data.reason}`, event),
  }),
  TransferRecalled: (state, event) => endTransfer(state, event, 'RECALLED', { said: answered(event.data) }),
  TransferExpired: (state, event) => ({
    ...endTransfer(state, event, 'EXPIRED'),
    ...tried(state, `Offered to ${event.data.to}, which did not answer in time`, event),
  }),
  TransferObserved: (state, event) => ({
    ...passTo(state, event.data.to, event.revision),
    ...passed(state, event),
    holder: undefined,
    standsInFor: undefined,
  }),
  AssignmentArbitrated: (state, event) => ({
    ...passTo(state, event.data.to, event.revision),
    ...passed(state, event),
    seen: state.seen.add(event.data.arbitrationId),
    openTransferId: undefined,
    transfers: withdrawn(state, event),
    arbitrations: state.arbitrations.set(event.data.arbitrationId, {
      ...event.data,
      revision: event.revision,
      at: event.occurredAt,
    }),
    holder: undefined,
    standsInFor: undefined,
  }),
  CustomerInformedOfTransfer: (state, { data, revision, occurredAt }) => {
    const informed = { ...data, revision, at: occurredAt };
    const arbitration = state.arbitrations.get(data.transferId);
    return arbitration
      ? { arbitrations: state.arbitrations.set(data.transferId, { ...arbitration, informed }) }
      : onTransfer(state, data.transferId, { informed });
  },
  HandoffRated: (state, { data, revision, occurredAt }) =>
    onTransfer(state, data.transferId, { rating: { ...data, revision, at: occurredAt } }),
  ConsultRequested: (state, { data, revision, occurredAt, by }) => ({
    consults: state.consults.set(data.consultId, {
      ...data,
      revision,
      at: occurredAt,
      status: 'OPEN',
      askedBy: by.agent,
    }),
  }),
  ConsultAnswered: (state, { data, revision, occurredAt, by }) =>
    onConsult(state, data.consultId, {
      status: 'ANSWERED',
      answer: data.answer,
      answeredBy: data.answeredBy ?? by.agent,
      endRevision: revision,
      endedAt: occurredAt,
    }),
  ConsultWithdrawn: (state, { data, revision, occurredAt }) =>
    onConsult(state, data.consultId, { status: 'WITHDRAWN', endRevision: revision, endedAt: occurredAt }),
  ChainAlarmRaised: (state, { data, revision, occurredAt }) => ({
    alarms: state.alarms.push({ ...data, revision, at: occurredAt }),
    alarmLevel: higher(state.alarmLevel, data.level),
  }),
  EscalationRaised: (state, { data, revision }) => ({
    ...(data.consultId === undefined ? {} : onConsult(state, data.consultId, { overdueRevision: revision })),
    seen: state.seen.add(data.escalationId),
    ...(data.waiting === undefined ? {} : { told: state.told.add(data.waiting) }),
  }),
  CaseLeadAssigned: (_, { data }) => ({ lead: data.lead }),
};
