import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteViews } from '../sqlite/index.js';
import type { Failpoint } from '../view-store.js';
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

describe('views of a process that is killed', () => {
  let folder: string;
  beforeAll(async () => {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not there: run "npm run build" first`);
    folder = await mkdtemp(join(tmpdir(), 'baton-killed-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Every view holds exactly what its checkpoint says, and the file is sound. Returns how far the views are. */
  const expectWhole = async (file: string): Promise<number> => {
    const database = new Database(file);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
    const views = new SqliteViews(file);
    const generations = (await views.generations()).filter(({ live }) => live);
    const position = Number(generations[0]?.position ?? 0);
    expect(generations.map((generation) => Number(generation.position ?? 0))).toEqual(generations.map(() => position));
    const expected = officeRows(log.filter((event) => Number(event.position) <= position));
    if (generations.length > 0) {
      expect(sorted(await views.queries.find(sampleInbox, 'rows'))).toEqual(sorted(expected.sample_inbox.rows));
      expect(sorted(await views.queries.find(sampleFlow, 'rows'))).toEqual(sorted(expected.sample_flow.rows));
      expect(sorted(await views.queries.find(sampleFlow, 'load'))).toEqual(sorted(expected.sample_flow.load));
      expect(sorted(await views.queries.find(sampleNotes, 'rows'))).toEqual(sorted(expected.sample_notes.rows));
    }
    await views.close();
    return position;
  };

  it('hold rows and checkpoint together wherever the process kills itself, and go on from there', async () => {
    const file = join(folder, 'failpoints.db');
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
      expect(await run([file, String(EVENTS), failpoint, String(times)])).toMatchObject({
        signal: 'SIGKILL',
        said: '',
      });
      reached.push(await expectWhole(file));
    }
    expect(reached.slice(0, 4)).toEqual([0, 100, 200, 350]);
    expect(await run([file, String(EVENTS)])).toEqual({ signal: null, code: 0, said: '' });
    expect(await expectWhole(file)).toBe(EVENTS);
  }, 60_000);

  it('hold rows and checkpoint together whenever somebody kills the process', async () => {
    const file = join(folder, 'whenever.db');
    for (const lines of [2, 5, 11, 3]) {
      await run([file, String(EVENTS)], lines);
      await expectWhole(file);
    }
    expect(await run([file, String(EVENTS)])).toEqual({ signal: null, code: 0, said: '' });
    expect(await expectWhole(file)).toBe(EVENTS);
  }, 60_000);
});
