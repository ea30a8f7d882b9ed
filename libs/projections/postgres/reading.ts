import { Kysely, PostgresDialect } from 'kysely';
import { DatabaseError } from 'pg';
import { storable } from '../cells.js';
import { ViewQueries } from '../queries.js';
import type { PostgresAddress } from './address.js';
import { Connections } from './connections.js';
import { explain } from './explain.js';

/** Connections of one process for queries: so many run at once. */
const MOST = 10;
/** A query without an answer for so long is given up, milliseconds. */
const PATIENCE_MS = 15_000;

/** Connections that can only read. */
export const readingConnections = (address: PostgresAddress): Connections =>
  new Connections(address, {
    name: 'queries',
    most: MOST,
    patienceMs: PATIENCE_MS,
    settings: { default_transaction_read_only: 'on', statement_timeout: String(PATIENCE_MS) },
  });

/** Reads views over such connections; sees whole batches only. */
export function queriesOver({ pool, address }: Connections): ViewQueries {
  const dialect = new PostgresDialect({
    pool: {
      connect: async () => {
        const client = await pool.connect();
        let broken = false;
        return {
          query: (text: string, values: readonly unknown[]) =>
            client.query(text, values.map(asStored)).catch((error: unknown) => {
              // The server did not answer: a connection that went dead without a word would be given to the next query.
              broken ||= !(error instanceof DatabaseError);
              throw error;
            }),
          release: () => client.release(broken),
        } as never;
      },
      end: () => pool.end(),
    },
  });
  return new ViewQueries(new Kysely({ dialect }), (error) => explain(address, error));
}

/** What is looked for is written as it is kept. */
const asStored = (value: unknown): unknown => (typeof value === 'string' ? storable(value) : value);
