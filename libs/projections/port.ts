import type { AnyFact, Position, Recorded } from '@baton/contracts';
import type { DescribedClass } from '@baton/fields';

/** A table of a projection: a described row class gives the columns, their types and (at the door) the GraphQL type. */
export interface TableSpec<Row extends object = object> {
  readonly row: DescribedClass<Row>;
  /** The fields that make the primary key. */
  readonly key: readonly (keyof Row & string)[];
  /** Further indexes, each a list of fields. */
  readonly indexes?: readonly (readonly (keyof Row & string)[])[];
}

export type Tables = Readonly<Record<string, TableSpec>>;

/** A row without the fields nobody set. */
export type RowOf<S> = S extends TableSpec<infer Row> ? Row : never;

/** The rows of one table as a fold sees them: its own writes at once, everybody else's at the end of the batch. */
export interface Rows<Row extends object> {
  get(key: Partial<Row>): Promise<Row | undefined>;
  /** Inserts or replaces the row with the same key. */
  put(row: Row): void;
  /** Changes the row with that key by a function of what it is; nothing happens where there is none. */
  change(key: Partial<Row>, change: (row: Row) => Row): Promise<void>;
  remove(key: Partial<Row>): void;
}

export type TablesRows<T extends Tables> = { readonly [K in keyof T]: Rows<RowOf<T[K]>> };

/** The event of a given word with its envelope. */
export type EventOf<T extends AnyFact['type']> = Recorded<Extract<AnyFact, { type: T }>>;

/** The keys are both the fold and the subscription filter. */
export type Folds<T extends Tables> = {
  readonly [E in AnyFact['type']]?: (event: EventOf<E>, tables: TablesRows<T>) => Promise<void> | void;
};

/**
 * A read model: rows folded from events. Pure apart from the rows it is handed; raise `version` when the fold or a
 * table changes, and the new one is built beside the old and takes its place when it has caught up.
 */
export interface Projection<T extends Tables = Tables> {
  /** snake_case; its tables are called `<name>` (for the table `rows`) or `<name>_<table>`. */
  readonly name: string;
  readonly version: number;
  readonly tables: T;
  readonly on: Folds<T>;
}

/** Declares a projection with its types inferred. */
export const projection = <T extends Tables>(spec: Projection<T>): Projection<T> => spec;

/** How a view stands. */
export interface ViewState {
  readonly name: string;
  readonly version: number;
  readonly position: Position | undefined;
  readonly status: 'building' | 'live' | 'rebuilding';
  /** Events set aside because the fold threw, each with its stream: that stream is stale in this view, all others are not. */
  readonly parked: number;
}
