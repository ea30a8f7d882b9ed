import { DatabaseError } from 'pg';
import { ViewStoreFailed, viewsUnusable, type ViewStoreFailureCode } from '../errors.js';
import type { PostgresAddress } from './address.js';

/** How a person has the views of a schema built anew. */
export const startAnew = (schema: string): string =>
  `Drop the schema (DROP SCHEMA ${schema} CASCADE) and start again: Baton rebuilds it from the events`;

type Told = readonly [code: ViewStoreFailureCode, what: string, remedy: string];

const GOES_ON = 'the views go on where they were as soon as it can be reached';
const UNREACHABLE: Told = [
  'VIEWS_UNREACHABLE',
  'cannot be reached',
  `See that it runs and that host and port are right; ${GOES_ON}`,
];
const BUSY: Told = [
  'VIEWS_BUSY',
  'is asked more at a time than this process has connections for',
  'Ask again in a moment. Where that lasts, look for slow queries at the server, and start more services',
];
const DENIED: Told = [
  'VIEWS_ACCESS_DENIED',
  'does not let Baton in',
  'Correct the user, the password and the database in the connection string, and let that user create and use its schema',
];
const UNTRUSTED: Told = [
  'VIEWS_UNREACHABLE',
  'cannot be trusted',
  'Give the server a certificate that is valid, known here and of its name, or correct sslmode and sslrootcert in the connection string',
];

/** By SQLSTATE, the most special first. */
const BY_STATE: readonly (readonly [RegExp, Told])[] = [
  [/^(28|3D000|42501)/, DENIED],
  [/^53100/, ['VIEWS_FULL', 'has no room left', 'Make room on its disk; the views go on where they were']],
  [/^25006/, ['VIEWS_READ_ONLY', 'cannot be written', 'Name the primary server in the connection string, no standby']],
  [/^(08|57P|53300|25P03)/, UNREACHABLE],
  [
    /^(40|53|54|55|57|58|XX)/,
    ['VIEWS_IO', 'could not do it', 'Look at the server and its log; the views go on where they were'],
  ],
];

const UNREACHABLE_CODE = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|EHOST|ENET|EACCES|ENOENT)/;
/** The client gives these no code. */
const UNREACHABLE_MESSAGE =
  /^(Connection terminated|timeout e|Query read timeout|Client has encountered|Cannot use a pool)/;
/** All connections of a pool were in use, and none was given back in time; one that is not made in time says otherwise. */
const BUSY_MESSAGE = /^timeout exceeded when trying to connect/;
const UNTRUSTED_CODE = /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|EPROTO/;
const UNTRUSTED_MESSAGE = /does not support SSL/;

/** Makes of an error of PostgreSQL or of its client one that says what to do; any other error stays as it is. */
export function explain({ where, schema }: PostgresAddress, error: unknown): unknown {
  if (error instanceof ViewStoreFailed || typeof (error as Error | undefined)?.message !== 'string') return error;
  // A host with several addresses fails with an error for each.
  const [first = error] = ((error as AggregateError).errors ?? []) as unknown[];
  const { code = '', message } = first as Error & { code?: string };
  if (error instanceof DatabaseError) {
    if (/^(42P01|3F000)/.test(code))
      return viewsUnusable(placeOf(where, schema), `it has no such table: ${message}`, error);
    if (/^XX00[12]/.test(code)) return viewsUnusable(placeOf(where, schema), `it is damaged: ${message}`, error);
  }
  const told = toldOf(error, code, message);
  return told
    ? new ViewStoreFailed(told[0], `${where} ${told[1]} (${code ? `${code}: ` : ''}${message})`, told[2], {
        cause: error,
      })
    : error;
}

function toldOf(error: unknown, code: string, message: string): Told | undefined {
  if (error instanceof DatabaseError) return BY_STATE.find(([state]) => state.test(code))?.[1];
  if (UNTRUSTED_CODE.test(code) || UNTRUSTED_MESSAGE.test(message)) return UNTRUSTED;
  if (BUSY_MESSAGE.test(message)) return BUSY;
  return UNREACHABLE_CODE.test(code) || UNREACHABLE_MESSAGE.test(message) ? UNREACHABLE : undefined;
}

const placeOf = (where: string, schema: string) => ({ where, startAnew: startAnew(schema) });
