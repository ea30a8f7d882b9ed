import type { StoredEvent } from '@baton/event-store';
import { CachedTable, isPromised } from './cached-table.js';
import { cellsOf, keyCells, rowOf, type Cells } from './cells.js';
import { parkedCells, skippedOnce } from './parked.js';
import type { Projection, Rows } from './port.js';
import type { StoredTable, TableChanges } from './view-store.js';

export type AnyFold = (event: StoredEvent, tables: Readonly<Record<string, Rows<object>>>) => Promise<void> | void;

const DONE = Promise.resolve();

/** A table as a fold sees it: rows instead of cells. */
class FoldRows implements Rows<object> {
  constructor(
    private readonly table: CachedTable,
    private readonly folding: { readonly busy: boolean },
  ) {}

  get(key: object): Promise<object | undefined> {
    const { layout } = this.table.stored;
    const cells = this.table.get(keyCells(layout, key));
    if (isPromised(cells)) return cells.then((found) => found && rowOf(layout, found));
    return Promise.resolve(cells && rowOf(layout, cells));
  }

  put(row: object): void {
    this.writable();
    this.table.put(cellsOf(this.table.stored.layout, row));
  }

  change(key: object, change: (row: object) => object): Promise<void> {
    const at = keyCells(this.table.stored.layout, key);
    const cells = this.table.get(at);
    // Once it was waited for, the row is in hand, with what other changes of the same event made of it meanwhile.
    if (isPromised(cells)) return cells.then(() => this.replace(this.table.get(at) as Cells | undefined, change));
    this.replace(cells, change);
    return DONE;
  }

  remove(key: object): void {
    this.writable();
    this.table.remove(keyCells(this.table.stored.layout, key));
  }

  private replace(cells: Cells | undefined, change: (row: object) => object): void {
    if (!cells) return;
    const { layout } = this.table.stored;
    this.writable();
    const changed = cellsOf(layout, change(rowOf(layout, cells)));
    if (layout.key.some((at) => changed[at] !== cells[at])) {
      throw new TypeError(`a change of a row of ${layout.name} keeps its key: remove the row and put another`);
    }
    this.table.put(changed);
  }

  private writable(): void {
    if (this.folding.busy) return;
    throw new Error(`a fold wrote to ${this.table.stored.layout.name} after its event: await every change`);
  }
}

/** Told when an event is set aside. */
export type OnParked = (event: StoredEvent) => void;

/** Folds events into the tables of one generation, in memory until they are taken as changes. */
export class Folding {
  /** True while a fold has an event in hand. */
  busy = false;
  /** How many streams are set aside. */
  parkedCount: number;
  private readonly folds: ReadonlyMap<string, AnyFold>;
  private readonly tables: readonly CachedTable[];
  private readonly rows: Readonly<Record<string, Rows<object>>>;
  private readonly parked: CachedTable;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly projection: Projection,
    private readonly of: { readonly projection: string; readonly generation: number; readonly parked: number },
    private readonly stored: readonly StoredTable[],
    private readonly parkedTable: StoredTable,
    private readonly onParked: OnParked,
  ) {
    const failed = (error: unknown): void => void (this.failure ??= { error });
    this.folds = new Map(Object.entries(projection.on) as [string, AnyFold][]);
    this.tables = stored.map((table) => new CachedTable(table, failed));
    this.rows = Object.fromEntries(this.tables.map((table) => [table.stored.layout.table, new FoldRows(table, this)]));
    this.parked = new CachedTable(parkedTable, failed);
    this.parkedCount = of.parked;
  }

  /** Whether some of its tables are such. */
  reads(which: (table: StoredTable) => boolean): boolean {
    return this.stored.some(which);
  }

  /** The same folding over other tables in place of its own, with nothing in hand; nobody is told what it sets aside. */
  over(instead: (table: StoredTable) => StoredTable): Folding {
    const { projection, of, stored, parkedTable, parkedCount: parked } = this;
    return new Folding(projection, { ...of, parked }, stored.map(instead), instead(parkedTable), () => undefined);
  }

  /** The words this projection folds. */
  get types(): Iterable<string> {
    return this.folds.keys();
  }

  /** How many rows are in hand. */
  get size(): number {
    return this.tables.reduce((sum, table) => sum + table.size, this.parked.size);
  }

  /** The fold of a word, if there is one. */
  foldOf(type: string): AnyFold | undefined {
    return this.folds.get(type);
  }

  /**
   * Takes in one event; a promise only where something has to be waited for. A fold that throws leaves no trace but the
   * event set aside, with its stream; later events of that stream are skipped. Throws only where the store failed.
   */
  take(fold: AnyFold, event: StoredEvent): Promise<void> | void {
    return this.parkedCount > 0 ? this.takeUnlessParked(fold, event) : this.fold(fold, event);
  }

  /** What the store has to be told. */
  changes(): TableChanges[] {
    return [...this.tables, this.parked].flatMap((table) => table.changes() ?? []);
  }

  /** The changes are written: nothing is in hand any longer. */
  clear(): void {
    for (const table of [...this.tables, this.parked]) table.clear();
  }

  private async takeUnlessParked(fold: AnyFold, event: StoredEvent): Promise<void> {
    const found = await this.parked.get([this.of.projection, this.of.generation, event.stream]);
    if (found) this.parked.put(skippedOnce(found));
    else await this.fold(fold, event);
  }

  private fold(fold: AnyFold, event: StoredEvent): Promise<void> | void {
    this.busy = true;
    let folded: Promise<void> | void;
    try {
      folded = fold(event, this.rows);
    } catch (thrown) {
      return this.failed(event, thrown);
    }
    if (!folded) return this.done();
    return folded.then(
      () => this.done(),
      (thrown: unknown) => this.failed(event, thrown),
    );
  }

  private done(): void {
    this.busy = false;
    if (this.failure) throw this.failure.error;
    for (const table of this.tables) table.accept();
  }

  private failed(event: StoredEvent, thrown: unknown): void {
    this.busy = false;
    if (this.failure) throw this.failure.error;
    for (const table of this.tables) table.discard();
    this.parked.put(parkedCells(this.of, event, thrown));
    this.parkedCount += 1;
    this.onParked(event);
  }
}
