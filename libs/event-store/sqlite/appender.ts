import type { Statement } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { EventIdReused, WrongExpectedRevision } from '../errors.js';
import type { AppendOptions, Appended, NewEvent } from '../port.js';
import {
  answerAgain,
  kindOf,
  NO_STREAM,
  sealBatch,
  standsAt,
  type SealedEvent,
  type StreamEnd,
} from '../preparation.js';
import { bytesOf, CommandIndex } from './command-index.js';
import { codeOf } from './failures.js';
import type { Connection } from './file.js';

/** One append as it was asked for. */
export interface Request {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly options: AppendOptions;
}

interface KnownStream extends StreamEnd {
  /** The stream's number in the file; undefined for one that does not exist. */
  readonly key: number | undefined;
}

/** Writes appends within a transaction that somebody else opens and ends. */
export class Appender {
  private readonly statements: ReturnType<typeof prepareAll>;
  private readonly commands: CommandIndex;
  // Each counts as one: a mere `max` would take the room of all of them at once.
  private readonly streams = new LRUCache<string, KnownStream & { key: number }>({
    maxSize: 50_000,
    sizeCalculation: () => 1,
  });
  private readonly words = new Map<string, number>();
  /** The last position of the log; undefined until it was read. */
  private position: number | undefined;

  constructor(db: Connection) {
    this.statements = prepareAll(db);
    this.commands = new CommandIndex(db);
  }

  /** Forgets what is known of the file: to be called when a transaction was rolled back. */
  forget(): void {
    this.streams.clear();
    this.words.clear();
    this.position = undefined;
  }

  /**
   * Looks at one request and writes nothing: returns how to write it, or throws why it is refused. Write it before the
   * next one is looked at; where that throws, roll back the transaction.
   */
  prepare({ stream, events, options }: Request): () => Appended {
    const seen = this.commands.find(options.commandId);
    if (seen) {
      const appended = answerAgain(seen, options);
      return () => appended;
    }
    const end = this.endOf(stream);
    for (const check of [{ stream, expected: options.expected }, ...(options.checks ?? [])]) {
      const actual = check.stream === stream ? end.revision : this.endOf(check.stream).revision;
      if (!standsAt(check.expected, actual)) throw new WrongExpectedRevision(check.stream, check.expected, actual);
    }
    const batch = sealBatch(stream, events, options, end);
    return () => this.insert(stream, end, batch, options);
  }

  private insert(stream: string, end: KnownStream, batch: readonly SealedEvent[], options: AppendOptions): Appended {
    const { insertEvent, insertCommand } = this.statements;
    const key = end.key ?? this.newStream(stream);
    let position = this.position ?? this.lastPosition();
    let last: StreamEnd = end;
    for (const event of batch) {
      position += 1;
      const { revision, type, hash, text } = event;
      insertEvent.run(position, key, revision, this.wordOf(type), bytesOf(hash), text);
      if (!event.derived) this.insertForeignId(event.id, position);
      last = event;
    }
    const appended = { stream, firstRevision: end.revision + 1, revision: last.revision, position: String(position) };
    insertCommand.run(bytesOf(options.commandId), position, batch.length);
    this.position = position;
    this.streams.set(stream, { key, revision: last.revision, hash: last.hash });
    return appended;
  }

  private insertForeignId(id: string, position: number): void {
    try {
      this.statements.insertForeignId.run(bytesOf(id), position);
    } catch (error) {
      throw codeOf(error) === 'SQLITE_CONSTRAINT_PRIMARYKEY' ? new EventIdReused([id]) : error;
    }
  }

  private lastPosition(): number {
    return (this.statements.head.get() as { position: number | null }).position ?? 0;
  }

  private endOf(stream: string): KnownStream {
    const known = this.streams.get(stream);
    if (known) return known;
    const key = (this.statements.stream.get(stream) as { id: number } | undefined)?.id;
    if (key === undefined) return { key, ...NO_STREAM };
    const { revision, hash } = this.statements.streamEnd.get(key) as StreamEnd;
    const end = { key, revision, hash: hash.toLowerCase() };
    this.streams.set(stream, end);
    return end;
  }

  private newStream(stream: string): number {
    return Number(this.statements.insertStream.run(this.wordOf(kindOf(stream)), stream).lastInsertRowid);
  }

  private wordOf(word: string): number {
    const known = this.words.get(word);
    if (known !== undefined) return known;
    const row = this.statements.word.get(word) as { id: number } | undefined;
    const id = row?.id ?? Number(this.statements.insertWord.run(word).lastInsertRowid);
    this.words.set(word, id);
    return id;
  }
}

function prepareAll(db: Connection): Record<(typeof NAMES)[number], Statement> {
  return Object.fromEntries(NAMES.map((name) => [name, db.prepare(SQL[name])])) as Record<keyof typeof SQL, Statement>;
}

// Values are bound as `+?` where they are compared with a part of an index: see LogReader.
const SQL = {
  head: 'SELECT max(position) AS position FROM events',
  word: 'SELECT id FROM words WHERE word = ?',
  insertWord: 'INSERT INTO words (word) VALUES (?)',
  insertStream: 'INSERT INTO streams (kind, name) VALUES (?, ?)',
  stream: 'SELECT id FROM streams WHERE name = +?',
  streamEnd: 'SELECT revision, hex(hash) AS hash FROM events WHERE stream = +? ORDER BY revision DESC LIMIT 1',
  insertEvent: 'INSERT INTO events (position, stream, revision, type, hash, body) VALUES (?, ?, ?, ?, ?, ?)',
  insertForeignId: 'INSERT INTO foreign_ids (id, position) VALUES (?, ?)',
  insertCommand: 'INSERT INTO commands (id, position, events) VALUES (?, ?, ?)',
} as const;
const NAMES = Object.keys(SQL) as (keyof typeof SQL)[];
