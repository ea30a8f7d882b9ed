import type { Position } from '@baton/contracts';
import type { Statement } from 'better-sqlite3';
import type { Filter, Page, ReadAll, ReadStream, StoredEvent } from '../port.js';
import { unpack } from '../preparation.js';
import { behindReader, rangeWanted } from '../reading.js';
import type { Connection } from './file.js';

/** A page ends when its events have so many characters, however few they are: it is what a slow consumer holds. */
const MAX_PAGE_CHARACTERS = 4 * 1024 * 1024;
/** A filtered page looks through so many events at most, so that a rare filter never blocks for long. */
const MAX_LOOKED_THROUGH = 5000;

interface Row {
  readonly position: number;
  readonly hash: string;
  readonly body: string;
}

/**
 * Reads a file of events. Every call is one short look at a committed state. A value is bound as `+?` where it is
 * compared with a part of an index: to a bare `?` SQLite compiles the statement anew for every value.
 */
export class LogReader {
  private readonly statements = new Map<string, Statement>();

  constructor(private readonly db: Connection) {}

  head(): Position | undefined {
    const last = this.last();
    return last === 0 ? undefined : String(last);
  }

  /** The next events of a stream that are wanted, at most `count`. */
  slice(stream: string, options: ReadStream, count: number): StoredEvent[] {
    const { first, final, count: wanted } = rangeWanted(options, Number.MAX_SAFE_INTEGER);
    const order = options.direction === 'backwards' ? 'DESC' : 'ASC';
    const rows = this.prepared(
      `SELECT position, lower(hex(hash)) AS hash, body FROM events
       WHERE stream = (SELECT id FROM streams WHERE name = +?) AND revision BETWEEN +? AND +?
       ORDER BY revision ${order} LIMIT ?`,
    ).all(stream, first, final, Math.min(wanted, count)) as Row[];
    return rows.map(eventOf);
  }

  page({ after, upTo, filter, limit }: ReadAll): Page {
    const head = this.last();
    const start = after === undefined ? 0 : Number(after);
    if (start > head) throw behindReader(String(after), this.head());
    const end = upTo === undefined ? head : Math.min(Number(upTo), head);
    const until = isEmpty(filter) ? end : Math.min(end, start + MAX_LOOKED_THROUGH);
    const events = this.matching(start, until, filter, limit);
    const seen = events.full ? events.last : Math.max(start, until);
    return { events: events.found, position: seen === 0 ? after : String(seen), atEnd: seen >= end };
  }

  private matching(start: number, until: number, filter: Filter | undefined, limit: number) {
    const found: StoredEvent[] = [];
    let characters = 0;
    let last = start;
    const { kinds, types } = filter ?? {};
    const sql = `SELECT e.position, lower(hex(e.hash)) AS hash, e.body FROM events e
       WHERE e.position > +? AND e.position <= +?
       ${types ? `AND e.type IN (SELECT id FROM words WHERE word IN (${placeholders(types)}))` : ''}
       ${kinds ? `AND (SELECT kind FROM streams WHERE id = e.stream) IN (SELECT id FROM words WHERE word IN (${placeholders(kinds)}))` : ''}
       ORDER BY e.position LIMIT ?`;
    const rows = this.prepared(sql).iterate(start, until, ...(types ?? []), ...(kinds ?? []), limit);
    for (const row of rows as Iterable<Row>) {
      found.push(eventOf(row));
      last = row.position;
      characters += row.body.length;
      if (characters >= MAX_PAGE_CHARACTERS) break;
    }
    return { found, last, full: found.length === limit || characters >= MAX_PAGE_CHARACTERS };
  }

  private last(): number {
    return (this.prepared('SELECT max(position) AS last FROM events').get() as { last: number | null }).last ?? 0;
  }

  private prepared(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.db.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}

const eventOf = ({ position, hash, body }: Row): StoredEvent => unpack(body, hash, String(position));

const isEmpty = (filter: Filter | undefined): boolean => !filter?.kinds && !filter?.types;

const placeholders = (values: readonly string[]): string => values.map(() => '?').join(', ');
