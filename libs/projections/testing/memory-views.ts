import { keyOfCells, keyText, rowOf, type Cells } from '../cells.js';
import { ViewStoreFailed } from '../errors.js';
import { queriedName, tablesOfShape, type Layout, type TableLayout } from '../layout.js';
import { parkedLayout, parkedOf } from '../parked.js';
import type {
  AtFailpoint,
  Batch,
  Checkpoint,
  Failpoint,
  Generation,
  Landmark,
  Parked,
  StoredTable,
  ViewStore,
} from '../view-store.js';

class MemoryTable implements StoredTable {
  readonly rows = new Map<string, Cells>();

  constructor(readonly layout: TableLayout) {}

  load(key: Cells): Cells | undefined {
    return this.rows.get(keyText(key));
  }
}

interface Kept {
  generation: Generation;
  readonly tables: readonly MemoryTable[];
}

/**
 * Keeps views in memory, for specs: as strict as a file. A failpoint that throws leaves nothing half done, and a new
 * runner on the same object goes on as after a restart.
 */
export class MemoryViews implements ViewStore {
  readonly where = 'the memory of this process';
  readonly startAnew = 'Start again';
  private kept: Kept[] = [];
  private readonly parkedRows = new MemoryTable(parkedLayout);
  private log: string | undefined;
  private last: Landmark | undefined;

  constructor(private failpoint: AtFailpoint = () => undefined) {}

  /** Sets what happens at the failpoints from now on. */
  failAt(failpoint: AtFailpoint): void {
    this.failpoint = failpoint;
  }

  /** What a query of a table by its name finds now, in the order of its key. Throws where there is no such name. */
  rowsNamed(name: string): object[] {
    const table = this.kept
      .filter(({ generation }) => generation.live)
      .flatMap(({ tables }) => tables)
      .find(({ layout }) => layout.name === name);
    if (!table) throw new Error(`no such table: ${name}`);
    return [...table.rows.values()]
      .toSorted((a, b) => compareCells(keyOfCells(table.layout, a), keyOfCells(table.layout, b)))
      .map((cells) => rowOf(table.layout, cells));
  }

  /** The rows of a projection's table, in the order of its key. */
  rows(projection: string, table = 'rows'): object[] {
    return this.rowsNamed(queriedName(projection, table));
  }

  generations(): Promise<readonly Generation[]> {
    return Promise.resolve(
      this.kept.map(({ generation }) => ({
        ...generation,
        parked: this.parkedOf(generation.projection, generation.generation).length,
      })),
    );
  }

  origin(): Promise<string | undefined> {
    return Promise.resolve(this.log);
  }

  keepOrigin(hash: string): Promise<void> {
    this.log = hash;
    return Promise.resolve();
  }

  landmark(): Promise<Landmark | undefined> {
    return Promise.resolve(this.last);
  }

  create({ projection, version, shape }: Layout): Promise<Generation> {
    const others = this.kept.flatMap((kept) => (kept.generation.projection === projection ? [kept.generation] : []));
    const generation: Generation = {
      projection,
      generation: Math.max(0, ...others.map((other) => other.generation)) + 1,
      version,
      shape,
      live: others.length === 0,
      caughtUp: false,
      position: undefined,
      events: 0,
      parked: 0,
    };
    this.kept.push({ generation, tables: tablesOfShape(shape).map((layout) => new MemoryTable(layout)) });
    return Promise.resolve(generation);
  }

  tables({ projection, generation }: Generation): readonly StoredTable[] {
    return this.find(projection, generation).tables;
  }

  parkedTable(): StoredTable {
    return this.parkedRows;
  }

  commit({ changes, checkpoints, landmark }: Batch): Promise<void> {
    return this.passing(['batch begun', 'rows written', 'checkpoints written'], 'batch committed', () => {
      checkpoints.forEach((checkpoint) => this.check(checkpoint));
      this.last = landmark ?? this.last;
      for (const { table, put, removed } of changes) {
        const { rows } = table as MemoryTable;
        for (const cells of put) rows.set(keyText(keyOfCells(table.layout, cells)), cells);
        for (const key of removed) rows.delete(keyText(key));
      }
      for (const { projection, generation, to, events, caughtUp } of checkpoints) {
        const kept = this.find(projection, generation);
        kept.generation = { ...kept.generation, position: to, events, caughtUp };
      }
    });
  }

  promote({ projection, generation }: Generation): Promise<void> {
    return this.passing(['switch begun', 'tables switched'], 'switch committed', () => {
      this.forget((kept) => kept.projection === projection && kept.generation !== generation);
      const kept = this.find(projection, generation);
      kept.generation = { ...kept.generation, live: true };
    });
  }

  drop(projection: string, generation?: number): Promise<void> {
    this.forget(
      (kept) => kept.projection === projection && (generation === undefined || kept.generation === generation),
    );
    return Promise.resolve();
  }

  parked(projection: string, generation: number): Promise<readonly Parked[]> {
    return Promise.resolve(this.parkedOf(projection, generation).map(parkedOf));
  }

  private parkedOf(projection: string, generation: number): Cells[] {
    return [...this.parkedRows.rows.values()].filter((cells) => cells[0] === projection && cells[1] === generation);
  }

  private forget(which: (generation: Generation) => boolean): void {
    for (const { generation } of this.kept.filter((kept) => which(kept.generation))) {
      for (const cells of this.parkedOf(generation.projection, generation.generation)) {
        this.parkedRows.rows.delete(keyText(keyOfCells(parkedLayout, cells)));
      }
    }
    this.kept = this.kept.filter((kept) => !which(kept.generation));
  }

  private find(projection: string, generation: number): Kept {
    const found = this.kept.find(
      (kept) => kept.generation.projection === projection && kept.generation.generation === generation,
    );
    if (!found) throw new Error(`there is no generation ${generation} of ${projection}`);
    return found;
  }

  private check({ projection, generation, from }: Checkpoint): void {
    if (this.find(projection, generation).generation.position === from) return;
    throw new ViewStoreFailed('VIEWS_IN_USE', `another runner builds ${projection}`, 'Let one runner build the views');
  }

  private passing(before: readonly Failpoint[], after: Failpoint, work: () => void): Promise<void> {
    return new Promise((resolve) => {
      before.forEach((at) => this.failpoint(at));
      work();
      this.failpoint(after);
      resolve();
    });
  }
}

/** Orders keys as SQLite does: numbers by size, texts by their bytes in UTF-8. */
function compareCells(a: Cells, b: Cells): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (left === right) continue;
    return typeof left === 'number'
      ? left - Number(right)
      : Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
  }
  return 0;
}
