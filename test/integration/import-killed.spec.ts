import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { verifyChain, type StoredEvent } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { ownFolder } from '../../src/imports/testing/reading.js';
import { longLog } from './importing.js';

const CLI = resolve(import.meta.dirname, '../..', process.env['BATON_TEST_DIST'] ?? 'dist', 'src/cli.js');
const COPIES = 200;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs an import as a process of its own; told to stop once it has said that it has read so many percent of the log. */
function runImport(
  log: string,
  data: string,
  killAt?: number,
  signal: 'SIGKILL' | 'SIGINT' = 'SIGKILL',
): Promise<Ended> {
  if (!existsSync(CLI)) throw new Error(`${CLI} is missing: run npm run build first`);
  const args = [CLI, ...(killAt === undefined ? ['--json'] : []), 'import', 'xes', log, '--profile', 'office'];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], BATON_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (piece: Buffer) => void (stderr += piece.toString()));
  child.stdout.on('data', (piece: Buffer) => {
    stdout += piece.toString();
    const percents = [...stdout.matchAll(/^import: (\d+) %/gm)].map(([, percent]) => Number(percent));
    if (killAt !== undefined && !child.killed && percents.some((percent) => percent >= killAt)) child.kill(signal);
  });
  return new Promise((resolveEnd, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolveEnd({ code, signal, stdout, stderr }));
  });
}

async function everything(data: string): Promise<StoredEvent[]> {
  const store = SqliteEventStore.open({ file: join(data, 'events.db') });
  try {
    const events: StoredEvent[] = [];
    for (let page = await store.readAll({ limit: 5000 }); ;) {
      events.push(...page.events);
      if (page.atEnd) return events;
      page = await store.readAll({ limit: 5000, after: page.position });
    }
  } finally {
    await store.close();
  }
}

/** What was told, whenever and in whatever order it was recorded. */
const told = (events: readonly StoredEvent[]): string[] =>
  events
    .map(({ id, stream, revision, type, occurredAt, data }) =>
      JSON.stringify([stream, revision, id, type, occurredAt, data]),
    )
    .sort();

describe('an import that is killed', () => {
  it('goes on where it was, and in the end has written the same as one that was left alone', async () => {
    const folder = await ownFolder();
    const log = await longLog(folder, COPIES);
    const [killed, alone] = [join(folder, 'killed'), join(folder, 'alone')];

    let before = 0;
    for (const at of [30, 60]) {
      expect(await runImport(log, killed, at)).toMatchObject({ signal: 'SIGKILL' });
      const events = await everything(killed);
      expect(await verifyChain(events)).toBeUndefined();
      expect(events.length).toBeGreaterThanOrEqual(before);
      before = events.length;
    }

    const { code, stdout } = await runImport(log, killed);
    expect(code).toBe(0);
    const { cases, casesBroken, casesWritten, casesAlreadyThere } = JSON.parse(stdout) as Record<string, number>;
    expect({ cases, casesBroken }).toEqual({ cases: 12 * COPIES, casesBroken: 0 });
    expect(casesAlreadyThere).toBeGreaterThan(0);
    expect(casesWritten).toBeGreaterThan(0);

    expect((await runImport(log, alone)).code).toBe(0);
    expect(told(await everything(killed))).toEqual(told(await everything(alone)));
  }, 120_000);

  it('on Ctrl-C says what it did, ends with 1, and goes on when asked again', async () => {
    const folder = await ownFolder();
    const log = await longLog(folder, COPIES);
    const stopped = await runImport(log, folder, 50, 'SIGINT');
    expect(stopped).toMatchObject({ code: 1, signal: null });
    expect(stopped.stdout).toMatch(/\d+ cases and [\d,]+ events read; [\d,]+ events written/);
    expect(stopped.stderr).toMatch(
      /The import was stopped\n {2}Run it again: it goes on where it was\.\n {2}\(INTERRUPTED\)/,
    );
    const { code, stdout } = await runImport(log, folder);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Record<string, number>)['casesAlreadyThere']).toBeGreaterThan(0);
  }, 120_000);
});
