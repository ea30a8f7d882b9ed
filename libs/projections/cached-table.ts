import { keyOfCells, keyText, type Cells } from './cells.js';
import type { StoredTable, TableChanges } from './view-store.js';

/** A row in hand. */
interface Entry {
  readonly text: string;
  readonly key: Cells;
  /** Undefined where there is no such row. */
  cells: Cells | undefined;
  /** False as long as nobody asked the store nor wrote it. */
  known: boolean;
  /** Whether the store has to be told. */
  dirty: boolean;
}

/** The rows of a table that a batch touches: read once, changed in memory, handed over as changes at its end. */
export class CachedTable {
  private readonly entries = new Map<string, Entry>();
  /** The entries as they were before the event in hand, oldest first. */
  private readonly undo: Entry[] = [];

  constructor(
    readonly stored: StoredTable,
    /** Told when the store fails, so that its failure is not taken for the fold's. */
    private readonly storeFailed: (error: unknown) => void,
  ) {}

  /** How many rows are in hand. */
  get size(): number {
    return this.entries.size;
  }

  /** The row with that key; a promise only where the store has to be waited for. */
  get(key: Cells): Cells | undefined | Promise<Cells | undefined> {
    const entry = this.entry(key);
    if (entry.known) return entry.cells;
    const loaded = this.load(key);
    return isPromised(loaded) ? loaded.then((cells) => keep(entry, cells)) : keep(entry, loaded);
  }

  /** Inserts or replaces the row. */
  put(cells: Cells): void {
    this.set(keyOfCells(this.stored.layout, cells), cells);
  }

  remove(key: Cells): void {
    this.set(key, undefined);
  }

  /** The event in hand is done: its writes stay. */
  accept(): void {
    this.undo.length = 0;
  }

  /** The event in hand is discarded: every row is as it was before it. */
  discard(): void {
    for (let before = this.undo.pop(); before; before = this.undo.pop()) this.entries.set(before.text, before);
  }

  /** What the store has to be told; undefined for nothing. */
  changes(): TableChanges | undefined {
    const put: Cells[] = [];
    const removed: Cells[] = [];
    for (const { key, cells, dirty } of this.entries.values()) {
      if (!dirty) continue;
      if (cells) put.push(cells);
      else removed.push(key);
    }
    return put.length + removed.length === 0 ? undefined : { table: this.stored, put, removed };
  }

  /** The batch is written: nothing is in hand any longer. */
  clear(): void {
    this.entries.clear();
    this.undo.length = 0;
  }

  private entry(key: Cells): Entry {
    const text = keyText(key);
    const found = this.entries.get(text);
    if (found) return found;
    const entry: Entry = { text, key, cells: undefined, known: false, dirty: false };
    this.entries.set(text, entry);
    return entry;
  }

  private set(key: Cells, cells: Cells | undefined): void {
    const entry = this.entry(key);
    this.undo.push({ ...entry });
    entry.cells = cells;
    entry.known = true;
    entry.dirty = true;
  }

  private load(key: Cells): Cells | undefined | Promise<Cells | undefined> {
    try {
      const loaded = this.stored.load(key);
      return isPromised(loaded) ? loaded.catch((error: unknown) => this.failed(error)) : loaded;
    } catch (error) {
      return this.failed(error);
    }
  }

  private failed(error: unknown): never {
    this.storeFailed(error);
    throw error;
  }
}

/** Whether something has to be waited for. */
export const isPromised = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as Promise<T> | undefined)?.then === 'function';

function keep(entry: Entry, loaded: Cells | undefined): Cells | undefined {
  if (!entry.known) {
    entry.cells = loaded;
    entry.known = true;
  }
  return entry.cells;
}
