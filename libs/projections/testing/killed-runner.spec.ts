import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PostgresViews } from '../postgres/index.js';
import { onServer, ownSchema, startPostgres, type TestPostgres } from '../postgres/testing/index.js';
import type { ViewQueries } from '../queries.js';
import { SqliteViews } from '../sqlite/index.js';
import type { Failpoint, ViewStore } from '../view-store.js';
import { busyLog, officeRows } from './office.model.js';
import { sampleFlow, sampleInbox, sampleNotes } from './office.projections.js';

const PROGRAM = join(process.cwd(), 'dist/libs/projections/testing/killed-runner.js');
const EVENTS = 1500;
/** The log of the child: the same, since it is the first of this file as it is of the child. */
const log = busyLog(EVENTS);

/** How a child ended: killed, or by itself with an exit code. */
interface End {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly said: string;
}

/** Runs the program; kills it once it has written so many lines. */
function run(args: readonly string[], killAfter = Number.POSITIVE_INFINITY): Promise<End> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let lines = 0;
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      lines += text.toString().split('\n').length - 1;
      if (lines >= killAfter) child.kill('SIGKILL');
    });
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ signal, code, said }));
  });
}

const sorted = (rows: readonly object[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

/** Views as the next process finds them. */
interface Found {
  readonly store: ViewStore;
  readonly queries: ViewQueries;
  close(): Promise<void>;
}

/** Where killed processes leave views behind. */
interface Place {
  /** For the program: the file or the connection string. */
  readonly name: string;
  open(): Promise<Found>;
  remove(): Promise<void>;
}

/** Opens a file, which must be sound. */
async function openFile(file: string): Promise<Found> {
  const database = new Database(file);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
  const views = new SqliteViews(file);
  return { store: views, queries: views.queries, close: () => views.close() };
}

async function aFile(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-killed-'));
  const file = join(folder, 'views.db');
  return { name: file, open: () => openFile(file), remove: () => rm(folder, { recursive: true }) };
}

let server: TestPostgres | undefined;
async function aSchema(): Promise<Place> {
  server ??= await startPostgres();
  const { url: at } = server;
  const { url, schema, remove } = ownSchema(at);
  const open = async (): Promise<Found> => {
    // The lease of who was killed ends as it would some seconds later.
    await onServer(at, (client) => client.query(`UPDATE ${schema}.lease SET until = clock_timestamp()`));
    const views = await PostgresViews.open({ connectionString: url });
    return { store: views, queries: views.queries, close: () => views.close() };
  };
  return { name: url, open, remove };
}

describe.each([
  ['a file', aFile],
  ['PostgreSQL', aSchema],
])('views in %s of a process that is killed', (_, placed) => {
  let place: Place;
  beforeEach(async () => {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not there: run "npm run build" first`);
    place = await placed();
  });
  afterEach(() => place.remove());
  afterAll(async () => {
    await server?.stop();
    server = undefined;
  });

  /** Every view holds exactly what its checkpoint says. Returns how far the views are. */
  const expectWhole = async (): Promise<number> => {
    const { store, queries, close } = await place.open();
    const generations = (await store.generations()).filter(({ live }) => live);
    const position = Number(generations[0]?.position ?? 0);
    expect(generations.map((generation) => Number(generation.position ?? 0))).toEqual(generations.map(() => position));
    const expected = officeRows(log.filter((event) => Number(event.position) <= position));
    if (generations.length > 0) {
      expect(sorted(await queries.find(sampleInbox, 'rows'))).toEqual(sorted(expected.sample_inbox.rows));
      expect(sorted(await queries.find(sampleFlow, 'rows'))).toEqual(sorted(expected.sample_flow.rows));
      expect(sorted(await queries.find(sampleFlow, 'load'))).toEqual(sorted(expected.sample_flow.load));
      expect(sorted(await queries.find(sampleNotes, 'rows'))).toEqual(sorted(expected.sample_notes.rows));
    }
    await close();
    return position;
  };

  it('hold rows and checkpoint together wherever the process kills itself, and go on from there', async () => {
    const kills: readonly (readonly [Failpoint, number])[] = [
      ['batch begun', 1],
      ['rows written', 3],
      ['checkpoints written', 3],
      ['batch committed', 3],
      ['switch begun', 1],
      ['tables switched', 1],
      ['switch committed', 1],
    ];
    const reached: number[] = [];
    for (const [failpoint, times] of kills) {
      expect(await run([place.name, String(EVENTS), failpoint, String(times)])).toMatchObject({
        signal: 'SIGKILL',
        said: '',
      });
      reached.push(await expectWhole());
    }
    expect(reached.slice(0, 4)).toEqual([0, 100, 200, 350]);
    expect(await run([place.name, String(EVENTS)])).toEqual({ signal: null, code: 0, said: '' });
    expect(await expectWhole()).toBe(EVENTS);
  }, 60_000);

  it('hold rows and checkpoint together whenever somebody kills the process', async () => {
    for (const lines of [2, 5, 11, 3]) {
      await run([place.name, String(EVENTS)], lines);
      await expectWhole();
    }
    expect(await run([place.name, String(EVENTS)])).toEqual({ signal: null, code: 0, said: '' });
    expect(await expectWhole()).toBe(EVENTS);
  }, 60_000);
});
