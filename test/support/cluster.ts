import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { realServer } from '../../libs/event-store/eventstoredb/testing/real-server.js';
import { ownSchema, startPostgres } from '@baton/projections/postgres/testing';
import { BUILT_LIBS, temporaryFolder } from './baton-process.js';

/** The engines that several processes share, for one test file: nothing of them is anybody else's. */
export interface TestCluster {
  /** The settings of a process that shares them. */
  readonly env: Readonly<Record<'BATON_EVENTSTOREDB' | 'BATON_EVENTSTOREDB_PREFIX' | 'BATON_POSTGRES', string>> &
    NodeJS.ProcessEnv;
  /** Holds the development key alone. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** A server of events, started for a test. */
export interface StartedEvents {
  readonly connectionString: string;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL and the double of EventStoreDB, or takes the servers that `BATON_TEST_POSTGRES` and
 * `BATON_TEST_EVENTSTOREDB` name, with a schema and a prefix of its own. Where the latter names none, the output says so.
 * @param begun the server of events where it has been started already
 */
export async function startCluster(begun?: StartedEvents): Promise<TestCluster> {
  const postgres = await startPostgres();
  const schema = ownSchema(postgres.url);
  const events = begun ?? (await startEvents());
  const folder = temporaryFolder();
  const key = join(folder, 'shared-identifier-key');
  writeFileSync(key, randomBytes(32).toString('hex'));
  return {
    env: {
      BATON_EVENTSTOREDB: events.connectionString,
      BATON_EVENTSTOREDB_PREFIX: `baton-test-${randomUUID()}.`,
      BATON_POSTGRES: schema.url,
      BATON_IDENTIFIER_KEY_FILE: key,
    },
    folder,
    stop: async () => {
      await events.stop();
      await schema.remove();
      await postgres.stop();
    },
  };
}

async function startEvents(): Promise<StartedEvents> {
  const real = realServer();
  if (real) return { connectionString: real, stop: () => Promise.resolve() };
  const file = join(BUILT_LIBS, 'event-store/eventstoredb/testing/double-process.js');
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    closed.then(() => Promise.reject(new Error('the double of EventStoreDB did not start'))),
  ])) as [string];
  return {
    connectionString: line,
    stop: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
