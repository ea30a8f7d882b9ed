import type Database from 'better-sqlite3';
import type { Cells } from '../cells.js';
import { tablesOfShape, type Layout } from '../layout.js';
import { createView, dropTable, dropView, physicalName } from '../sql-text.js';
import type { Checkpoint, Generation } from '../view-store.js';
import { createTable } from './statements.js';

interface GenerationRow extends Omit<Generation, 'live' | 'caughtUp' | 'position' | 'parked'> {
  readonly live: number;
  readonly caughtUp: number;
  readonly position: string | null;
}

/** The book of what is built in a file: every generation with its tables, and which of them is read. No transactions. */
export class Generations {
  private readonly checkpoint: Database.Statement<[Cells]>;

  constructor(private readonly database: Database.Database) {
    this.checkpoint = database.prepare(
      `UPDATE generations SET position = ?, events = ?, caughtUp = ?
       WHERE projection = +? AND generation = +? AND position IS ?`,
    );
  }

  all(): Generation[] {
    const rows = this.database.prepare<[], GenerationRow & { parked: number }>(
      `SELECT g.*, (SELECT count(*) FROM parked p WHERE p.projection = g.projection AND p.generation = g.generation)
       AS parked FROM generations g ORDER BY projection, generation`,
    );
    return rows.all().map(({ live, caughtUp, position, ...row }) => ({
      ...row,
      live: live === 1,
      caughtUp: caughtUp === 1,
      position: position ?? undefined,
    }));
  }

  create({ projection, version, tables, shape }: Layout): Generation {
    const others = this.of(projection);
    const generation = Math.max(0, ...others.map((other) => other.generation)) + 1;
    const live = others.length === 0;
    for (const layout of tables) {
      const physical = physicalName(layout.name, generation);
      for (const statement of createTable(physical, layout)) this.database.exec(statement);
      if (live) this.database.exec(createView(layout.name, physical));
    }
    this.database
      .prepare('INSERT INTO generations VALUES (?, ?, ?, ?, ?, 0, NULL, 0)')
      .run(projection, generation, version, shape, live ? 1 : 0);
    const made = { projection, generation, version, shape, live };
    return { ...made, caughtUp: false, position: undefined, events: 0, parked: 0 };
  }

  /** Moves a generation on. Returns false where it does not stand where it should: somebody else has moved it. */
  moveOn({ projection, generation, from, to, events, caughtUp }: Checkpoint): boolean {
    const cells = [to ?? null, events, caughtUp ? 1 : 0, projection, generation, from ?? null];
    return this.checkpoint.run(cells).changes === 1;
  }

  /** What is read of a projection is this generation; all others go. */
  promote({ projection, generation, shape }: Generation): void {
    for (const other of this.of(projection)) if (other.generation !== generation) this.forget(other);
    for (const { name } of tablesOfShape(shape)) {
      this.database.exec(dropView(name));
      this.database.exec(createView(name, physicalName(name, generation)));
    }
    this.database
      .prepare('UPDATE generations SET live = 1 WHERE projection = ? AND generation = ?')
      .run(projection, generation);
  }

  /** Drops one generation, or all of a projection. */
  drop(projection: string, generation?: number): void {
    for (const each of this.of(projection)) {
      if (generation === undefined || each.generation === generation) this.forget(each);
    }
  }

  private of(projection: string): GenerationRow[] {
    const rows = this.database.prepare<[string], GenerationRow>('SELECT * FROM generations WHERE projection = ?');
    return rows.all(projection);
  }

  private forget({ projection, generation, shape, live }: GenerationRow): void {
    for (const { name } of tablesOfShape(shape)) {
      if (live) this.database.exec(dropView(name));
      this.database.exec(dropTable(physicalName(name, generation)));
    }
    for (const table of ['generations', 'parked']) {
      this.database.prepare(`DELETE FROM ${table} WHERE projection = ? AND generation = ?`).run(projection, generation);
    }
  }
}
