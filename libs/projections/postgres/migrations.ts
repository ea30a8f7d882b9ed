import type { ClientBase } from 'pg';
import { viewsUnusable } from '../errors.js';
import { parkedLayout } from '../parked.js';
import type { PostgresAddress } from './address.js';
import { startAnew } from './explain.js';
import { createTable } from './statements.js';

/** One after the other, what brings Baton's own tables from each format to the next. Never changed, only added to. */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `CREATE TABLE generations (
       projection text COLLATE "C" NOT NULL, generation integer NOT NULL, version integer NOT NULL, shape text NOT NULL,
       live boolean NOT NULL, "caughtUp" boolean NOT NULL, position text COLLATE "C", events bigint NOT NULL,
       PRIMARY KEY (projection, generation))`,
    // The key of a token: taking the lease changes a key and waits for commits under way, renewing it does not.
    `CREATE TABLE lease (
       name text PRIMARY KEY, holder text NOT NULL, token bigint NOT NULL, until timestamptz NOT NULL,
       UNIQUE (name, token))`,
    `INSERT INTO lease VALUES ('views', 'nobody', 0, '-infinity')`,
    ...createTable('parked', parkedLayout),
  ],
  // Who takes the lease and fails at once has not built anything: see UNATTENDED.
  [`ALTER TABLE lease ADD COLUMN attended timestamptz NOT NULL DEFAULT '-infinity'`],
];

const FORMAT = `SELECT value FROM about WHERE name = 'format'`;

/**
 * Brings the schema to the format of this version, in one transaction: half of it is never there. Whoever else starts
 * at the same time waits. Throws `VIEWS_UNUSABLE`, and changes nothing, where the schema is somebody else's, of a
 * newer version of Baton, or in a database that cannot keep every text.
 */
export async function migrate(
  client: ClientBase,
  { schema, where }: PostgresAddress,
  migrations = MIGRATIONS,
): Promise<void> {
  const unusable = (reason: string, remedy = startAnew(schema)) => viewsUnusable({ where, startAnew: remedy }, reason);
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('baton'), hashtext($1))`, [schema]);
  const encoding = await client.query<{ server_encoding: string }>('SHOW server_encoding');
  if (encoding.rows[0]?.server_encoding !== 'UTF8') {
    throw unusable(
      `the database keeps its texts in ${encoding.rows[0]?.server_encoding}`,
      'Create a database with ENCODING UTF8 and name it in the connection string',
    );
  }
  const format = await formatOf(client, schema, unusable);
  if (format > migrations.length) {
    throw unusable(
      `it was written by a newer version of Baton (format ${format})`,
      'Start that version of Baton, or name another schema in the connection string (?schema=…): Baton builds its views there from the events',
    );
  }
  if (format === migrations.length) return;
  for (const statement of migrations.slice(format).flat()) await client.query(statement);
  await client.query(
    `INSERT INTO about VALUES ('format', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [String(migrations.length)],
  );
}

/** The format of a schema; 0 for one that is not there yet, which is then made. */
async function formatOf(
  client: ClientBase,
  schema: string,
  unusable: (reason: string, remedy: string) => Error,
): Promise<number> {
  const found = await client.query<{ schemas: number; tables: number; about: boolean }>(
    `SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = $1) AS schemas,
       (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1) AS tables,
       EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'about') AS about`,
    [schema],
  );
  const { schemas = 0, tables = 0, about = false } = found.rows[0] ?? {};
  if (tables > 0 && !about) {
    throw unusable(
      'the schema has tables that are not of Baton',
      'Name another schema in the connection string (?schema=…)',
    );
  }
  if (about) return Number((await client.query<{ value: string }>(FORMAT)).rows[0]?.value ?? 0);
  if (schemas === 0) await client.query(`CREATE SCHEMA "${schema}"`);
  await client.query('CREATE TABLE about (name text PRIMARY KEY, value text NOT NULL)');
  return 0;
}
