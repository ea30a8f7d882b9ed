import { ViewStoreFailed } from '../errors.js';
import { tablesOfShape, type Layout } from '../layout.js';
import { parkedLayout, parkedOf } from '../parked.js';
import type { ViewQueries } from '../queries.js';
import { physicalName } from '../sql-text.js';
import type { AtFailpoint, Batch, Generation, Landmark, Parked, StoredTable, ViewStore } from '../view-store.js';
import type { Timer } from '../waiting.js';
import { addressOf } from './address.js';
import { Connections } from './connections.js';
import { startAnew } from './explain.js';
import { allGenerations, createGeneration, dropGenerations, moveOn, promoteGeneration } from './generations.js';
import { migrate } from './migrations.js';
import { landmarkIn, originOf } from './notes.js';
import { LEASE_MS, PostgresLease } from './postgres-lease.js';
import { PostgresTable } from './postgres-table.js';
import { queriesOver, readingConnections } from './reading.js';
import type { ClientBase } from 'pg';

export interface OpenPostgresViews {
  /** `postgres://user:password@host:5432/database?schema=baton`. */
  readonly connectionString: string;
  readonly failpoint?: AtFailpoint;
  readonly timer?: Timer;
  /** How long the lease holds without being renewed, milliseconds; six seconds unless told. */
  readonly leaseMs?: number;
  /** How many rows of each table are kept in memory while views are built; 20,000 unless told. */
  readonly rowsAtHand?: number;
}

/** After so long without an answer a connection that writes is given up, milliseconds. */
const PATIENCE_MS = 60_000;
/** So long a change of the tables waits for queries under way, milliseconds. */
const LOCK_MS = 20_000;

/** Keeps views in one schema of a PostgreSQL. Writes only while this process has the lease: see `lease`. */
export class PostgresViews implements ViewStore {
  readonly where: string;
  readonly startAnew: string;
  /** Reads the views; sees whole batches only. */
  readonly queries: ViewQueries;
  /** The right to write. Every other method that changes anything throws `LEASE_LOST` without it. */
  readonly lease: PostgresLease;

  private constructor(
    private readonly writing: Connections,
    private readonly leasing: Connections,
    private readonly options: OpenPostgresViews,
    private readonly failpoint: AtFailpoint = () => undefined,
  ) {
    this.where = writing.address.where;
    this.startAnew = startAnew(writing.address.schema);
    this.queries = queriesOver(readingConnections(writing.address));
    this.lease = new PostgresLease(leasing, options.timer, options.leaseMs);
  }

  /**
   * Opens the schema, and makes or converts Baton's own tables in it. Throws `ViewStoreFailed`: `VIEWS_UNREACHABLE`,
   * `VIEWS_ACCESS_DENIED`, or `VIEWS_UNUSABLE` for a schema of others or of a newer version.
   */
  static async open(options: OpenPostgresViews): Promise<PostgresViews> {
    const address = addressOf(options.connectionString);
    const { leaseMs = LEASE_MS } = options;
    const writing = new Connections(address, {
      name: 'views',
      most: 2,
      patienceMs: PATIENCE_MS,
      settings: {
        // Enough for views: after a power loss the last batches are gone, rows and checkpoints together.
        synchronous_commit: 'off',
        // Who stands still in the middle of a transaction holds up nobody for longer than the lease.
        idle_in_transaction_session_timeout: String(leaseMs),
        lock_timeout: String(LOCK_MS),
      },
    });
    const leasing = new Connections(address, { name: 'lease', most: 2, patienceMs: 2 * leaseMs });
    try {
      await writing.transaction((client) => migrate(client, address));
      return new PostgresViews(writing, leasing, options, options.failpoint);
    } catch (error) {
      await Promise.all([writing.close(), leasing.close()]);
      throw error;
    }
  }

  generations(): Promise<readonly Generation[]> {
    return this.writing.with(allGenerations);
  }

  origin(): Promise<string | undefined> {
    return this.writing.with(originOf);
  }

  async keepOrigin(hash: string): Promise<void> {
    await this.fenced((client) => client.query(`INSERT INTO about VALUES ('origin', $1)`, [hash]));
  }

  landmark(): Promise<Landmark | undefined> {
    return this.writing.with(landmarkIn);
  }

  create(layout: Layout): Promise<Generation> {
    return this.fenced((client) => createGeneration(client, layout));
  }

  tables({ generation, shape, position }: Generation): readonly StoredTable[] {
    const kept = { empty: position === undefined, atHand: this.options.rowsAtHand };
    return tablesOfShape(shape).map(
      (layout) => new PostgresTable(this.writing, physicalName(layout.name, generation), layout, kept),
    );
  }

  parkedTable(): StoredTable {
    return new PostgresTable(this.writing, parkedLayout.name, parkedLayout);
  }

  async commit({ changes, checkpoints, landmark }: Batch): Promise<void> {
    const written = changes.map((change) => ({ table: change.table as PostgresTable, change }));
    await this.fenced(async (client) => {
      this.failpoint('batch begun');
      for (const { table, change } of written) await table.write(client, change);
      this.failpoint('rows written');
      const stuck = await moveOn(client, checkpoints, landmark);
      if (stuck) throw this.inUse(stuck.projection);
      this.failpoint('checkpoints written');
    });
    for (const { table, change } of written) table.written(change);
    this.failpoint('batch committed');
  }

  async promote(generation: Generation): Promise<void> {
    await this.fenced(async (client) => {
      this.failpoint('switch begun');
      await promoteGeneration(client, generation);
      this.failpoint('tables switched');
    });
    this.failpoint('switch committed');
  }

  drop(projection: string, generation?: number): Promise<void> {
    return this.fenced((client) => dropGenerations(client, projection, generation));
  }

  async parked(projection: string, generation: number): Promise<readonly Parked[]> {
    const { rows } = await this.writing.with((client) =>
      client.query<(string | number)[]>({
        text: 'SELECT * FROM parked WHERE projection = $1 AND generation = $2',
        values: [projection, generation],
        rowMode: 'array',
      }),
    );
    return rows.map(parkedOf);
  }

  /** Closes all connections. Stop the runner and give the lease back first. */
  async close(): Promise<void> {
    this.lease.close();
    await Promise.all([this.queries.kysely.destroy(), this.writing.close(), this.leasing.close()]);
  }

  /** A transaction that only the holder of the lease can make. */
  private async fenced<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    const done = await this.writing.transaction(async (client) => {
      await this.lease.fence(client);
      return work(client);
    });
    await this.lease.wrote();
    return done;
  }

  private inUse(projection: string): ViewStoreFailed {
    return new ViewStoreFailed(
      'VIEWS_IN_USE',
      `Another runner has gone on with ${projection} in ${this.where}`,
      'Let one process build the views, and start Baton again',
    );
  }
}
