import type { AnyFact, Position, Recorded } from '@baton/contracts';
import type { DescribedClass } from '@baton/fields';

/** A table of a projection: a described row class gives the columns, their types and (at the door) the GraphQL type. */
export interface TableSpec<Row extends object = object> {
  readonly row: DescribedClass<Row>;
  /** The fields that make the primary key: none of them optional, a list, nested or JSON. */
  readonly key: readonly (keyof NoInfer<Row> & string)[];
  /** Further indexes, each a list of fields. */
  readonly indexes?: readonly (readonly (keyof NoInfer<Row> & string)[])[];
}

/** A table of any row: what the machinery sees of a `TableSpec`. */
export interface AnyTableSpec {
  readonly row: DescribedClass;
  readonly key: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
}

export type Tables = Readonly<Record<string, AnyTableSpec>>;

/** A row without the fields nobody set. */
export type RowOf<S> = S extends { readonly row: DescribedClass<infer Row extends object> } ? Row : never;

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

/** A fold of one event. (Written as a method, so that a list may hold projections of different tables.) */
export type FoldOf<E extends AnyFact['type'], T extends Tables> = {
  fold(event: EventOf<E>, tables: TablesRows<T>): Promise<void> | void;
}['fold'];

/** The keys are both the fold and the subscription filter. */
export type Folds<T extends Tables> = { readonly [E in AnyFact['type']]?: FoldOf<E, T> };

/**
 * A read model: rows folded from events. Pure apart from the rows it is handed; raise `version` when the fold or a
 * table changes, and the new one is built beside the old and takes its place when it has caught up.
 */
export interface Projection<T extends Tables = Tables> {
  /** snake_case; its tables are called `<name>` (for the table `rows`) or `<name>_<table>`. */
  readonly name: string;
  /** From 1 on. */
  readonly version: number;
  readonly tables: T;
  readonly on: Folds<T>;
}

/** The tables of rows of these classes, by the tables' names. */
export type TablesOf<Rows extends Record<string, object>> = { readonly [K in keyof Rows]: TableSpec<Rows[K]> };

/** Declares a projection with its types inferred: the rows from the tables' classes, the events from the words. */
export const projection = <R extends Record<string, object>>(spec: {
  readonly name: string;
  readonly version: number;
  readonly tables: { readonly [K in keyof R]: TableSpec<R[K]> };
  readonly on: Folds<TablesOf<R>>;
}): Projection<TablesOf<R>> => spec;

/** How a view stands. */
export interface ViewState {
  readonly name: string;
  /** The version that is read now. */
  readonly version: number;
  /** How far the log has been taken into what is read now; undefined before the first event. */
  readonly position: Position | undefined;
  readonly status: 'building' | 'live' | 'rebuilding';
  /** Events set aside because the fold threw, each with its stream: that stream is stale in this view, all others are not. */
  readonly parked: number;
  /** The one that is built beside, while the status is `rebuilding`. */
  readonly beside?: { readonly version: number; readonly position: Position | undefined; readonly parked: number };
  /** Why the view no longer moves, and what to do: present once the runner has stopped on an error. */
  readonly failure?: ViewFailure;
}

/** Why views stopped. */
export interface ViewFailure {
  /** Stable, in capitals. */
  readonly code: string;
  /** What is wrong and what to do. */
  readonly message: string;
  /** What to do, alone: the last sentence of the message. */
  readonly remedy: string;
}
