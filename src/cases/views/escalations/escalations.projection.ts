import { keyOfStream } from '@baton/contracts';
import { projection, type EventOf } from '@baton/projections';
import { brokenSince } from '../../breach.js';
import {
  EscalatedAbsence,
  EscalatedCase,
  EscalatedWaiting,
  EscalationOfAbsence,
  ListedEscalation,
} from './escalations.row.js';
import { openOf, without, type Row, type Tables } from './escalation-tables.js';
import { effectOf, type Settling } from './settles.js';
import { linked, ofWaiting, reopened, twoMatters, unlinked } from './waited-for.js';

/** In which order escalations are read: what has waited longest first. */
export const LONGEST_FIRST = ['raisedAt', 'caseId', 'escalationId'] as const;

const waited = ({ alarm }: Pick<ListedEscalation, 'alarm'>): boolean => alarm === 'WAITED_AN_OPENING_DAY';

/** Whether it is the same again: to the same supervisor, for the same cause. Each absence, case that had waited, promise and consult is a cause of its own. */
const same = (one: ListedEscalation, other: ListedEscalation): boolean =>
  one.department === other.department &&
  one.cause === other.cause &&
  one.absenceId === other.absenceId &&
  one.waiting === other.waiting &&
  one.promiseId === other.promiseId &&
  one.consultId === other.consultId &&
  waited(one) === waited(other);

/** A case is brought before a supervisor: once more, where the same was before and nothing has settled it. */
async function raised(event: EventOf<'EscalationRaised'>, tables: Tables): Promise<void> {
  const caseId = keyOfStream(event);
  const known = await tables.cases.get({ caseId });
  if (!known) return;
  const { customerId, accountable, level, alarm, breach, open = [] } = known;
  const row: ListedEscalation = {
    ...event.data,
    caseId,
    ...(customerId === undefined ? {} : { customerId }),
    accountable,
    ...(event.data.promiseId !== undefined && breach?.promiseId === event.data.promiseId
      ? { brokenSince: breach.since }
      : {}),
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

async function ofAbsence(
  { absenceId, caseId, escalationId }: ListedEscalation,
  { absences, absent }: Tables,
): Promise<void> {
  if (absenceId === undefined) return;
  const last = await absences.get({ absenceId });
  absent.put({ absenceId, caseId, escalationId, ...(last && { previous: last.caseId }) });
  absences.put({ absenceId, caseId });
}

/**
 * What happens to the case settles what it answers; each other open escalation says whether something has come of it. The
 * broken promises of its duplicates are made good in it, too (X3).
 */
async function happened(event: Settling, tables: Tables): Promise<void> {
  const known = await tables.cases.get({ caseId: keyOfStream(event) });
  if (!known) return;
  await settledBy(event, known, () => true, tables);
  for (const caseId of event.type === 'ContactRecorded' ? (known.duplicates ?? []) : []) {
    const duplicate = await tables.cases.get({ caseId });
    if (duplicate) await settledBy(event, duplicate, ({ cause }) => cause === 'PROMISE_BROKEN', tables);
  }
}

async function settledBy(
  event: Settling,
  known: EscalatedCase,
  concerned: (row: ListedEscalation) => boolean,
  tables: Tables,
): Promise<void> {
  const settled = new Set<string>();
  for (const row of (await openOf(known, tables)).filter(concerned)) {
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
  for (const row of await openOf(known, tables)) {
    // Whoever has the case now speaks to the customer.
    const follows = row.cause === 'PROMISE_BROKEN' && row.department === known.accountable;
    tables.rows.put({ ...row, accountable, ...(follows ? { department: accountable } : {}) });
  }
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

/** Work goes on in another case, or here again; who stands in for whom is still owed by this one, and so is a word on what was not kept. */
const merged =
  (listed: 0 | 1) =>
  async (event: EventOf<'CasesMerged' | 'CasesUnmerged'>, tables: Tables): Promise<void> => {
    const known = await tables.cases.get({ caseId: keyOfStream(event) });
    if (event.data.role !== 'DUPLICATE') {
      const others = (known?.duplicates ?? []).filter((one) => one !== event.data.other);
      const duplicates = listed ? others : [...others, event.data.other];
      if (known) tables.cases.put({ ...known, duplicates });
      return;
    }
    if (known) tables.cases.put(listed ? matterOfItsOwn(known) : { ...known, mergedInto: event.data.other });
    for (const row of known ? await openOf(known, tables) : []) {
      if (!STAYING.has(row.cause)) tables.rows.put({ ...row, listed });
    }
  };

const matterOfItsOwn = ({ mergedInto: _, ...known }: EscalatedCase): EscalatedCase => known;

const STAYING: ReadonlySet<string> = new Set(['ABSENT_WITHOUT_STAND_IN', 'PROMISE_BROKEN']);

/** The escalations that nothing has settled. An event costs its own case's; those that were settled are no longer here. */
export const escalationList = projection<Row>({
  name: 'escalation_list',
  version: 6,
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
    PromiseBroken: (event, { cases }) => {
      const { promiseId, due, cause } = event.data;
      const breach = { promiseId, since: brokenSince(cause, due, event.occurredAt) };
      return cases.change({ caseId: keyOfStream(event) }, (known) => ({ ...known, breach }));
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
    ConsultAnswered: happened,
    ConsultWithdrawn: happened,
    PromiseKept: happened,
    PromiseReleased: happened,
    CasesMerged: merged(0),
    CasesUnmerged: async (event, tables) => {
      await merged(1)(event, tables);
      await twoMatters(event, tables);
    },
    CaseLinked: linked,
    CaseUnlinked: unlinked,
    AbsenceStarted: absenceSettled,
    AbsenceEnded: absenceSettled,
    AbsenceCancelled: absenceSettled,
  },
});
