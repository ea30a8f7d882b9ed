import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { derivedId } from '@baton/contracts';
import Database from 'better-sqlite3';
import { verifyChain } from '../chain.js';
import { NO_STREAM, sealBatch } from '../preparation.js';
import { SqliteEventStore } from '../sqlite/index.js';
import { SCHEMA } from '../sqlite/schema.js';
import { against, diskLine } from './measuring.js';
import { appendOptions, newEvent } from './samples.js';

/**
 * Durable appends per second of the SQLite engine, each of one event to a stream of its own, beside two bare loops over
 * the same driver: one that writes the same text, as many in a transaction as were written together, into a table with
 * nothing else; and one that writes it into the tables of the engine, so with the indexes that find a stream, a
 * revision and a command again, but makes no ids, no hashes and no checks. And what the callers wait, and for how long
 * the event loop stands still. The disk's mood changes by the minute: look at the ratios, and run it more than once.
 * Run after a build: node dist/libs/event-store/testing/append.bench.js [folder on the disk to measure]
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(resolve(process.argv[2] ?? '.'), 'append-bench-'));
  try {
    console.log(diskLine(folder));
    for (const [callers, appends] of [
      [1, 6000],
      [16, 20_000],
      [256, 40_000],
    ] as const) {
      const group = Math.min(callers, 64);
      const plain = bareLoop(join(folder, `plain-${callers}.db`), group, plainTable);
      const same = bareLoop(join(folder, `same-${callers}.db`), group, tablesOfTheEngine);
      const { rate, p50, p99, still } = await measure(join(folder, `${callers}.db`), callers, appends);
      console.log(
        `${String(callers).padStart(3)} callers: ${rate.toFixed(0)}/s ÷ bare loop, one table (${plain.toFixed(0)}/s): ` +
          `${against(rate / plain, '≥', 0.8)}; ÷ bare loop, the same tables (${same.toFixed(0)}/s): ${(rate / same).toFixed(2)}; ` +
          `${group} a transaction; p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ` +
          `event loop still: p99 ${still.toFixed(1)} ms`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Insert = (index: number, body: string) => void;

/** Rows a second of a loop that does nothing but insert, so many in each durable transaction. */
function bareLoop(file: string, group: number, prepare: (db: Database.Database) => Insert): number {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  const insert = prepare(db);
  const { events, options } = request(0);
  const body = sealBatch('case-1', events, options, NO_STREAM)[0]?.text ?? '';
  const write = db.transaction((from: number) => {
    for (let index = from; index < from + group; index++) insert(index, body);
  });
  const count = Math.ceil(4000 / group) * group * (group > 1 ? 4 : 1);
  const start = performance.now();
  for (let index = 0; index < count; index += group) write(index);
  const rate = (count * 1000) / (performance.now() - start);
  db.close();
  return rate;
}

function plainTable(db: Database.Database): Insert {
  db.exec('CREATE TABLE events (position INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO events (body) VALUES (?)');
  return (_, body) => insert.run(body);
}

function tablesOfTheEngine(db: Database.Database): Insert {
  db.exec(`${SCHEMA} INSERT INTO words (word) VALUES ('case'), ('BenchNoted')`);
  const stream = db.prepare('INSERT INTO streams (id, kind, name) VALUES (?, 1, ?)');
  const event = db.prepare(
    'INSERT INTO events (position, stream, revision, type, hash, body) VALUES (?, ?, 0, 2, ?, ?)',
  );
  const command = db.prepare('INSERT INTO commands (id, position, events) VALUES (?, ?, 1)');
  const hash = randomBytes(32);
  return (index, body) => {
    stream.run(index + 1, `case-${randomUUID()}`);
    event.run(index + 1, index + 1, hash, body);
    command.run(randomBytes(16), index + 1);
  };
}

async function measure(file: string, callers: number, appends: number) {
  const store = SqliteEventStore.open({ file });
  const waits: number[] = [];
  let left = appends;
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const start = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (left > 0) {
        left -= 1;
        const asked = performance.now();
        const { events, options } = request(left);
        await store.append(`case-${randomUUID()}`, events, options);
        waits.push(performance.now() - asked);
      }
    }),
  );
  const rate = (appends * 1000) / (performance.now() - start);
  loop.disable();
  await prove(store, appends);
  await store.close();
  waits.sort((a, b) => a - b);
  return { rate, p50: quantile(waits, 0.5), p99: quantile(waits, 0.99), still: loop.percentile(99) / 1e6 };
}

/** A fast store that lost or altered an event would be no store. */
async function prove(store: SqliteEventStore, appends: number): Promise<void> {
  const log = async function* () {
    for (let after: string | undefined; ;) {
      const page = await store.readAll({ after, limit: 5000 });
      yield* page.events;
      if (page.atEnd) return;
      after = page.position;
    }
  };
  const broken = await verifyChain(log());
  if (broken) throw new Error(`${broken.event.stream}: ${broken.reason}`);
  if ((await store.head()) !== String(appends)) throw new Error(`${appends} appended, ${await store.head()} stored`);
}

function request(index: number) {
  const options = appendOptions('none');
  const data = { index, text: 'x'.repeat(400) };
  return { options, events: [newEvent('BenchNoted', data, derivedId(options.commandId, 0))] };
}

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;

await main();
