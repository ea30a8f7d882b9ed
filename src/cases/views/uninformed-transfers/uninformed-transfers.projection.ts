import { keyOfStream } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import type { CaseStatus } from '../../case.words.js';
import { toldBy } from './told-by.js';
import { QuietOffer, ReceiverCalendar, UninformedCase, UninformedCustomer } from './uninformed-transfers.row.js';

type Row = { rows: UninformedCase; offers: QuietOffer; customers: UninformedCustomer; calendars: ReceiverCalendar };
type Tables = TablesRows<TablesOf<Row>>;

/** H9: with a customer on the line nothing is left to tell, and within a department nobody else has the case. */
async function accepted(event: EventOf<'TransferAccepted'>, tables: Tables): Promise<void> {
  const { rows, offers, customers, calendars } = tables;
  const { transferId, from, to } = event.data;
  const caseId = keyOfStream(event);
  const offer = await offers.get({ caseId });
  const untold = await rows.get({ caseId });
  offers.remove({ caseId });
  const quiet = offer?.transferId === transferId && from !== to ? offer : undefined;
  if (untold) {
    rows.put({ ...untold, department: to, transfers: untold.transfers + (quiet ? 1 : 0) });
  } else if (quiet) {
    const acceptedAt = event.occurredAt;
    const known = await customers.get({ caseId });
    rows.put({
      caseId,
      ...(known ? { customerId: known.customerId } : {}),
      department: to,
      from,
      transferId,
      reason: quiet.reason,
      acceptedAt,
      transfers: 1,
      ...toldBy(await calendars.get({ department: to }), acceptedAt),
      status: 'OPEN',
    });
  }
}

/** An offer that was not accepted passes nothing on. */
const ended = (event: EventOf<'TransferDeclined' | 'TransferRecalled' | 'TransferExpired'>, { offers }: Tables): void =>
  offers.remove({ caseId: keyOfStream(event) });

/** Whoever has the case now is to tell. */
const passed = (
  event: EventOf<'TransferObserved' | 'AssignmentArbitrated'>,
  { rows, offers }: Tables,
): Promise<void> => {
  const caseId = keyOfStream(event);
  offers.remove({ caseId });
  return rows.change({ caseId }, (row) => ({ ...row, department: event.data.to }));
};

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
  version: 1,
  tables: {
    rows: { row: UninformedCase, key: ['caseId'], indexes: [['department', 'status', 'due', 'caseId']] },
    offers: { row: QuietOffer, key: ['caseId'] },
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
      const { mode, transferId, reason } = event.data;
      const caseId = keyOfStream(event);
      if (mode === 'ASYNC') offers.put({ caseId, transferId, reason });
      else offers.remove({ caseId });
    },
    TransferAccepted: accepted,
    TransferDeclined: ended,
    TransferRecalled: ended,
    TransferExpired: ended,
    TransferObserved: passed,
    AssignmentArbitrated: passed,
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
