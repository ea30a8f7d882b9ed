import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Cells } from '../cells.js';
import { ViewStoreFailed } from '../errors.js';
import { landmarkOf, noteOfLandmark } from '../origin.js';
import { tablesOfShape, type Layout } from '../layout.js';
import { parkedLayout, parkedOf } from '../parked.js';
import { ViewQueries } from '../queries.js';
import { physicalName } from '../sql-text.js';
import type { AtFailpoint, Batch, Generation, Landmark, Parked, StoredTable, ViewStore } from '../view-store.js';
import { DELETE_THE_FILE, explain } from './explain.js';
import { Generations } from './generations.js';
import { SqliteTable, type Guard } from './sqlite-table.js';
import { openForReading, openForWriting } from './views-file.js';

/** Keeps views in one SQLite file: rows and checkpoints are written on one connection, queries read on another. */
export class SqliteViews implements ViewStore {
  readonly startAnew = DELETE_THE_FILE;
  /** Reads the views; sees whole batches only. */
  readonly queries: ViewQueries;
  private readonly writer: Database.Database;
  private readonly reader: Database.Database;
  private readonly book: Generations;
  private readonly parkedRows: SqliteTable;
  private readonly noting: Database.Statement<[string, string]>;

  /**
   * Opens the file and makes it where there is none. Throws `ViewStoreFailed`: `VIEWS_UNUSABLE` for a foreign or
   * damaged file or one of another format, `VIEWS_READ_ONLY` where it cannot be written.
   */
  constructor(
    readonly where: string,
    private readonly failpoint: AtFailpoint = () => undefined,
  ) {
    this.writer = openForWriting(where);
    this.reader = openForReading(where);
    this.book = new Generations(this.writer);
    this.parkedRows = new SqliteTable(this.writer, 'parked', parkedLayout, this.guarded);
    this.noting = this.writer.prepare(
      'INSERT INTO about (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
    const dialect = new SqliteDialect({ database: this.reader });
    this.queries = new ViewQueries(new Kysely({ dialect }), (error) => explain(where, error));
  }

  generations(): Promise<readonly Generation[]> {
    return this.answer(() => this.book.all());
  }

  origin(): Promise<string | undefined> {
    return this.noted('origin');
  }

  async landmark(): Promise<Landmark | undefined> {
    return landmarkOf(await this.noted('landmark'));
  }

  /** What is noted under a name, if anything is. */
  noted(name: string): Promise<string | undefined> {
    const value = 'SELECT value FROM about WHERE name = ?';
    return this.answer(() => this.writer.prepare<[string], string>(value).pluck().get(name));
  }

  /** Notes it, whatever was noted before. */
  note(name: string, value: string): Promise<void> {
    return this.answer(() => {
      this.noting.run(name, value);
    });
  }

  keepOrigin(hash: string): Promise<void> {
    return this.answer(() => {
      this.writer.prepare("INSERT INTO about (name, value) VALUES ('origin', ?)").run(hash);
    });
  }

  create(layout: Layout): Promise<Generation> {
    return this.transaction(() => this.book.create(layout));
  }

  tables({ generation, shape }: Generation): readonly StoredTable[] {
    return this.guarded(() =>
      tablesOfShape(shape).map(
        (layout) => new SqliteTable(this.writer, physicalName(layout.name, generation), layout, this.guarded),
      ),
    );
  }

  parkedTable(): StoredTable {
    return this.parkedRows;
  }

  async commit({ changes, checkpoints, landmark }: Batch): Promise<void> {
    await this.transaction(() => {
      this.failpoint('batch begun');
      for (const { table, put, removed } of changes) {
        const target = table as SqliteTable;
        for (const cells of put) target.put.run(cells);
        for (const key of removed) target.remove.run(key);
      }
      this.failpoint('rows written');
      for (const checkpoint of checkpoints) {
        if (!this.book.moveOn(checkpoint)) throw this.inUse(checkpoint.projection);
      }
      if (landmark) this.noting.run('landmark', noteOfLandmark(landmark));
      this.failpoint('checkpoints written');
    });
    this.failpoint('batch committed');
  }

  async promote(generation: Generation): Promise<void> {
    await this.transaction(() => {
      this.failpoint('switch begun');
      this.book.promote(generation);
      this.failpoint('tables switched');
    });
    this.failpoint('switch committed');
  }

  drop(projection: string, generation?: number): Promise<void> {
    return this.transaction(() => this.book.drop(projection, generation));
  }

  parked(projection: string, generation: number): Promise<readonly Parked[]> {
    const rows = 'SELECT * FROM parked WHERE projection = ? AND generation = ?';
    return this.answer(() =>
      this.writer.prepare<[string, number], Cells>(rows).raw().all(projection, generation).map(parkedOf),
    );
  }

  /** Closes both connections. Stop the runner first. */
  async close(): Promise<void> {
    await this.queries.kysely.destroy();
    this.reader.close();
    this.writer.close();
  }

  private inUse(projection: string): ViewStoreFailed {
    return new ViewStoreFailed(
      'VIEWS_IN_USE',
      `Another process has gone on with ${projection} in ${this.where}`,
      'Let one process build the views, and start Baton again',
    );
  }

  private readonly guarded: Guard = (work) => {
    try {
      return work();
    } catch (error) {
      throw explain(this.where, error);
    }
  };

  private answer<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => resolve(this.guarded(work)));
  }

  private transaction<T>(work: () => T): Promise<T> {
    return this.answer(() => this.writer.transaction(work).immediate());
  }
}
