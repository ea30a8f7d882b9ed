import { CompiledQuery, createQueryId, type Kysely, type RootOperationNode } from 'kysely';
import { ViewQueries } from '../queries.js';

/** Queries of views that remember what was asked, so that a spec can look at how it is carried out. */
export class WatchedQueries {
  /** What is asked of these is remembered. */
  readonly queries: ViewQueries;
  private readonly nodes: RootOperationNode[] = [];

  /** @param views whose tables are asked; its own queries are not watched */
  constructor(private readonly views: Pick<ViewQueries, 'kysely'>) {
    const watching = views.kysely.withPlugin({
      transformQuery: ({ node }) => (this.nodes.push(node), node),
      transformResult: ({ result }) => Promise.resolve(result),
    });
    this.queries = new ViewQueries(watching, (error) => error);
  }

  /** Nothing that was asked so far counts. */
  forget(): void {
    this.nodes.length = 0;
  }

  /** What was asked since, in order. */
  asked(): CompiledQuery[] {
    const kysely = this.views.kysely as Kysely<unknown>;
    return this.nodes.map((node) => kysely.getExecutor().compileQuery(node, createQueryId()));
  }

  /** How SQLite carries out what was asked since: a step a line, query by query. */
  plans(): Promise<string[]> {
    return Promise.all(
      this.asked().map(async ({ sql, parameters }) => {
        const explain = CompiledQuery.raw(`EXPLAIN QUERY PLAN ${sql}`, [...parameters]);
        const { rows } = await this.views.kysely.executeQuery<{ detail: string }>(explain);
        return rows.map(({ detail }) => detail).join('\n');
      }),
    );
  }
}
