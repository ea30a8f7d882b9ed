import { resolve } from 'node:path';
import type { Statement } from 'better-sqlite3';
import type { CommandPlace, StoredLog, StoredRow } from '../stored-log.js';
import { bytesOf } from './command-index.js';
import { isEngineError, storeFailure } from './failures.js';
import { openForVerifying, type OpenFile } from './file.js';

const PAGE_ROWS = 1000;
const PAGE_BYTES = 4 * 1024 * 1024;

/** Joins to the left: a row whose stream or type is not known must be shown, not left out. */
const ROWS = `SELECT e.position, s.name AS stream, k.word AS kind, e.revision, t.word AS type,
    lower(hex(e.hash)) AS hash, CAST(e.body AS BLOB) AS body
  FROM events e
  LEFT JOIN streams s ON s.id = e.stream LEFT JOIN words k ON k.id = s.kind LEFT JOIN words t ON t.id = e.type`;

/** The rows of a file of events as they are, to be verified; beside the process that writes it, or when none does. */
export class StoredRows implements StoredLog {
  private readonly all: Statement;
  private readonly ofStream: Statement;
  private readonly last: Statement;
  private readonly command: Statement;

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
      `${ROWS} WHERE e.stream = (SELECT id FROM streams WHERE name = ?) AND e.revision > ? AND e.position <= ?
       ORDER BY e.revision`,
    );
    this.last = db.prepare('SELECT max(position) AS position FROM events');
    this.command = db.prepare('SELECT position, events FROM commands WHERE id = ?');
  }

  head(): number {
    return this.attempt(() => (this.last.get() as { position: number | null }).position ?? 0);
  }

  page(after: number, upTo: number): StoredRow[] {
    return this.attempt(() => taken(this.all.iterate(after, upTo) as Iterable<StoredRow>));
  }

  pageOfStream(stream: string, afterRevision: number, upTo: number): StoredRow[] {
    return this.attempt(() => taken(this.ofStream.iterate(stream, afterRevision, upTo) as Iterable<StoredRow>));
  }

  commandPlace(commandId: string): CommandPlace | undefined {
    return this.attempt(() => this.command.get(bytesOf(commandId)) as CommandPlace | undefined);
  }

  close(): void {
    this.opened.close();
  }

  private attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw inWords(error, this.path);
    }
  }
}

function taken(rows: Iterable<StoredRow>): StoredRow[] {
  const page: StoredRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    page.push(row);
    bytes += row.body.length;
    if (page.length === PAGE_ROWS || bytes >= PAGE_BYTES) break;
  }
  return page;
}

const inWords = (error: unknown, path: string): unknown => (isEngineError(error) ? storeFailure(error, path) : error);
