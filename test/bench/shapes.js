import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ownSchema, startPostgres } from '../../dist/libs/projections/postgres/testing/postgres-server.js';
import { launch, serve } from './served.js';

const DOUBLE = join(import.meta.dirname, '../../dist/libs/event-store/eventstoredb/testing/double-process.js');

/** One process with a data folder. */
export async function embedded(folder, asking) {
  const service = await serve(folder, asking);
  return { services: [service], stop: () => service.stop() };
}

/**
 * Two services and a worker on the double of EventStoreDB and a PostgreSQL that flushes to disk, each a process of its own,
 * or on the servers that `BATON_TEST_EVENTSTOREDB` and `BATON_TEST_POSTGRES` name.
 */
export async function distributed(folder, asking) {
  const started = [];
  const stop = async () => {
    for (const each of started.toReversed()) await each.stop();
  };
  const begun = (each) => {
    started.push(each);
    return each;
  };
  try {
    const { url } = begun(await startPostgres({ durable: true }));
    const schema = ownSchema(url);
    begun({ stop: () => schema.remove() });
    const events = begun(await startEvents());
    const key = join(folder, 'shared-identifier-key');
    writeFileSync(key, randomBytes(32).toString('hex'));
    const env = {
      BATON_EVENTSTOREDB: events.connectionString,
      BATON_EVENTSTOREDB_PREFIX: `baton-bench-${randomBytes(4).toString('hex')}.`,
      BATON_POSTGRES: schema.url,
      BATON_IDENTIFIER_KEY_FILE: key,
    };
    begun(await launch('worker.js', folder, env));
    const services = [];
    for (let count = 0; count < 2; count += 1) services.push(begun(await serve(folder, { ...asking, env })));
    return { services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startEvents() {
  const real = process.env['BATON_TEST_EVENTSTOREDB'];
  if (real) return { connectionString: real, stop: () => Promise.resolve() };
  const child = spawn(process.execPath, [DOUBLE], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const { value, done } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (done) throw new Error('the double of EventStoreDB did not start');
  return {
    connectionString: value,
    stop: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
