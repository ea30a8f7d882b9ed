import { ViewStoreFailed } from '../errors.js';

/** Where on which server the views are. */
export interface PostgresAddress {
  /** For the client: as it was given, without what is Baton's own. */
  readonly connectionString: string;
  /** Settings of the session that the connection string asks for. */
  readonly options: string;
  /** The schema that is Baton's alone. */
  readonly schema: string;
  /** For people: without the user and the password. */
  readonly where: string;
}

const SCHEMA = /^[a-z_][a-z0-9_]{0,47}$/;

/**
 * Reads a connection string: `postgres://user:password@host:5432/database`, with the options of the client
 * (`sslmode`, …) and `schema`, which is `baton` unless named. Throws `ViewStoreFailed` for what is none.
 */
export function addressOf(connectionString: string): PostgresAddress {
  if (!URL.canParse(connectionString)) throw noAddress('it is no URL');
  const url = new URL(connectionString);
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw noAddress(`it begins with ${url.protocol}`);
  const schema = url.searchParams.get('schema') ?? 'baton';
  if (!SCHEMA.test(schema)) throw noAddress('its schema is no name of small letters, digits and underscores');
  const options = url.searchParams.get('options') ?? '';
  for (const own of ['schema', 'options']) url.searchParams.delete(own);
  const database = decodeURIComponent(url.pathname.slice(1));
  return {
    connectionString: url.href,
    options,
    schema,
    where: `PostgreSQL at ${url.host || 'this machine'}, database ${database || 'of the user'}, schema ${schema}`,
  };
}

const noAddress = (reason: string): ViewStoreFailed =>
  new ViewStoreFailed(
    'VIEWS_UNREACHABLE',
    `The connection string of PostgreSQL cannot be used: ${reason}`,
    'Write it as postgres://user:password@host:5432/database, with special characters percent-encoded',
  );
