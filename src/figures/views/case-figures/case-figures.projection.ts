import { Set } from 'immutable';
import { alarmsBetween, noChain, tallied, type ChainAlarm, type ChainTally } from '@baton/chain-alarms';
import { AlarmLevel, caseEvents, keyOfStream, type AnyFact, type CaseFact, type Recorded } from '@baton/contracts';
import { projection, type Folds, type TablesOf, type TablesRows } from '@baton/projections';
import {
  AccountableTime,
  AlarmFigure,
  CaseFigures,
  DeclineFigure,
  StoredTally,
  TransferFigure,
} from './case-figures.rows.js';

type Rows = {
  cases: CaseFigures;
  transfers: TransferFigure;
  declines: DeclineFigure;
  times: AccountableTime;
  alarms: AlarmFigure;
};
type Tables = TablesRows<TablesOf<Rows>>;
type CaseEvent = Recorded<CaseFact>;
type EventOf<T extends AnyFact['type']> = Extract<CaseEvent, { type: T }>;
type Change = (figures: CaseFigures, event: CaseEvent, tables: Tables) => CaseFigures;

/** The newest departments that a chain keeps: enough for any honest case, and a bound for one that is not. */
const CHAIN_MAX = 1000;

const between = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from));

function opened(event: EventOf<'CaseOpened'>): CaseFigures {
  const { reference, segment, department } = event.data;
  return {
    caseId: keyOfStream(event),
    ...(reference === undefined ? {} : { reference }),
    ...(segment === undefined ? {} : { segment }),
    firstAt: event.occurredAt,
    lastAt: event.occurredAt,
    duration: 0,
    steps: 1,
    lastCause: event.causationId,
    accountable: department,
    chain: [department],
    departments: 1,
    transfers: 0,
    returns: 0,
    bounces: 0,
    declines: 0,
    reopenings: 0,
    resolved: false,
    closed: false,
    settled: false,
    tally: stored(tallied(noChain, event)),
    alarms: 0,
  };
}

/**
 * Time goes on: the department that was accountable until now answers for it, nobody while the case was closed (H1).
 * An event told late adds none.
 */
async function tick(figures: CaseFigures, event: CaseEvent, { times }: Tables): Promise<CaseFigures> {
  const passed = between(figures.lastAt, event.occurredAt);
  if (passed === 0) return figures;
  const later = { ...figures, lastAt: event.occurredAt, duration: figures.duration + passed };
  if (figures.closed) return later;
  const { caseId, accountable: department } = figures;
  const before = (await times.get({ caseId, department }))?.accountable ?? 0;
  times.put({ caseId, department, accountable: before + passed });
  return later;
}

/** @param offeredAt when the transfer was offered; undefined where no offer is documented */
function passed(
  figures: CaseFigures,
  event: EventOf<'TransferAccepted' | 'TransferObserved' | 'AssignmentArbitrated'>,
  { transfers }: Tables,
  offeredAt?: string,
): CaseFigures {
  const from = figures.accountable;
  const { to } = event.data;
  if (from === to) return figures;
  const returned = figures.chain.includes(to);
  const bounced = figures.chain.at(-2) === to;
  const ordinal = figures.transfers + 1;
  const { caseId, segment } = figures;
  transfers.put({
    caseId,
    ordinal,
    from,
    to,
    at: event.occurredAt,
    returned,
    bounced,
    ...(offeredAt === undefined ? {} : { waiting: between(offeredAt, event.occurredAt) }),
    ...(segment === undefined ? {} : { segment }),
  });
  return {
    ...figures,
    accountable: to,
    chain: [...figures.chain.slice(1 - CHAIN_MAX), to],
    transfers: ordinal,
    departments: figures.departments + (returned ? 0 : 1),
    returns: figures.returns + (returned ? 1 : 0),
    bounces: figures.bounces + (bounced ? 1 : 0),
  };
}

function declined(figures: CaseFigures, event: EventOf<'TransferDeclined'>, { declines }: Tables): CaseFigures {
  const { caseId, segment } = figures;
  const ordinal = figures.declines + 1;
  const { from, to } = event.data;
  declines.put({ caseId, ordinal, from, to, at: event.occurredAt, ...(segment === undefined ? {} : { segment }) });
  return { ...figures, declines: ordinal };
}

const stored = ({ departments, ...tally }: ChainTally): StoredTally => ({
  ...tally,
  departments: departments.take(CHAIN_MAX).toArray(),
});

/** The tally after the event. What an import observed raised no alarm then: those the rules would have raised count (X5). */
function tallying(figures: CaseFigures, event: CaseEvent, tables: Tables): CaseFigures {
  if (event.type === 'ChainAlarmRaised') return alarmed(figures, event, [event.data], tables);
  const before = { ...figures.tally, departments: Set(figures.tally.departments) };
  const after = tallied(before, event);
  if (after === before) return figures;
  const caught = event.type === 'TransferObserved' ? alarmsBetween(before, after) : [];
  return alarmed({ ...figures, tally: stored(after) }, event, caught, tables);
}

function alarmed(
  figures: CaseFigures,
  { type, occurredAt: at }: CaseEvent,
  alarms: readonly ChainAlarm[],
  tables: Tables,
): CaseFigures {
  const raised = type === 'ChainAlarmRaised';
  alarms.forEach(({ level, cause }, index) => {
    const ordinal = figures.alarms + index + 1;
    const rank = AlarmLevel.values.indexOf(level);
    tables.alarms.put({ caseId: figures.caseId, ordinal, level, cause, rank, raised, at });
  });
  return { ...figures, alarms: figures.alarms + alarms.length };
}

/** What the words say that do more than let time pass. */
const changes: { readonly [T in CaseFact['type']]?: (...of: [CaseFigures, EventOf<T>, Tables]) => CaseFigures } = {
  TransferOffered: (figures, { occurredAt }) => ({ ...figures, offeredAt: occurredAt }),
  TransferAccepted: (figures, event, tables) => passed(figures, event, tables, figures.offeredAt),
  TransferObserved: (figures, event, tables) => passed(figures, event, tables),
  AssignmentArbitrated: (figures, event, tables) => passed(figures, event, tables),
  TransferDeclined: declined,
  CaseReopened: (figures) => ({ ...figures, closed: false, reopenings: figures.reopenings + 1 }),
  CaseResolved: (figures, { data, imported }) => ({
    ...figures,
    resolved: true,
    settled: figures.settled || !(imported && data.contactId !== undefined),
  }),
  CaseClosed: (figures) => ({ ...figures, closed: true, settled: true }),
};

/** What one command wrote, or one row of a log told, is one step. */
const stepped = (figures: CaseFigures, { causationId }: CaseEvent): CaseFigures =>
  figures.lastCause === causationId ? figures : { ...figures, steps: figures.steps + 1, lastCause: causationId };

async function fold(event: CaseEvent, tables: Tables): Promise<void> {
  if (event.type === 'CaseOpened') {
    tables.cases.put(opened(event));
    return;
  }
  const figures = await tables.cases.get({ caseId: keyOfStream(event) });
  if (!figures) return;
  const ticked = tallying(await tick(stepped(figures, event), event, tables), event, tables);
  const change = changes[event.type] as Change | undefined;
  tables.cases.put(change ? change(ticked, event, tables) : ticked);
}

const everyWord = Object.fromEntries(Object.keys(caseEvents).map((word) => [word, fold])) as Folds<TablesOf<Rows>>;

/** What every case adds to the figures: its chain, its transfers, its times. All figures are sums over these rows. */
export const caseFigures = projection<Rows>({
  name: 'case_figures',
  version: 6,
  tables: {
    cases: {
      row: CaseFigures,
      key: ['caseId'],
      indexes: [['firstAt'], ['transfers', 'caseId'], ['segment', 'firstAt']],
    },
    transfers: {
      row: TransferFigure,
      key: ['caseId', 'ordinal'],
      indexes: [
        ['from', 'to', 'at'],
        ['to', 'at'],
      ],
    },
    declines: { row: DeclineFigure, key: ['caseId', 'ordinal'], indexes: [['from', 'to', 'at']] },
    alarms: { row: AlarmFigure, key: ['caseId', 'ordinal'] },
    times: { row: AccountableTime, key: ['caseId', 'department'], indexes: [['department']] },
  },
  on: everyWord,
});
