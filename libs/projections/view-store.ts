import type { Position } from '@baton/contracts';
import type { Cells } from './cells.js';
import type { Layout, TableLayout } from './layout.js';

/** One build of a projection: tables of its own, with the place in the log up to which they are filled. */
export interface Generation {
  readonly projection: string;
  /** From 1 on; no two of a projection have the same at one time. */
  readonly generation: number;
  readonly version: number;
  /** The shape of its tables: see `Layout`; `tablesOfShape` reads it. */
  readonly shape: string;
  /** True for the one that is read; the other, if any, is built beside it. */
  readonly live: boolean;
  /** Whether it has once reached the end of the log. */
  readonly caughtUp: boolean;
  readonly position: Position | undefined;
  /** How many events were folded or skipped. */
  readonly events: number;
  /** How many streams are set aside. */
  readonly parked: number;
}

/** A table of a generation as the fold reads it. */
export interface StoredTable {
  readonly layout: TableLayout;
  /** The row with that key as it was after the last commit; at once where the store can. */
  load(key: Cells): Cells | undefined | Promise<Cells | undefined>;
}

/** A table whose rows are far away: they are fetched many at once, ahead of the folds that load them. */
export interface DistantTable extends StoredTable {
  /** What is known of the row with that key without asking; undefined where nothing is. */
  atHand(key: Cells): { readonly cells: Cells | undefined } | undefined;
  /** Has these rows at hand from now on. No key occurs twice. */
  fetch(keys: readonly Cells[]): Promise<void>;
}

/** What changes in one table: rows put (whole, by their key) and keys removed. No key occurs twice. */
export interface TableChanges {
  readonly table: StoredTable;
  readonly put: readonly Cells[];
  readonly removed: readonly Cells[];
}

/** How a generation moves on in the log. */
export interface Checkpoint {
  readonly projection: string;
  readonly generation: number;
  /** Where it stands in the store, if nobody else builds it. */
  readonly from: Position | undefined;
  readonly to: Position | undefined;
  readonly events: number;
  readonly caughtUp: boolean;
}

/** An event by which the log that views were built from is known again. */
export interface Landmark {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly hash: string;
}

/** All that a run of events changes. */
export interface Batch {
  readonly changes: readonly TableChanges[];
  readonly checkpoints: readonly Checkpoint[];
  /** The last event of the run, where it is that of the foremost views: it takes the place of the one kept before. */
  readonly landmark?: Landmark | undefined;
}

/** An event that was set aside because the fold threw. Its stream is skipped in that view from then on. */
export interface Parked {
  readonly projection: string;
  readonly stream: string;
  readonly position: Position;
  readonly eventId: string;
  readonly type: string;
  /** What the fold said. */
  readonly message: string;
  /** How many later events of the stream were skipped. */
  readonly skipped: number;
}

/**
 * The places at which a spec may make a store fail or its process end, in the order in which they are passed:
 * of a batch (begun, rows written, checkpoints written, committed) and of a switch (begun, tables switched, committed).
 */
export type Failpoint =
  | 'batch begun'
  | 'rows written'
  | 'checkpoints written'
  | 'batch committed'
  | 'switch begun'
  | 'tables switched'
  | 'switch committed';

/** Called at every failpoint; throws, or ends the process, or does nothing. */
export type AtFailpoint = (at: Failpoint) => void;

/**
 * The port to a place that keeps views. One runner writes at a time. Every method throws `ViewStoreFailed` when the
 * place itself fails; nothing is then half done.
 */
export interface ViewStore {
  /** Where the views are, for people: the name of the file, or the server with its database. Never a password. */
  readonly where: string;
  /** What a person does to have everything built anew: a sentence without its full stop. */
  readonly startAnew: string;
  /** All generations there are. */
  generations(): Promise<readonly Generation[]>;
  /** The hash of the first event of the log the views are built from; undefined before one was. */
  origin(): Promise<string | undefined>;
  /** Notes the log, once, before the first batch. */
  keepOrigin(hash: string): Promise<void>;
  /** The landmark of the last batch that had one; undefined before any, or where versions wrote that kept none. */
  landmark(): Promise<Landmark | undefined>;
  /**
   * Makes the empty tables of a layout. The first generation of a projection is live at once: its tables are queried by
   * their names and fill as it goes. Any further one is built beside.
   */
  create(layout: Layout): Promise<Generation>;
  /** The tables of a generation, in the order of its layout. */
  tables(generation: Generation): readonly StoredTable[];
  /** The table of what is set aside in all generations, laid out as `parkedLayout`. */
  parkedTable(): StoredTable;
  /** Writes rows, checkpoints and the landmark in one transaction: all of it or nothing. */
  commit(batch: Batch): Promise<void>;
  /** In one transaction: what is queried by the tables' names is this generation from now on, the others are dropped. */
  promote(generation: Generation): Promise<void>;
  /** Drops one generation, or all of a projection with the names under which it was queried. */
  drop(projection: string, generation?: number): Promise<void>;
  /** What is set aside in a generation, in no order. */
  parked(projection: string, generation: number): Promise<readonly Parked[]>;
}
