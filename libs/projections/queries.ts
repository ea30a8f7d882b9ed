import type { Kysely, SelectQueryBuilder } from 'kysely';
import { keyCells, rowOf, type Cells } from './cells.js';
import { ViewUnknown } from './errors.js';
import { layoutOf, type TableLayout } from './layout.js';
import type { AnyTableSpec, Projection, RowOf, Tables } from './port.js';

/** What a field is in a query: flags are 0 or 1, lists and nested values are JSON text. */
export type CellOf<V> = V extends boolean ? 0 | 1 : V extends string | number ? V : string;

/** The columns of a row class as a query sees them; a field that may be absent is NULL. */
export type ColumnsOf<Row> = {
  [F in keyof Row]-?: Record<never, never> extends Pick<Row, F>
    ? CellOf<Exclude<Row[F], undefined>> | null
    : CellOf<Row[F]>;
};

/** A query of one table, which is called by its name in the projection. */
export type Select<T extends Tables, K extends keyof T & string> = SelectQueryBuilder<
  { [N in K]: ColumnsOf<RowOf<T[K]>> },
  K,
  Record<never, never>
>;

/** Reads views by their projections. What it reads is always the rows of whole batches. */
export class ViewQueries {
  private readonly layouts = new WeakMap<AnyTableSpec, TableLayout>();

  constructor(
    /** For what `find` cannot say (joins): the tables by the names they are queried by. Reads only. */
    readonly kysely: Kysely<Record<string, Record<string, unknown>>>,
    /** Makes of an engine's error one that a person understands. */
    private readonly explain: (error: unknown) => unknown,
  ) {}

  /** A query of a table, for sums and counts: `from(promiseLedger, 'rows').select(…).groupBy(…).execute()`. */
  from<T extends Tables, K extends keyof T & string>(projection: Projection<T>, table: K): Select<T, K> {
    const { name } = this.layout(projection, table);
    return this.kysely.selectFrom(`${name} as ${table}`) as unknown as Select<T, K>;
  }

  /** The rows of a table that a query picks and orders; whole rows, with the fields nobody set absent. */
  async find<T extends Tables, K extends keyof T & string>(
    projection: Projection<T>,
    table: K,
    pick: (query: Select<T, K>) => Select<T, K> = (query) => query,
  ): Promise<RowOf<T[K]>[]> {
    const layout = this.layout(projection, table);
    const query = pick(this.from(projection, table)).selectAll() as unknown as {
      execute(): Promise<Record<string, string | number | null>[]>;
    };
    const found = await this.run(() => query.execute());
    return found.map((row) => this.rowOf(layout, row) as RowOf<T[K]>);
  }

  /** The row with a key. */
  async get<T extends Tables, K extends keyof T & string>(
    projection: Projection<T>,
    table: K,
    key: Partial<RowOf<T[K]>>,
  ): Promise<RowOf<T[K]> | undefined> {
    const layout = this.layout(projection, table);
    const cells = keyCells(layout, key);
    let query = this.kysely.selectFrom(layout.name).selectAll();
    layout.key.forEach((at, index) => {
      query = query.where(layout.columns[at]?.name as string, '=', cells[index]);
    });
    const row = await this.run(() => query.executeTakeFirst());
    return row && (this.rowOf(layout, row as Record<string, string>) as RowOf<T[K]>);
  }

  /** Runs a query of one's own, with the engine's errors explained. */
  async run<R>(query: () => Promise<R>): Promise<R> {
    try {
      return await query();
    } catch (error) {
      throw this.explain(error);
    }
  }

  private layout(projection: Projection, table: string): TableLayout {
    const spec = projection.tables[table];
    if (!spec) throw new ViewUnknown(`${projection.name}.${table}`, Object.keys(projection.tables));
    const known = this.layouts.get(spec);
    if (known) return known;
    const laidOut = layoutOf(projection).tables.find((each) => each.table === table) as TableLayout;
    this.layouts.set(spec, laidOut);
    return laidOut;
  }

  private rowOf(layout: TableLayout, row: Readonly<Record<string, string | number | null>>): object {
    const cells: Cells = layout.columns.map(({ name }) => row[name] ?? null);
    return rowOf(layout, cells);
  }
}
