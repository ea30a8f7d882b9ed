import { Pool, types, type ClientBase, type CustomTypesConfig } from 'pg';
import type { PostgresAddress } from './address.js';
import { explain } from './explain.js';

/** Numbers that the client leaves as texts, since some are larger than a number can say; those of views are not. */
const AS_NUMBERS = new Set<number>([types.builtins.INT8, types.builtins.NUMERIC]);

const asOnSqlite: CustomTypesConfig = {
  getTypeParser: (id, format) =>
    AS_NUMBERS.has(id) ? Number : (types.getTypeParser(id, format) as (text: string) => unknown),
};

/** What connections are for. */
export interface Purpose {
  /** As the server lists them. */
  readonly name: string;
  readonly most: number;
  /** Settings of the session. */
  readonly settings?: Readonly<Record<string, string>>;
  /** After so long without an answer the connection is given up, milliseconds. */
  readonly patienceMs?: number;
}

/** How long a start waits for the server, and for another that converts the schema, milliseconds. */
export const OPENING_MS = 60_000;

/** How long to wait for a connection, milliseconds. */
const CONNECT_MS = 5000;

/** Some connections to the server, opened when they are needed and again when they were cut. */
export class Connections {
  readonly pool: Pool;

  constructor(
    readonly address: PostgresAddress,
    { name, most, settings = {}, patienceMs }: Purpose,
  ) {
    const all = { search_path: `"${address.schema}"`, ...settings };
    const options = Object.entries(all).map(([setting, value]) => `-c ${setting}=${value.replaceAll(' ', '\\ ')}`);
    this.pool = new Pool({
      connectionString: address.connectionString,
      options: [address.options, ...options].join(' ').trim(),
      application_name: `baton ${name}`,
      types: asOnSqlite,
      max: most,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      ...(patienceMs === undefined ? {} : { query_timeout: patienceMs }),
    });
    // One that is cut: whoever was using it is told by his query; the pool lets go of it, and opens another when needed.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Works on one connection. Throws `ViewStoreFailed` where it fails. */
  async with<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    try {
      const client = await this.pool.connect();
      let broken = true;
      try {
        const result = await work(client);
        broken = false;
        return result;
      } finally {
        client.release(broken);
      }
    } catch (error) {
      throw explain(this.address, error);
    }
  }

  /** Works in one transaction: all of it or nothing. Where the connection is cut while it ends, either may be. */
  transaction<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    // A connection on which something failed is closed, which rolls back whatever was under way.
    return this.with(async (client) => {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    });
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
