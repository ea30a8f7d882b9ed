/**
 * How fast views are rebuilt from a log. After a build:
 * `node dist/libs/projections/testing/rebuild.bench.js [events [per batch]]`.
 * Checks the rows against the model first, then prints events per second and the ratio to a bare loop of upserts of
 * the same rows, which is what the disk work alone costs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Envelope } from '@baton/contracts';
import type { Fact } from '@baton/decider';
import type { Page, ReadAll, StoredEvent } from '@baton/event-store';
import { against, diskLine } from '@baton/event-store/testing';
import { Code, Count, Described, Instant } from '@baton/fields';
import { projection, ProjectionRunner, type Rows } from '../index.js';
import { tablesOfShape, type TableLayout } from '../layout.js';
import { SqliteViews } from '../sqlite/index.js';
import { createTable, upsertRow } from '../sqlite/statements.js';
import { openForWriting } from '../sqlite/views-file.js';
import type { Batch } from '../view-store.js';
import { ArrayLog } from './array-log.js';
import { busyLog, officeRows } from './office.model.js';
import { sampleFlow, sampleInbox, sampleNotes, sampleProjections } from './office.projections.js';

@Described('What an agent has taken.')
class AgentRow {
  @Code('The agent') agent: string;
  @Count('Cases taken') taken: number;
  @Instant('When the last was taken') lastAt: string;
}

@Described('The last that happened to a case.')
class LastRow {
  @Code('The stream of the case') stream: string;
  @Instant('When it was') at: string;
  @Code('What it was') type: string;
}

const agents = projection({
  name: 'bench_agents',
  version: 1,
  tables: { rows: { row: AgentRow, key: ['agent'] } },
  on: {
    CaseClaimed: async ({ data: { holder: agent }, occurredAt: lastAt }, { rows }) => {
      const row = await rows.get({ agent });
      rows.put({ agent, taken: (row?.taken ?? 0) + 1, lastAt });
    },
  },
});

const put = ({ stream, occurredAt: at, type }: Envelope & Fact, { rows }: { rows: Rows<LastRow> }): void =>
  rows.put({ stream, at, type });
const lasts = projection<{ rows: LastRow }>({
  name: 'bench_lasts',
  version: 1,
  tables: { rows: { row: LastRow, key: ['stream'] } },
  on: { CaseOpened: put, CaseClaimed: put, TransferObserved: put, NoteAdded: put, CaseClosed: put },
});

/** A log that parses its events as an engine does, once for all projections. */
class TextLog extends ArrayLog {
  private readonly texts: ReadonlyMap<string, string>;

  constructor(events: readonly StoredEvent[]) {
    super(events);
    this.texts = new Map(events.map((event) => [event.position, JSON.stringify(event)]));
  }

  override async readAll(options: ReadAll): Promise<Page> {
    const page = await super.readAll(options);
    const parsed = page.events.map(({ position }) => JSON.parse(this.texts.get(position) ?? '') as StoredEvent);
    return { ...page, events: parsed };
  }
}

const seconds = async (work: () => Promise<void> | void): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const sorted = (rows: readonly object[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

/** Builds the views and checks them against the model. Returns what was written, and how it is laid out. */
async function build(log: TextLog, file: string): Promise<{ batches: Batch[]; layouts: TableLayout[] }> {
  const views = new SqliteViews(file);
  const batches: Batch[] = [];
  const commit = views.commit.bind(views);
  views.commit = (batch) => {
    batches.push(batch);
    return commit(batch);
  };
  await new ProjectionRunner({ store: log, views, projections, pageSize }).catchUp();
  const model = officeRows(log.all);
  const right =
    isDeepStrictEqual(sorted(await views.queries.find(sampleInbox, 'rows')), sorted(model.sample_inbox.rows)) &&
    isDeepStrictEqual(sorted(await views.queries.find(sampleFlow, 'rows')), sorted(model.sample_flow.rows)) &&
    isDeepStrictEqual(sorted(await views.queries.find(sampleFlow, 'load')), sorted(model.sample_flow.load)) &&
    isDeepStrictEqual(sorted(await views.queries.find(sampleNotes, 'rows')), sorted(model.sample_notes.rows));
  if (!right) throw new Error('the rows are not those of the model');
  const layouts = (await views.generations()).flatMap(({ shape }) => tablesOfShape(shape));
  await views.close();
  return { batches, layouts };
}

/** Writes the same rows in the same transactions, and nothing else. Returns how many there were. */
function writeBare({ batches, layouts }: Awaited<ReturnType<typeof build>>, file: string): number {
  const bare = openForWriting(file);
  for (const layout of layouts) createTable(layout.name, layout).forEach((statement) => bare.exec(statement));
  const upserts = new Map(layouts.map((layout) => [layout.name, bare.prepare(upsertRow(layout.name, layout))]));
  let rows = 0;
  const write = bare.transaction(({ changes }: Batch) => {
    for (const { table, put: cells } of changes) {
      const upsert = upserts.get(table.layout.name);
      for (const each of cells) upsert?.run(each);
      rows += cells.length;
    }
  });
  batches.forEach((batch) => write(batch));
  bare.close();
  return rows;
}

async function measure(name: string, log: TextLog): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  const built = await build(log, join(folder, 'built.db'));
  say(diskLine(folder));
  say(`${name}: ${log.all.length} events, ${projections.length} views; the rows are those of the model`);
  const bare: number[] = [];
  const times: number[] = [];
  for (let round = 1; round <= 3; round++) {
    let rows = 0;
    bare.push(await seconds(() => void (rows = writeBare(built, join(folder, `bare-${round}.db`)))));
    const views = new SqliteViews(join(folder, `round-${round}.db`));
    const runner = new ProjectionRunner({ store: log, views, projections, pageSize });
    const before = process.cpuUsage();
    times.push(await seconds(() => runner.catchUp()));
    const cpu = process.cpuUsage(before);
    await views.close();
    const busy = rate(log.all.length, (cpu.user + cpu.system) / 1e6);
    say(
      `  rebuild ${rate(log.all.length, times.at(-1))} events/s, ${busy} per second of processor time; bare upserts ${rate(rows, bare.at(-1))} rows/s`,
    );
  }
  const [best = 0, floor = 0] = [Math.min(...times), Math.min(...bare)];
  const reached = against(log.all.length / best / 1000, '≥', 50);
  say(`  best: ${reached} thousand events/s, ${(best / floor).toFixed(2)} times as long as the bare upserts`);
  rmSync(folder, { recursive: true });
}

const rate = (count: number, time = 0): number => Math.round(count / time);
const count = Number(process.argv[2] ?? 200_000);
const pageSize = Number(process.argv[3] ?? 2000);
const projections = [...sampleProjections, agents, lasts];
await measure('cases one after the other', new TextLog(busyLog(count)));
await measure('events scattered over all cases', new TextLog(busyLog(count, { scattered: true })));
