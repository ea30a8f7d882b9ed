import { keyOfStream, type Recorded } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import type { CaseStatus } from '../../case.words.js';
import { toldBy } from './told-by.js';
import { CaseToTellOf, UnansweredOffer, ReceiverCalendar, UninformedCase } from './uninformed-transfers.row.js';

type Row = {
  rows: UninformedCase;
  offers: UnansweredOffer;
  cases: CaseToTellOf;
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
  tables: Tables,
): Promise<void> {
  const { rows, cases, calendars } = tables;
  const { from, to } = event.data;
  const caseId = keyOfStream(event);
  await heldNowBy(event, tables);
  const before = await rows.get({ caseId });
  if (before) return rows.put({ ...before, department: to, transfers: before.transfers + 1 });
  const acceptedAt = event.occurredAt;
  const known = await cases.get({ caseId });
  const due = toldBy(await calendars.get({ department: to }), acceptedAt);
  const customer = known?.customerId === undefined ? {} : { customerId: known.customerId };
  rows.put({ caseId, ...customer, department: to, from, ...passing, acceptedAt, transfers: 1, ...due, status: 'OPEN' });
}

/** An offer that was not accepted passes nothing on. */
const ended = (event: EventOf<'TransferDeclined' | 'TransferRecalled' | 'TransferExpired'>, { offers }: Tables): void =>
  offers.remove({ caseId: keyOfStream(event) });

/** Whoever has the case now is to tell, also of what was merged into it (X3). */
const heldNowBy = (
  event: EventOf<'TransferAccepted' | 'TransferObserved' | 'AssignmentArbitrated'>,
  tables: Tables,
): Promise<void> => changed(event, { department: event.data.to }, tables);

const stands =
  (status: CaseStatus) =>
  (event: EventOf<'CaseResolved' | 'CaseReopened' | 'CaseClosed'>, tables: Tables): Promise<void> =>
    changed(event, { status }, tables);

/** What becomes of a case becomes of what was merged into it. */
async function changed(
  event: Recorded,
  change: Partial<Pick<UninformedCase, 'department' | 'status'>>,
  { rows, cases }: Tables,
): Promise<void> {
  const known = await cases.get({ caseId: keyOfStream(event) });
  if (!known) return;
  cases.put({ ...known, ...change });
  for (const caseId of [known.caseId, ...(known.duplicates ?? [])]) {
    await rows.change({ caseId }, (row) => ({ ...row, ...change }));
  }
}

/** Work goes on in another case: whoever answers for that one is to tell. What was settled before stays so. */
async function merged(event: EventOf<'CasesMerged'>, { rows, cases }: Tables): Promise<void> {
  const { role, other } = event.data;
  const row = await rows.get({ caseId: keyOfStream(event) });
  if (role !== 'DUPLICATE' || !row) return;
  const into = await cases.get({ caseId: other });
  const goesOn = row.status === 'OPEN' && into !== undefined;
  const now = goesOn ? { department: into.department, status: into.status } : { status: 'MERGED' as const };
  rows.put({ ...row, ...now, statusBefore: row.status });
  if (goesOn) cases.put({ ...into, duplicates: [...(into.duplicates ?? []), row.caseId] });
}

/** Two matters again: each is told of by who answers for it. */
async function unmerged(event: EventOf<'CasesUnmerged'>, { rows, cases }: Tables): Promise<void> {
  const { role, other } = event.data;
  if (role !== 'DUPLICATE') return;
  const caseId = keyOfStream(event);
  const known = await cases.get({ caseId });
  await rows.change({ caseId }, ({ statusBefore = 'OPEN', department, ...row }) => ({
    ...row,
    department: known?.department ?? department,
    status: statusBefore,
  }));
  await cases.change({ caseId: other }, ({ duplicates = [], ...into }) => ({
    ...into,
    duplicates: duplicates.filter((duplicate) => duplicate !== caseId),
  }));
}

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
  version: 4,
  tables: {
    rows: { row: UninformedCase, key: ['caseId'], indexes: [['department', 'status', 'due', 'caseId']] },
    offers: { row: UnansweredOffer, key: ['caseId'] },
    cases: { row: CaseToTellOf, key: ['caseId'] },
    calendars: { row: ReceiverCalendar, key: ['department'] },
  },
  on: {
    OpeningHoursSet: opens,
    HolidaysSet: opens,
    CaseOpened: (event, { cases }) => {
      const { customerId, department } = event.data;
      const customer = customerId === undefined ? {} : { customerId };
      cases.put({ caseId: keyOfStream(event), ...customer, department, status: 'OPEN' });
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
    CasesMerged: merged,
    CasesUnmerged: unmerged,
  },
});
