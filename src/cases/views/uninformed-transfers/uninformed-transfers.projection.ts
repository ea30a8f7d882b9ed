import { keyOfStream } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import type { CaseStatus } from '../../case.words.js';
import { toldBy } from './told-by.js';
import { UnansweredOffer, ReceiverCalendar, UninformedCase, UninformedCustomer } from './uninformed-transfers.row.js';

type Row = {
  rows: UninformedCase;
  offers: UnansweredOffer;
  customers: UninformedCustomer;
  calendars: ReceiverCalendar;
};
type Tables = TablesRows<TablesOf<Row>>;

/** H9: where the customer was on the line, the next event says so; within a department nobody else has the case. */
async function accepted(event: EventOf<'TransferAccepted'>, tables: Tables): Promise<void> {
  const { transferId, from, to } = event.data;
  const caseId = keyOfStream(event);
  const offer = await tables.offers.get({ caseId });
  tables.offers.remove({ caseId });
  const passing = offer?.transferId === transferId && from !== to ? offer : undefined;
  if (passing) await untold(event, { transferId, reason: passing.reason }, tables);
  else await heldNowBy(event, tables);
}

/** H9: what a supervisor decides the customer is told afterwards, too. */
async function arbitrated(event: EventOf<'AssignmentArbitrated'>, tables: Tables): Promise<void> {
  tables.offers.remove({ caseId: keyOfStream(event) });
  await untold(event, { transferId: event.data.arbitrationId }, tables);
}

/** The case passed on without a word to the customer: the first time they do not know of says by when they are to be told. */
async function untold(
  event: EventOf<'TransferAccepted' | 'AssignmentArbitrated'>,
  passing: Pick<UninformedCase, 'transferId' | 'reason'>,
  { rows, customers, calendars }: Tables,
): Promise<void> {
  const { from, to } = event.data;
  const caseId = keyOfStream(event);
  const before = await rows.get({ caseId });
  if (before) return rows.put({ ...before, department: to, transfers: before.transfers + 1 });
  const acceptedAt = event.occurredAt;
  const known = await customers.get({ caseId });
  const due = toldBy(await calendars.get({ department: to }), acceptedAt);
  const customer = known ? { customerId: known.customerId } : {};
  rows.put({ caseId, ...customer, department: to, from, ...passing, acceptedAt, transfers: 1, ...due, status: 'OPEN' });
}

/** An offer that was not accepted passes nothing on. */
const ended = (event: EventOf<'TransferDeclined' | 'TransferRecalled' | 'TransferExpired'>, { offers }: Tables): void =>
  offers.remove({ caseId: keyOfStream(event) });

/** Whoever has the case now is to tell. */
const heldNowBy = (event: EventOf<'TransferAccepted' | 'TransferObserved'>, { rows }: Tables): Promise<void> =>
  rows.change({ caseId: keyOfStream(event) }, (row) => ({ ...row, department: event.data.to }));

const stands =
  (status: CaseStatus) =>
  (event: EventOf<'CaseResolved' | 'CaseReopened' | 'CaseClosed'>, { rows }: Tables): Promise<void> =>
    rows.change({ caseId: keyOfStream(event) }, (row) => ({ ...row, status }));

async function opens(event: EventOf<'OpeningHoursSet' | 'HolidaysSet'>, { calendars }: Tables): Promise<void> {
  const department = keyOfStream(event);
  calendars.put({ ...(await calendars.get({ department })), department, ...event.data, revision: event.revision });
}

/**
 * The cases that passed on without a word to the customer, with by when they are to be told. That is counted by the
 * receiver's hours as the log knew them when the case was accepted: whoever builds the view anew counts the same.
 */
export const uninformedTransferList = projection<Row>({
  name: 'uninformed_transfers',
  version: 3,
  tables: {
    rows: { row: UninformedCase, key: ['caseId'], indexes: [['department', 'status', 'due', 'caseId']] },
    offers: { row: UnansweredOffer, key: ['caseId'] },
    customers: { row: UninformedCustomer, key: ['caseId'] },
    calendars: { row: ReceiverCalendar, key: ['department'] },
  },
  on: {
    OpeningHoursSet: opens,
    HolidaysSet: opens,
    CaseOpened: (event, { customers }) => {
      const { customerId } = event.data;
      if (customerId !== undefined) customers.put({ caseId: keyOfStream(event), customerId });
    },
    TransferOffered: (event, { offers }) => {
      const { transferId, reason } = event.data;
      offers.put({ caseId: keyOfStream(event), transferId, reason });
    },
    TransferAccepted: accepted,
    TransferDeclined: ended,
    TransferRecalled: ended,
    TransferExpired: ended,
    TransferObserved: (event, tables) => {
      tables.offers.remove({ caseId: keyOfStream(event) });
      return heldNowBy(event, tables);
    },
    AssignmentArbitrated: arbitrated,
    CustomerInformedOfTransfer: (event, { rows }) => rows.remove({ caseId: keyOfStream(event) }),
    CaseResolved: stands('RESOLVED'),
    CaseReopened: stands('OPEN'),
    CaseClosed: stands('CLOSED'),
    CasesMerged: async (event, { rows }) => {
      if (event.data.role !== 'DUPLICATE') return;
      await rows.change({ caseId: keyOfStream(event) }, (row) => ({
        ...row,
        status: 'MERGED',
        statusBefore: row.status,
      }));
    },
    CasesUnmerged: async (event, { rows }) => {
      if (event.data.role !== 'DUPLICATE') return;
      await rows.change({ caseId: keyOfStream(event) }, ({ statusBefore = 'OPEN', ...row }) => ({
        ...row,
        status: statusBefore,
      }));
    },
  },
});
