import { clusterOf, explained, type Cluster } from './cluster.js';
import { Connection } from './connection.js';
import { Reader } from './reader.js';
import { settingsOf, withOption, type Patience } from './settings.js';

export interface EventStoreDbOptions {
  /** `esdb://user:password@host:2113,…?tls=true`, as the client of EventStoreDB reads it. */
  readonly connectionString: string;
  /** What the names of our streams begin with in the database, so that it can be shared; `baton.` unless told. */
  readonly prefix?: string;
  readonly patience?: Partial<Patience>;
}

/** A connection to the node that leads, and the cluster as it told of itself. */
export interface Leader {
  readonly connection: Connection;
  readonly cluster: Cluster;
}

/**
 * Connects to the leader, and asks the cluster what it is. Throws `StoreFailed` with why it cannot be used:
 * STORE_UNREACHABLE, STORE_DENIED.
 */
export async function leaderOf({
  connectionString,
  prefix = 'baton.',
  patience = {},
}: EventStoreDbOptions): Promise<Leader> {
  const settings = settingsOf(connectionString, prefix, patience);
  const connection = new Connection(withOption(settings.connectionString, 'nodePreference', 'leader'), settings);
  try {
    await new Reader(connection).head({ patience: settings.patience.settle });
    return { connection, cluster: await clusterOf(connection) };
  } catch (error) {
    connection.close();
    throw await explained(error, settings);
  }
}
