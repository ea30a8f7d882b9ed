import type { Credentials } from '@eventstore/db-client/dist/types/index.js';
import { parseConnectionString } from '@eventstore/db-client/dist/Client/parseConnectionString.js';
import { StoreFailed } from '../errors.js';
import { wrongAuthority } from './certificate-files.js';

/** How long is waited, in milliseconds. */
export interface Patience {
  /** For one call; then its outcome counts as unknown, and it is made again. */
  readonly call: number;
  /** For an append or a read to be settled by calling again. */
  readonly settle: number;
  /** For an answer to "is there a leader?", which health asks, and at the start. */
  readonly probe: number;
}

/** What waits are used unless told: an election takes one to two seconds, a cluster that starts ten. */
export const PATIENCE: Patience = { call: 3000, settle: 20_000, probe: 3000 };

/** Where the cluster is and how one speaks to it. */
export interface Settings {
  readonly connectionString: string;
  /** The same without credentials and options, for people. */
  readonly where: string;
  /** `host:port` of each node that was named, and how it alone is connected to. */
  readonly nodes: ReadonlyMap<string, string>;
  /**
   * Named in every call, even where the server needs none: that keeps appends off the stream that all clients of a process
   * share, where one's failure is everybody's.
   */
  readonly credentials: Credentials;
  /** What the names of our streams begin with in the database. */
  readonly prefix: string;
  readonly patience: Patience;
}

const REMEDY =
  'Name the cluster as esdb://user:password@host1:2113,host2:2113?tls=true, with what is not a letter or a digit in user ' +
  'and password percent-encoded';

const AUTHORITY_REMEDY =
  'Name as tlsCAFile a file that the service may read, with the certificate (PEM) of the authority that signed those of the nodes';

/** Reads a connection string. Throws `StoreFailed` STORE_UNREACHABLE, which never repeats what may be a password. */
export function settingsOf(told: string, prefix: string, patience: Partial<Patience>): Settings {
  const connectionString = Object.entries(UNLESS_TOLD).reduce(
    (text, [name, value]) => (isTold(text, name) ? text : withOption(text, name, value)),
    told,
  );
  const refuse = (why: string, remedy = REMEDY): never => {
    throw new StoreFailed('STORE_UNREACHABLE', `the connection string of EventStoreDB ${why}`, remedy);
  };
  const [, user = ''] = /^[^:]+:\/\/(?:(.*)@)?/.exec(connectionString) ?? [];
  if (user.split(':').length > 2) refuse('has more than one colon before the @: what follows it would be cut off');
  const parsed = parsedOr(() => refuse('cannot be read'), connectionString);
  if (parsed.throwOnAppendFailure === false) refuse('must not say throwOnAppendFailure=false, which hides conflicts');
  const credentials = parsed.defaultCredentials ?? (parsed.tls === false ? { username: '', password: '' } : undefined);
  if (!credentials) return refuse('names no user and password, which a server that speaks TLS asks for');
  const authority = wrongAuthority(parsed);
  if (authority) refuse(authority, AUTHORITY_REMEDY);
  const hosts = parsed.hosts.map(({ address, port }) => `${address}:${port}`);
  const where = `${parsed.dnsDiscover ? 'esdb+discover' : 'esdb'}://${hosts.join(',')}`;
  const query = connectionString.split('?')[1] ?? '';
  const nodes = new Map(hosts.map((host) => [host, `esdb://${user && `${user}@`}${host}?${query}`]));
  return { connectionString, where, nodes, credentials, prefix, patience: { ...PATIENCE, ...patience } };
}

/** The same connection string with another value of an option. */
export function withOption(connectionString: string, name: string, value: string | number): string {
  const [address = '', query = ''] = connectionString.split('?');
  const others = query.split('&').filter((option) => option !== '' && !isNamed(option, name));
  return `${address}?${[...others, `${name}=${value}`].join('&')}`;
}

const isNamed = (option: string, name: string): boolean =>
  option.split('=', 1)[0]?.replace(/[_-]/g, '').toLowerCase() === name.toLowerCase();

const isTold = (connectionString: string, name: string): boolean =>
  connectionString.split(/[?&]/).some((option) => isNamed(option, name));

/** What the client does otherwise than by itself, unless the connection string says so. */
const UNLESS_TOLD = {
  /** A node that is frozen must not use up the time in which another one could be asked who leads; seconds. */
  gossipTimeout: 1,
  /**
   * How long a node may leave a sign of life unanswered, milliseconds. How often one is asked for stays the client's own
   * 10 seconds, the least without a warning of it; appends and reads have their own time anyway.
   */
  keepAliveTimeout: 3000,
};

function parsedOr(refuse: () => never, connectionString: string): ReturnType<typeof parseConnectionString> {
  try {
    return parseConnectionString(connectionString);
  } catch {
    // The client's own message repeats a part of the string, which may be the password.
    return refuse();
  }
}
