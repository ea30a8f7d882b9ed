import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { verifyChain } from '../chain.js';
import type { NewEvent } from '../port.js';
import { SqliteEventStore } from '../sqlite/index.js';
import { appendOptions, newEvent } from './samples.js';

/**
 * Durable appends per second of the SQLite engine, each of one event, beside a bare loop over the same driver that
 * writes the same text in a transaction of its own; then what the event loop and the slowest callers feel.
 * Run after a build: node dist/libs/event-store/testing/append.bench.js [folder on the disk to measure]
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(resolve(process.argv[2] ?? '.'), 'append-bench-'));
  try {
    const raw = bareLoop(join(folder, 'raw.db'), 6000);
    console.log(`bare loop, one transaction each: ${raw.toFixed(0)}/s`);
    for (const [callers, appends] of [
      [1, 8000],
      [16, 24_000],
      [256, 48_000],
    ] as const) {
      const { rate, p50, p99, blocked } = await measure(join(folder, `${callers}.db`), callers, appends);
      console.log(
        `${String(callers).padStart(3)} callers: ${rate.toFixed(0)}/s = ${(rate / raw).toFixed(2)} × bare loop, ` +
          `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, longest stop of the event loop ${blocked.toFixed(1)} ms`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bareLoop(file: string, count: number): number {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE events (position INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO events (body) VALUES (?)');
  const body = JSON.stringify(sample(0));
  const start = performance.now();
  for (let index = 0; index < count; index++) insert.run(body);
  const rate = (count * 1000) / (performance.now() - start);
  db.close();
  return rate;
}

async function measure(file: string, callers: number, appends: number) {
  const store = SqliteEventStore.open({ file });
  const waits: number[] = [];
  let left = appends;
  let blocked = 0;
  let turn = performance.now();
  const watch = setInterval(() => {
    blocked = Math.max(blocked, performance.now() - turn - 1);
    turn = performance.now();
  }, 1);
  const start = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (left > 0) {
        left -= 1;
        const asked = performance.now();
        await store.append(`case-${randomUUID()}`, [sample(left)], appendOptions('none'));
        waits.push(performance.now() - asked);
      }
    }),
  );
  const rate = (appends * 1000) / (performance.now() - start);
  clearInterval(watch);
  await prove(store, appends);
  await store.close();
  waits.sort((a, b) => a - b);
  return { rate, blocked, p50: quantile(waits, 0.5), p99: quantile(waits, 0.99) };
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

const sample = (index: number): NewEvent => newEvent('BenchNoted', { index, text: 'x'.repeat(400) });

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;

await main();
