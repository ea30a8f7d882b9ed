import { LRUCache } from 'lru-cache';
import type { ClientBase } from 'pg';
import { keyOfCells, keyText, type Cells } from '../cells.js';
import type { TableLayout, Value } from '../layout.js';
import type { DistantTable, TableChanges } from '../view-store.js';
import type { Connections } from './connections.js';
import { deleteRows, selectRows, upsertRows } from './statements.js';

/** What is known of a row: its cells, or that it is not there. */
interface Known {
  readonly cells: Cells | undefined;
}

const NOT_THERE: Known = { cells: undefined };

/** So many rows of a table are at hand. */
export const AT_HAND = 20_000;

/**
 * A table of one generation in the hand of who builds it. The rows read and written last are at hand: that is right as
 * long as nobody else writes, and where somebody has, the next commit fails on the lease or the checkpoint.
 */
export class PostgresTable implements DistantTable {
  private readonly known: LRUCache<string, Known>;
  private readonly select: { readonly name: string; readonly text: string; readonly rowMode: 'array' };
  private readonly upsert: { readonly name: string; readonly text: string };
  private readonly remove: { readonly name: string; readonly text: string };

  /** Whether every row there is is at hand: in a table that was empty at first, as long as it is small. */
  private whole: boolean;

  constructor(
    private readonly connections: Connections,
    physical: string,
    readonly layout: TableLayout,
    { empty = false, atHand = AT_HAND }: { readonly empty?: boolean; readonly atHand?: number | undefined } = {},
  ) {
    this.whole = empty;
    this.known = new LRUCache({
      max: atHand,
      dispose: (_known, _key, reason) => {
        if (reason === 'evict') this.whole = false;
      },
    });
    this.select = { ...named(selectRows(physical, layout)), rowMode: 'array' };
    this.upsert = named(upsertRows(physical, layout));
    this.remove = named(deleteRows(physical, layout));
  }

  atHand(key: Cells): Known | undefined {
    return this.known.get(keyText(key)) ?? (this.whole ? NOT_THERE : undefined);
  }

  load(key: Cells): Cells | undefined | Promise<Cells | undefined> {
    const known = this.atHand(key);
    return known ? known.cells : this.fetch([key]).then(() => this.known.get(keyText(key))?.cells);
  }

  async fetch(keys: readonly Cells[]): Promise<void> {
    const values = columnsOf(keys, this.layout.key.length);
    const { rows } = await this.connections.with((client) => client.query<Value[]>({ ...this.select, values }));
    for (const key of keys) this.known.set(keyText(key), NOT_THERE);
    for (const cells of rows) this.know(cells);
  }

  /** Writes changes, in a transaction. */
  async write(client: ClientBase, { put, removed }: TableChanges): Promise<void> {
    if (put.length > 0) {
      await client.query({ ...this.upsert, values: columnsOf(put, this.layout.columns.length) });
    }
    if (removed.length > 0) {
      await client.query({ ...this.remove, values: columnsOf(removed, this.layout.key.length) });
    }
  }

  /** The transaction in which they were written is committed. */
  written({ put, removed }: TableChanges): void {
    for (const cells of put) this.know(cells);
    for (const key of removed) this.known.set(keyText(key), NOT_THERE);
  }

  private know(cells: Cells): void {
    this.known.set(keyText(keyOfCells(this.layout, cells)), { cells });
  }
}

/** Prepared once for each connection, under a name of its own. */
const named = (text: string) => ({ name: `s${++statements}`, text });
let statements = 0;

const columnsOf = (rows: readonly Cells[], width: number): Value[][] =>
  Array.from({ length: width }, (_, at) => rows.map((cells) => cells[at] as Value));
