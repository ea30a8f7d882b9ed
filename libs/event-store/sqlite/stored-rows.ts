import { resolve } from 'node:path';
import type { Position } from '@baton/contracts';
import type { Statement } from 'better-sqlite3';
import type { CommandPlace, FiledAbout, RowsWanted, StoredLog, StoredRow } from '../stored-log.js';
import { bytesOf } from './command-index.js';
import { isEngineError, storeFailure } from './failures.js';
import { openForVerifying, type OpenFile } from './file.js';

const PAGE_ROWS = 1000;
const PAGE_BYTES = 4 * 1024 * 1024;

interface Filed {
  readonly id: string;
  readonly position: number;
  readonly body: string | null;
}

/** Joins to the left: a row whose stream or type is not known must be shown, not left out. */
const ROWS = `SELECT e.position, s.name AS stream, k.word AS kind, e.revision, t.word AS type,
    lower(hex(e.hash)) AS hash, CAST(e.body AS BLOB) AS body
  FROM events e
  LEFT JOIN streams s ON s.id = e.stream LEFT JOIN words k ON k.id = s.kind LEFT JOIN words t ON t.id = e.type`;

/** The rows of a file of events as they are, to be verified; beside the process that writes it, or when none does. */
export class StoredRows implements StoredLog, FiledAbout {
  /** The file says itself what it files about its events. */
  readonly filed = this;
  private readonly all: Statement;
  private readonly ofStream: Statement;
  private readonly last: Statement;
  private readonly command: Statement;
  private readonly foreignId: Statement;

  /** Throws `StoreFailed` with what is wrong with the file and what to do. */
  static open(file: string): StoredRows {
    const path = resolve(file);
    const opened = openForVerifying(path);
    try {
      return new StoredRows(opened, path);
    } catch (error) {
      opened.close();
      throw inWords(error, path);
    }
  }

  private constructor(
    private readonly opened: OpenFile,
    private readonly path: string,
  ) {
    const { db } = opened;
    this.all = db.prepare(`${ROWS} WHERE e.position > ? AND e.position <= ? ORDER BY e.position`);
    this.ofStream = db.prepare(
      `${ROWS} WHERE e.stream = (SELECT id FROM streams WHERE name = ?) AND e.revision > ?
         AND e.position > ? AND e.position <= ? ORDER BY e.revision`,
    );
    this.last = db.prepare('SELECT max(position) AS position FROM events');
    this.command = db.prepare('SELECT position, events FROM commands WHERE id = ?');
    this.foreignId = db.prepare('SELECT position FROM foreign_ids WHERE id = ?');
  }

  head(): Promise<Position | undefined> {
    return Promise.resolve(
      this.attempt(() => (this.last.get() as { position: number | null }).position?.toString() ?? undefined),
    );
  }

  async *pages({ stream, after, upTo }: RowsWanted): AsyncGenerator<StoredRow[], void, undefined> {
    const first = after === undefined ? Number.MIN_SAFE_INTEGER : Number(after);
    const last = Number(upTo);
    for (let seen: StoredRow | undefined; ;) {
      const page = this.attempt(() =>
        taken(
          (stream === undefined
            ? this.all.iterate(seen ? Number(seen.position) : first, last)
            : this.ofStream.iterate(stream, seen?.revision ?? Number.MIN_SAFE_INTEGER, first, last)) as Iterable<Row>,
        ),
      );
      seen = page.at(-1);
      if (!seen) return;
      yield page;
    }
  }

  commandPlace(commandId: string): CommandPlace | undefined {
    return this.attempt(() => this.command.get(bytesOf(commandId)) as CommandPlace | undefined);
  }

  foreignIdPlace(id: string): number | undefined {
    return this.attempt(() => (this.foreignId.get(bytesOf(id)) as { position: number } | undefined)?.position);
  }

  stray(upTo: number, { commands, ids }: { readonly commands: number; readonly ids: number }): string | undefined {
    return this.attempt(() => this.strayIn('commands', upTo, commands) ?? this.strayIn('foreign_ids', upTo, ids));
  }

  close(): Promise<void> {
    this.opened.close();
    return Promise.resolve();
  }

  /** Rows are looked at one by one only where their number says that one is too many, or beyond the end of the log. */
  private strayIn(table: 'commands' | 'foreign_ids', upTo: number, borneOut: number): string | undefined {
    const { db } = this.opened;
    const count = db.prepare(`SELECT count(*) AS count FROM ${table} WHERE position <= ?`);
    const allThere = (count.get(upTo) as { count: number }).count === borneOut;
    // One statement sees one state of the file: what a service stores meanwhile is not beyond the end.
    const which = allThere ? 'f.position > (SELECT coalesce(max(position), 0) FROM events)' : 'f.position > 0';
    const rows = db.prepare(
      `SELECT lower(hex(f.id)) AS id, f.position, e.body FROM ${table} f LEFT JOIN events e ON e.position = f.position
       WHERE ${which} ORDER BY f.position`,
    );
    const [field, what] = table === 'commands' ? (['commandId', 'the command'] as const) : (['id', 'the id'] as const);
    for (const { id, position, body } of rows.iterate() as Iterable<Filed>) {
      if (claimed(body, field) !== id) {
        return `${what} ${id} is filed with position ${position}, where no event is of it`;
      }
    }
    return undefined;
  }

  private attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw inWords(error, this.path);
    }
  }
}

type Row = Omit<StoredRow, 'position'> & { readonly position: number };

function taken(rows: Iterable<Row>): StoredRow[] {
  const page: StoredRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    page.push({ ...row, position: String(row.position) });
    bytes += row.body.length;
    if (page.length === PAGE_ROWS || bytes >= PAGE_BYTES) break;
  }
  return page;
}

const inWords = (error: unknown, path: string): unknown => (isEngineError(error) ? storeFailure(error, path) : error);

/** The hex of an id that a stored event says it has; undefined where it says none, or is no event. */
function claimed(body: string | null, field: 'id' | 'commandId'): string | undefined {
  try {
    const value = (JSON.parse(body ?? '{}') as Readonly<Record<string, unknown>>)[field];
    return typeof value === 'string' ? value.replaceAll('-', '') : undefined;
  } catch {
    return undefined;
  }
}
