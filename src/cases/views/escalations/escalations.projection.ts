import { keyOfStream } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import {
  EscalatedAbsence,
  EscalatedCase,
  EscalatedWaiting,
  EscalationOfAbsence,
  ListedEscalation,
} from './escalations.row.js';
import { effectOf, type Settling } from './settles.js';

type Row = {
  rows: ListedEscalation;
  cases: EscalatedCase;
  absences: EscalatedAbsence;
  absent: EscalationOfAbsence;
  waiting: EscalatedWaiting;
};
type Tables = TablesRows<TablesOf<Row>>;

/** In which order escalations are read: what has waited longest first. */
export const LONGEST_FIRST = ['raisedAt', 'caseId', 'escalationId'] as const;

const waited = ({ alarm }: Pick<ListedEscalation, 'alarm'>): boolean => alarm === 'WAITED_AN_OPENING_DAY';

/** Whether it is the same again: to the same supervisor, for the same cause. Each absence, case that had waited and promise is a cause of its own. */
const same = (one: ListedEscalation, other: ListedEscalation): boolean =>
  one.department === other.department &&
  one.cause === other.cause &&
  one.absenceId === other.absenceId &&
  one.waiting === other.waiting &&
  one.promiseId === other.promiseId &&
  waited(one) === waited(other);

async function openOf({ open = [] }: EscalatedCase, { rows }: Tables): Promise<ListedEscalation[]> {
  const found = await Promise.all(open.map((escalationId) => rows.get({ escalationId })));
  return found.filter((row) => row !== undefined);
}

/** A case is brought before a supervisor: once more, where the same was before and nothing has settled it. */
async function raised(event: EventOf<'EscalationRaised'>, tables: Tables): Promise<void> {
  const caseId = keyOfStream(event);
  const known = await tables.cases.get({ caseId });
  if (!known) return;
  const { customerId, accountable, level, alarm, open = [] } = known;
  const row: ListedEscalation = {
    ...event.data,
    caseId,
    ...(customerId === undefined ? {} : { customerId }),
    accountable,
    ...(event.data.cause === 'CHAIN_ALARM' ? { ...(level && { level }), ...(alarm && { alarm }) } : {}),
    raisedAt: event.occurredAt,
    times: 1,
    state: 'UNANSWERED',
    listed: 1,
  };
  const before = (await openOf(known, tables)).find((one) => same(one, row));
  if (before) {
    const { escalationId, raisedAt, times } = before;
    tables.rows.put({ ...row, escalationId, raisedAt, times: times + 1 });
    return;
  }
  tables.rows.put(row);
  tables.cases.put({ ...known, open: [...open, row.escalationId] });
  await ofAbsence(row, tables);
  await ofWaiting(row, tables);
}

async function ofWaiting(
  { waiting: parent, escalationId }: ListedEscalation,
  { rows, waiting }: Tables,
): Promise<void> {
  if (parent === undefined) return;
  const { escalations = [] } = (await waiting.get({ waiting: parent })) ?? {};
  const known = await Promise.all(escalations.map((one) => rows.get({ escalationId: one })));
  const open = known.flatMap((row) => (row ? [row.escalationId] : []));
  waiting.put({ waiting: parent, escalations: [...open, escalationId] });
}

/** A case is reopened: whoever answers for it no longer asks whether it should be, as work that it had waited for was. */
async function reopened(event: EventOf<'CaseReopened'>, { rows, cases, waiting }: Tables): Promise<void> {
  const parent = keyOfStream(event);
  const { escalations = [] } = (await waiting.get({ waiting: parent })) ?? {};
  for (const escalationId of escalations) {
    const row = await rows.get({ escalationId });
    rows.remove({ escalationId });
    if (row) await cases.change({ caseId: row.caseId }, (known) => without(known, new Set([escalationId])));
  }
  if (escalations.length > 0) waiting.remove({ waiting: parent });
}

async function ofAbsence(
  { absenceId, caseId, escalationId }: ListedEscalation,
  { absences, absent }: Tables,
): Promise<void> {
  if (absenceId === undefined) return;
  const last = await absences.get({ absenceId });
  absent.put({ absenceId, caseId, escalationId, ...(last && { previous: last.caseId }) });
  absences.put({ absenceId, caseId });
}

/** What happens to the case settles what it answers; each other open escalation says whether something has come of it. */
async function happened(event: Settling, tables: Tables): Promise<void> {
  const caseId = keyOfStream(event);
  const known = await tables.cases.get({ caseId });
  if (!known) return;
  const settled = new Set<string>();
  for (const row of await openOf(known, tables)) {
    const effect = effectOf(event, row);
    if (effect === 'SETTLED') {
      tables.rows.remove({ escalationId: row.escalationId });
      settled.add(row.escalationId);
    } else if (effect !== undefined) {
      tables.rows.put({ ...row, state: effect });
    }
  }
  if (settled.size > 0) tables.cases.put(without(known, settled));
}

/** The case without what was settled. */
function without({ open = [], ...known }: EscalatedCase, settled: ReadonlySet<string>): EscalatedCase {
  const left = open.filter((escalationId) => !settled.has(escalationId));
  return left.length > 0 ? { ...known, open: left } : known;
}

/** The case passes to a department: what is still open says so. */
async function passed(
  event: EventOf<'TransferAccepted' | 'TransferObserved' | 'AssignmentArbitrated'>,
  tables: Tables,
): Promise<void> {
  await happened(event, tables);
  const known = await tables.cases.get({ caseId: keyOfStream(event) });
  if (!known) return;
  const accountable = event.data.to;
  if (accountable === known.accountable) return;
  tables.cases.put({ ...known, accountable });
  for (const row of await openOf(known, tables)) tables.rows.put({ ...row, accountable });
}

/** The absence has begun with a stand-in for each case and promise, or is over: nobody asks for one any longer. */
async function absenceSettled(
  { data: { absenceId } }: EventOf<'AbsenceStarted' | 'AbsenceEnded' | 'AbsenceCancelled'>,
  { rows, cases, absences, absent }: Tables,
): Promise<void> {
  let caseId = (await absences.get({ absenceId }))?.caseId;
  while (caseId !== undefined) {
    const one = await absent.get({ absenceId, caseId });
    if (one) {
      rows.remove({ escalationId: one.escalationId });
      await cases.change({ caseId }, (known) => without(known, new Set([one.escalationId])));
    }
    absent.remove({ absenceId, caseId });
    caseId = one?.previous;
  }
  absences.remove({ absenceId });
}

/** Work goes on in another case, or here again; who stands in for whom is still owed by this one. */
const merged =
  (listed: 0 | 1) =>
  async (event: EventOf<'CasesMerged' | 'CasesUnmerged'>, tables: Tables): Promise<void> => {
    if (event.data.role !== 'DUPLICATE') return;
    const known = await tables.cases.get({ caseId: keyOfStream(event) });
    for (const row of known ? await openOf(known, tables) : []) {
      if (row.cause !== 'ABSENT_WITHOUT_STAND_IN') tables.rows.put({ ...row, listed });
    }
  };

/** The escalations that nothing has settled. An event costs its own case's; those that were settled are no longer here. */
export const escalationList = projection<Row>({
  name: 'escalation_list',
  version: 3,
  tables: {
    rows: {
      row: ListedEscalation,
      key: ['escalationId'],
      indexes: [
        ['department', 'listed', ...LONGEST_FIRST],
        ['department', 'listed', 'cause', ...LONGEST_FIRST],
        ['department', 'listed', 'state', ...LONGEST_FIRST],
        ['department', 'listed', 'cause', 'state', ...LONGEST_FIRST],
      ],
    },
    cases: { row: EscalatedCase, key: ['caseId'] },
    absences: { row: EscalatedAbsence, key: ['absenceId'] },
    absent: { row: EscalationOfAbsence, key: ['absenceId', 'caseId'] },
    waiting: { row: EscalatedWaiting, key: ['waiting'] },
  },
  on: {
    CaseOpened: (event, { cases }) => {
      const { customerId, department } = event.data;
      const customer = customerId === undefined ? {} : { customerId };
      cases.put({ caseId: keyOfStream(event), ...customer, accountable: department });
    },
    ChainAlarmRaised: (event, { cases }) => {
      const { level, cause: alarm } = event.data;
      return cases.change({ caseId: keyOfStream(event) }, (known) => ({ ...known, level, alarm }));
    },
    EscalationRaised: raised,
    TransferOffered: happened,
    TransferAccepted: passed,
    TransferDeclined: happened,
    TransferRecalled: happened,
    TransferExpired: happened,
    TransferObserved: passed,
    AssignmentArbitrated: passed,
    CaseLeadAssigned: happened,
    CaseClaimed: happened,
    CaseReleased: happened,
    CaseResolved: happened,
    CaseReopened: reopened,
    CaseClosed: happened,
    ContactRecorded: happened,
    PromiseKept: happened,
    PromiseReleased: happened,
    CasesMerged: merged(0),
    CasesUnmerged: merged(1),
    AbsenceStarted: absenceSettled,
    AbsenceEnded: absenceSettled,
    AbsenceCancelled: absenceSettled,
  },
});
