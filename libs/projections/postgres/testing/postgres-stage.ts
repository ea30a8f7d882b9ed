import type { OpenedViews } from '../../testing/contract-stage.js';
import type { HeldLease } from '../../lease.js';
import { PostgresViews, type OpenPostgresViews } from '../postgres-views.js';
import { onServer, ownSchema, startPostgres, type TestPostgres } from './postgres-server.js';

/** A server for the specs of a file, with a schema of its own for each: what a spec opens is closed, then it is removed. */
export class PostgresStage {
  private server: TestPostgres | undefined;
  private own: ReturnType<typeof ownSchema> | undefined;
  private readonly left: (() => Promise<unknown>)[] = [];

  /** Starts and stops with the specs of the file that calls it. */
  constructor() {
    beforeAll(async () => {
      this.server = await startPostgres();
    });
    afterAll(() => this.server?.stop());
    beforeEach(() => {
      this.own = ownSchema(this.serverUrl);
    });
    afterEach(async () => {
      for (const leave of this.left.splice(0).toReversed()) await leave();
      await this.own?.remove();
    });
  }

  get serverUrl(): string {
    if (!this.server) throw new Error('the server starts before the first spec');
    return this.server.url;
  }

  /** The connection string of the schema. */
  get url(): string {
    return this.own?.url ?? '';
  }

  get schema(): string {
    return this.own?.schema ?? '';
  }

  /** Does something after the spec; what was said last is done first. */
  later(leave: () => Promise<unknown>): void {
    this.left.push(leave);
  }

  /** Opens the schema. */
  async open(options: Partial<OpenPostgresViews> = {}): Promise<PostgresViews> {
    const views = await PostgresViews.open({ connectionString: this.url, ...options });
    this.later(() => views.close());
    return views;
  }

  /** Opens the schema and takes its lease. */
  async openLeased(options?: Partial<OpenPostgresViews>): Promise<{ views: PostgresViews; held: HeldLease }> {
    const views = await this.open(options);
    return { views, held: await views.lease.take(AbortSignal.timeout(30_000)) };
  }

  /** Runs a statement in the schema, beside everybody. */
  inSchema<T extends object = Record<string, unknown>>(text: string): Promise<T[]> {
    return onServer(this.serverUrl, async (client) => {
      await client.query(`SET search_path = ${this.schema}`);
      return (await client.query<T>(text)).rows;
    });
  }
}

/** Views as the suites of the contract see them; who opened them closes them. */
export const asOpened = (store: PostgresViews): OpenedViews => ({
  store,
  rows: (projection, table) => store.queries.find(projection, table),
  close: () => Promise.resolve(),
});
