import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Cells } from '../cells.js';
import { ViewStoreFailed } from '../errors.js';
import { tablesOfShape, type Layout, type TableLayout } from '../layout.js';
import { parkedLayout, parkedOf } from '../parked.js';
import { ViewQueries } from '../queries.js';
import type { AtFailpoint, Batch, Checkpoint, Generation, Parked, StoredTable, ViewStore } from '../view-store.js';
import { explain } from './explain.js';
import { createTable, createView, deleteRow, dropTable, dropView, physicalName } from './statements.js';
import { selectRow, upsertRow } from './statements.js';
import { openForReading, openForWriting } from './views-file.js';

interface GenerationRow extends Omit<Generation, 'live' | 'caughtUp' | 'position'> {
  readonly live: number;
  readonly caughtUp: number;
  readonly position: string | null;
}

class SqliteTable implements StoredTable {
  readonly put: Database.Statement<[Cells]>;
  readonly remove: Database.Statement<[Cells]>;
  private readonly select: Database.Statement<[Cells], Cells>;

  constructor(
    database: Database.Database,
    physical: string,
    readonly layout: TableLayout,
    private readonly guarded: <T>(work: () => T) => T,
  ) {
    this.put = database.prepare(upsertRow(physical, layout));
    this.remove = database.prepare(deleteRow(physical, layout));
    this.select = database.prepare<[Cells], Cells>(selectRow(physical, layout)).raw();
  }

  load(key: Cells): Cells | undefined {
    return this.guarded(() => this.select.get(key));
  }
}

/** Keeps views in one SQLite file: rows and checkpoints are written on one connection, queries read on another. */
export class SqliteViews implements ViewStore {
  /** Reads the views; sees whole batches only. */
  readonly queries: ViewQueries;
  private readonly writer: Database.Database;
  private readonly reader: Database.Database;
  private readonly parkedRows: SqliteTable;

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
    this.parkedRows = new SqliteTable(this.writer, 'parked', parkedLayout, this.guarded);
    const dialect = new SqliteDialect({ database: this.reader });
    this.queries = new ViewQueries(new Kysely({ dialect }), (error) => explain(where, error));
  }

  generations(): Promise<readonly Generation[]> {
    return this.answer(() =>
      this.writer
        .prepare<[], GenerationRow>(
          `SELECT *, (SELECT count(*) FROM parked p WHERE p.projection = g.projection AND p.generation = g.generation)
           AS parked FROM generations g ORDER BY projection, generation`,
        )
        .all()
        .map(generationOf),
    );
  }

  origin(): Promise<string | undefined> {
    return this.answer(() =>
      this.writer.prepare<[], string>("SELECT value FROM about WHERE name = 'origin'").pluck().get(),
    );
  }

  keepOrigin(hash: string): Promise<void> {
    return this.answer(() => {
      this.writer.prepare("INSERT INTO about (name, value) VALUES ('origin', ?)").run(hash);
    });
  }

  create({ projection, version, tables, shape }: Layout): Promise<Generation> {
    return this.transaction(() => {
      const others = this.generationsOf(projection);
      const generation = Math.max(0, ...others.map((other) => other.generation)) + 1;
      const live = others.length === 0;
      for (const layout of tables) {
        const physical = physicalName(layout.name, generation);
        for (const statement of createTable(physical, layout)) this.writer.exec(statement);
        if (live) this.writer.exec(createView(layout.name, physical));
      }
      this.writer
        .prepare('INSERT INTO generations VALUES (?, ?, ?, ?, ?, 0, NULL, 0)')
        .run(projection, generation, version, shape, live ? 1 : 0);
      const made = { projection, generation, version, shape, live };
      return { ...made, caughtUp: false, position: undefined, events: 0, parked: 0 };
    });
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

  async commit({ changes, checkpoints }: Batch): Promise<void> {
    await this.transaction(() => {
      this.failpoint('batch begun');
      for (const { table, put, removed } of changes) {
        const target = table as SqliteTable;
        for (const cells of put) target.put.run(cells);
        for (const key of removed) target.remove.run(key);
      }
      this.failpoint('rows written');
      for (const checkpoint of checkpoints) this.moveOn(checkpoint);
      this.failpoint('checkpoints written');
    });
    this.failpoint('batch committed');
  }

  async promote({ projection, generation, shape }: Generation): Promise<void> {
    await this.transaction(() => {
      this.failpoint('switch begun');
      for (const other of this.generationsOf(projection)) if (other.generation !== generation) this.forget(other);
      for (const { name } of tablesOfShape(shape)) {
        this.writer.exec(dropView(name));
        this.writer.exec(createView(name, physicalName(name, generation)));
      }
      this.writer
        .prepare('UPDATE generations SET live = 1 WHERE projection = ? AND generation = ?')
        .run(projection, generation);
      this.failpoint('tables switched');
    });
    this.failpoint('switch committed');
  }

  drop(projection: string, generation?: number): Promise<void> {
    return this.transaction(() => {
      for (const each of this.generationsOf(projection)) {
        if (generation === undefined || each.generation === generation) this.forget(each);
      }
    });
  }

  parked(projection: string, generation: number): Promise<readonly Parked[]> {
    return this.answer(() =>
      this.writer
        .prepare<[string, number], Cells>('SELECT * FROM parked WHERE projection = ? AND generation = ?')
        .raw()
        .all(projection, generation)
        .map(parkedOf),
    );
  }

  /** Closes both connections. Stop the runner first. */
  async close(): Promise<void> {
    await this.queries.kysely.destroy();
    this.reader.close();
    this.writer.close();
  }

  private generationsOf(projection: string): GenerationRow[] {
    return this.writer
      .prepare<[string], GenerationRow>('SELECT * FROM generations WHERE projection = ?')
      .all(projection);
  }

  private forget({ projection, generation, shape, live }: GenerationRow): void {
    for (const { name } of tablesOfShape(shape)) {
      if (live) this.writer.exec(dropView(name));
      this.writer.exec(dropTable(physicalName(name, generation)));
    }
    for (const table of ['generations', 'parked']) {
      this.writer.prepare(`DELETE FROM ${table} WHERE projection = ? AND generation = ?`).run(projection, generation);
    }
  }

  private moveOn({ projection, generation, from, to, events, caughtUp }: Checkpoint): void {
    const { changes } = this.writer
      .prepare(
        `UPDATE generations SET position = ?, events = ?, caughtUp = ?
         WHERE projection = ? AND generation = ? AND position IS ?`,
      )
      .run(to ?? null, events, caughtUp ? 1 : 0, projection, generation, from ?? null);
    if (changes === 1) return;
    throw new ViewStoreFailed(
      'VIEWS_IN_USE',
      `Another process has gone on with ${projection} in ${this.where}`,
      'Let one process build the views, and start Baton again',
    );
  }

  private readonly guarded = <T>(work: () => T): T => {
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

const generationOf = ({ live, caughtUp, position, ...row }: GenerationRow): Generation => ({
  ...row,
  live: live === 1,
  caughtUp: caughtUp === 1,
  position: position ?? undefined,
});
