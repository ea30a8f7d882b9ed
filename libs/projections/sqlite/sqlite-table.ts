import type Database from 'better-sqlite3';
import type { Cells } from '../cells.js';
import type { TableLayout } from '../layout.js';
import type { StoredTable } from '../view-store.js';
import { deleteRow, selectRow, upsertRow } from './statements.js';

/** Runs work and makes of an engine's error one that says what to do. */
export type Guard = <T>(work: () => T) => T;

/** A table of one generation, with its statements prepared. */
export class SqliteTable implements StoredTable {
  /** Takes the cells of a row. */
  readonly put: Database.Statement<[Cells]>;
  /** Takes the cells of a key. */
  readonly remove: Database.Statement<[Cells]>;
  private readonly select: Database.Statement<[Cells], Cells>;

  constructor(
    database: Database.Database,
    physical: string,
    readonly layout: TableLayout,
    private readonly guarded: Guard,
  ) {
    this.put = database.prepare(upsertRow(physical, layout));
    this.remove = database.prepare(deleteRow(physical, layout));
    this.select = database.prepare<[Cells], Cells>(selectRow(physical, layout)).raw();
  }

  load(key: Cells): Cells | undefined {
    return this.guarded(() => this.select.get(key));
  }
}
