import { EventIdReused, CommandIdReused, WrongExpectedRevision } from '../errors.js';
import type { Unsealed } from '../chain.js';
import type { AppendOptions, Appended, EventStore, NewEvent } from '../port.js';
import { checkAppend, sealBatch } from '../preparation.js';
import type { StoredRow } from '../stored-log.js';
import { MoveFailed, notMovable, writtenByOthers } from './move-failed.js';

/** An event of the source: what was sealed, and the hash of exactly that. */
interface Read {
  readonly event: NewEvent & Pick<Unsealed, 'stream' | 'commandId' | 'commandHash' | 'previousHash'>;
  readonly hash: string;
}

/** What one append wrote: the events of one command in one stream, one after another. */
export class WrittenRun {
  readonly stream: string;
  /** Revision of its first event. */
  readonly first: number;
  private readonly read: Read[];

  /** Begins with an event that was found to be as it was stored. */
  constructor(row: StoredRow) {
    const read = readOf(row);
    this.stream = read.event.stream;
    this.first = row.revision;
    this.read = [read];
  }

  /** Revision of its last event. */
  get last(): number {
    return this.first + this.read.length - 1;
  }

  /** Takes in the next event of the log where the same append wrote it. */
  takes(row: StoredRow): boolean {
    if (row.stream !== this.stream) return false;
    const read = readOf(row);
    if (read.event.commandId !== this.read[0]?.event.commandId) return false;
    this.read.push(read);
    return true;
  }

  /**
   * What makes the same append once more, after it was seen that it makes the same hashes. Throws `MoveFailed`
   * EVENT_NOT_MOVABLE with the event that would become another.
   */
  again(): (store: EventStore) => Promise<void> {
    const [{ event: first }] = this.read as [Read];
    const { commandId, commandHash, previousHash } = first;
    const expected = this.first === 0 ? 'none' : this.first - 1;
    const options: AppendOptions = { expected, commandId, commandHash };
    const events = this.read.map(({ event }) => event);
    try {
      checkAppend(this.stream, events, options);
      const sealed = sealBatch(this.stream, events, options, { revision: this.first - 1, hash: previousHash });
      const other = sealed.find(({ hash }, index) => hash !== this.read[index]?.hash);
      if (other) throw notMovable({ ...other, stream: this.stream }, `its hash would be ${other.hash}`);
    } catch (error) {
      throw error instanceof MoveFailed ? error : this.refusal((error as Error).message, error);
    }
    return async (store) =>
      this.check(await store.append(this.stream, events, options).catch((error) => this.explain(error)));
  }

  /** An engine answers a command that it knows without writing: right where it knows it from here. */
  private check(appended: Appended): void {
    const { stream, firstRevision, revision } = appended;
    if (stream === this.stream && firstRevision === this.first && revision === this.last) return;
    throw this.refusal(`its command wrote ${stream} up to revision ${revision} there`);
  }

  private explain(error: unknown): never {
    if (error instanceof WrongExpectedRevision) throw writtenByOthers(error.message, error);
    if (error instanceof CommandIdReused || error instanceof EventIdReused) throw this.refusal(error.message, error);
    throw error;
  }

  private refusal(why: string, cause?: unknown): Error {
    return notMovable({ stream: this.stream, revision: this.first }, why, cause);
  }
}

const readOf = ({ body, hash }: StoredRow): Read => ({ event: JSON.parse(body.toString()) as Read['event'], hash });
