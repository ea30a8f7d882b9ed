import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { verifyChain } from '../chain.js';
import type { StoredEvent } from '../port.js';
import { SqliteEventStore, type Failpoint } from '../sqlite/index.js';
import { readOn } from './harness.js';
import { temporaryFolders } from './temporary-folder.js';

const PROGRAM = join(process.cwd(), 'dist/libs/event-store/testing/killed-writer.js');
const newFolder = temporaryFolders();

/** How a run ended: killed, or by itself with an exit code; what it was acknowledged, and what it complained of. */
interface End {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly acknowledged: readonly string[];
  readonly complaint: string;
}

interface Plan {
  readonly run: number;
  readonly appends?: number;
  readonly writers?: number;
  readonly length?: number;
  readonly failpoint?: Failpoint;
  readonly times?: number;
  /** The parent kills once it has heard of so many acknowledgements. */
  readonly killAfter?: number;
  /** No file may become longer than so many blocks, of 512 or 1,024 bytes as the shell has it. */
  readonly fileBlocks?: number;
}

function run(file: string, plan: Plan) {
  const { run, appends = 120, writers = 8, length = 50, failpoint, times = 1, killAfter, fileBlocks } = plan;
  const args = [file, run, appends, writers, length, ...(failpoint ? [failpoint, times] : [])].map(String);
  const program = [process.execPath, PROGRAM, ...args];
  const limited = ['sh', '-c', `ulimit -f ${fileBlocks}; exec "$@"`, 'sh', ...program];
  const [command = '', ...rest] = fileBlocks === undefined ? program : limited;
  return new Promise<End>((resolve, reject) => {
    const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let complaint = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      if (killAfter !== undefined && said.split('\n').length > killAfter) child.kill('SIGKILL');
    });
    child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, complaint, acknowledged: said.split('\n').slice(0, -1) });
    });
  });
}

describe('a process that is killed while it writes', () => {
  beforeAll(() => {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not there: run "npm run build" first`);
  });

  /** The file is sound, every append is whole, every acknowledged one is there once and where it was said to be. */
  const expectWhole = async (file: string, acknowledged: readonly string[]): Promise<readonly StoredEvent[]> => {
    const database = new Database(file);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
    const store = SqliteEventStore.open({ file });
    const log = await readOn(store, undefined, 1000);
    await store.close();
    expect(await verifyChain(log)).toBeUndefined();
    expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => String(index + 1)));
    expect(new Set(log.map(({ id }) => id)).size).toBe(log.length);
    const appends = Map.groupBy(log, ({ commandId }) => commandId);
    for (const events of appends.values()) expect(events).toHaveLength((events[0]?.data as { of: number }).of);
    const ends = [...appends.values()].map((events) => events.at(-1));
    const stored = new Set(ends.map((end) => `${end?.commandId} ${end?.stream} ${end?.revision} ${end?.position}`));
    expect(acknowledged.filter((line) => !stored.has(line))).toEqual([]);
    return log;
  };

  it('loses nothing acknowledged and leaves nothing half, wherever it dies', async () => {
    const file = join(newFolder(), 'events.db');
    const acknowledged = new Set<string>();
    const deaths: readonly (readonly [Failpoint, number])[] = [
      ['before-insert', 60],
      ['after-insert', 61],
      ['before-commit', 9],
      ['after-commit', 9],
      ['before-ack', 9],
    ];
    for (const [number, [failpoint, times]] of deaths.entries()) {
      const end = await run(file, { run: number, failpoint, times });
      expect(end).toMatchObject({ signal: 'SIGKILL', complaint: '' });
      for (const line of end.acknowledged) acknowledged.add(line);
      const log = await expectWhole(file, [...acknowledged]);
      const unheard = new Set(log.map(({ commandId }) => commandId)).size - acknowledged.size;
      // After the commit the last group is there although nobody heard of it; before it nothing of the group is.
      if (failpoint === 'after-commit' || failpoint === 'before-ack') expect(unheard).toBeGreaterThan(0);
      else expect(unheard).toBe(0);
      const again = await run(file, { run: number });
      expect(again).toMatchObject({ signal: null, code: 0, complaint: '' });
      for (const line of again.acknowledged) acknowledged.add(line);
      // One line for each command: whoever asked again was answered what he was answered before.
      expect(acknowledged.size).toBe(120 * (number + 1));
      await expectWhole(file, [...acknowledged]);
    }
  }, 60_000);

  it.each<Failpoint>(['before-checkpoint', 'after-checkpoint'])(
    'loses nothing acknowledged when it dies %s',
    async (failpoint) => {
      const file = join(newFolder(), 'events.db');
      const end = await run(file, { run: 0, appends: 2000, length: 60_000, failpoint });
      expect(end).toMatchObject({ signal: 'SIGKILL', complaint: '' });
      expect(end.acknowledged.length).toBeGreaterThan(50);
      await expectWhole(file, end.acknowledged);
    },
    60_000,
  );

  // A limit on the size of files makes the write of a commit fail for real; a shell that sets one is needed.
  const onUnix = process.platform === 'win32' ? it.skip : it;
  onUnix(
    'stops with a word when the disk fails it, and loses nothing acknowledged',
    async () => {
      const file = join(newFolder(), 'events.db');
      const end = await run(file, { run: 0, appends: 4000, length: 2000, fileBlocks: 6000 });
      expect(end).toMatchObject({ signal: null, code: 1 });
      expect(end.complaint).toContain('STORE_IO');
      expect(end.acknowledged.length).toBeGreaterThan(50);
      await expectWhole(file, end.acknowledged);
    },
    60_000,
  );

  it('loses nothing acknowledged when somebody kills it, again and again', async () => {
    const file = join(newFolder(), 'events.db');
    const acknowledged: string[] = [];
    for (const [number, killAfter] of [1, 40, 333, 150].entries()) {
      const end = await run(file, { run: number, appends: 100_000, writers: 16, killAfter });
      expect(end).toMatchObject({ signal: 'SIGKILL', complaint: '' });
      acknowledged.push(...end.acknowledged);
      await expectWhole(file, acknowledged);
    }
  }, 60_000);
});
