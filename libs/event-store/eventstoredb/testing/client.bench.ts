import { randomUUID } from 'node:crypto';
import { derivedId } from '@baton/contracts';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { verifyChain } from '../../chain.js';
import { followUntil, readOn } from '../../testing/harness.js';
import { appendOptions, newEvent } from '../../testing/samples.js';
import { EventStoreDbEventStore } from '../index.js';
import { EventStoreDouble } from './event-store-double.js';

/**
 * What the client side of EventStoreDB costs: appends of one event to a stream of its own through the driver, beside those
 * of the bare client on the same path; and how fast a subscriber reads what is there, and has what is new. The server is
 * the double, in this process, so the figures are those of the client and of gRPC, and of no server.
 * Run after a build: node dist/libs/event-store/eventstoredb/testing/client.bench.js
 */
async function main(): Promise<void> {
  const double = await EventStoreDouble.start();
  const { connectionString } = double;
  const store = await EventStoreDbEventStore.open({ connectionString });
  try {
    await appends(store, connectionString);
    await reads(store);
    await live(store);
  } finally {
    await store.close();
    await double.stop();
  }
}

const ROUNDS = 3;
/** How many appends are waited for, one after the other. */
const LIVE = 500;
const DATA = { text: 'x'.repeat(400) };

async function appends(store: EventStoreDbEventStore, connectionString: string): Promise<void> {
  const client = EventStoreDBClient.connectionString(connectionString);
  const { id: _id, type, data, ...metadata } = newEvent('BenchNoted', DATA);
  const options = { expectedRevision: NO_STREAM as 'no_stream', credentials: { username: '', password: '' } };
  const bare = () =>
    client.appendToStream(`bare-${randomUUID()}`, [jsonEvent({ type, data: { ...data }, metadata })], options);
  for (const [callers, count] of [
    [1, 300],
    [16, 1500],
    [100, 3000],
  ] as const) {
    const rates = { bare: 0, driver: 0 };
    // In turns, the best of each: whatever else the machine does then falls on both.
    for (let round = 0; round < ROUNDS; round++) {
      rates.bare = Math.max(rates.bare, await rateOf(callers, count, bare));
      rates.driver = Math.max(rates.driver, await rateOf(callers, count, () => note(store)));
    }
    const { driver, bare: loop } = rates;
    console.log(
      `${String(callers).padStart(3)} callers: ${driver.toFixed(0)} appends/s = ${(driver / loop).toFixed(2)} × bare client ` +
        `(${loop.toFixed(0)}/s)`,
    );
  }
}

/** Reads all that was appended, and proves it: a fast client that loses an event is none. */
async function reads(store: EventStoreDbEventStore): Promise<void> {
  const begun = performance.now();
  const seen = await readOn(store, undefined, 1000);
  const rate = (seen.length * 1000) / (performance.now() - begun);
  const broken = await verifyChain(seen);
  if (broken) throw new Error(`${broken.event.stream}: ${broken.reason}`);
  if (seen.length !== noted) throw new Error(`${noted} appended, ${seen.length} read`);
  console.log(`read: ${rate.toFixed(0)} events/s`);
}

/** From asking for an append to a subscriber having it, one after the other. */
async function live(store: EventStoreDbEventStore): Promise<void> {
  const waits: number[] = [];
  const after = await store.head();
  let asked = 0;
  const next = (): Promise<unknown> => {
    asked = performance.now();
    return note(store);
  };
  let appending = next();
  await followUntil(store, { after }, async (_, { events }) => {
    if (events.length === 0) return false;
    waits.push(performance.now() - asked);
    await appending;
    if (waits.length === LIVE) return true;
    appending = next();
    return false;
  });
  waits.sort((a, b) => a - b);
  const quantile = (share: number): string => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(1);
  console.log(`live, from asking to having it: p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms`);
}

let noted = 0;

function note(store: EventStoreDbEventStore): Promise<unknown> {
  noted += 1;
  const options = appendOptions('none');
  return store.append(`case-${randomUUID()}`, [newEvent('BenchNoted', DATA, derivedId(options.commandId, 0))], options);
}

/** Calls a second. */
async function rateOf(callers: number, count: number, call: () => Promise<unknown>): Promise<number> {
  let left = count;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (left-- > 0) await call();
    }),
  );
  return (count * 1000) / (performance.now() - begun);
}

await main();
