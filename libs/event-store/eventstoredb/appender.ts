import { EventIdReused, WrongExpectedRevision } from '../errors.js';
import type { AppendOptions, Appended, Hurry, NewEvent, SeenCommand } from '../port.js';
import { answerAgain, contended, sealBatch, standsAt } from '../preparation.js';
import { Turns, type Left } from '../turns.js';
import { Backoff } from '../backoff.js';
import type { Connection } from './connection.js';
import type { Reader } from './reader.js';
import { StreamIndex } from './stream-index.js';
import { StreamIndexes } from './stream-indexes.js';
import { Writer } from './writer.js';

const MAX_ATTEMPTS = 20;

/**
 * Appends at exact revisions alone: only they make a retry harmless. What it knows of a stream it need not read again
 * before it writes, since the server takes an append nowhere but at the end that it was made for; what it does not know,
 * it reads from the leader.
 */
export class Appender {
  private readonly indexes: StreamIndexes;
  private readonly writer: Writer;
  private readonly turns: Turns;

  constructor(connection: Connection, reader: Reader) {
    this.indexes = new StreamIndexes(reader);
    this.writer = new Writer(connection, reader);
    this.turns = new Turns(connection.settings.patience.settle);
  }

  /** Appends in the order in which it was asked, stream by stream, in the time that there is from then on. */
  append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    return this.turns.take(stream, (left) => this.appendNow(stream, events, options, left), options.patience);
  }

  /** What a command wrote to a stream, as the leader knows it now. */
  async findCommand(commandId: string, stream: string, hurry?: Hurry): Promise<SeenCommand | undefined> {
    return (await this.indexes.upToDate(stream, hurry)).command(commandId);
  }

  private async appendNow(
    stream: string,
    events: readonly NewEvent[],
    options: AppendOptions,
    left: Left,
  ): Promise<Appended> {
    // A stream that must not exist needs no reading: the server refuses where it does.
    let index = this.indexes.known(stream) ?? (options.expected === 'none' ? new StreamIndex(stream) : undefined);
    let current = false;
    const backoff = new Backoff();
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (index) {
        const seen = index.command(options.commandId);
        if (seen) return answerAgain(seen, options);
        const actual = index.end.revision;
        if (standsAt(options.expected, actual)) {
          const appended = await this.write(index, stream, events, { ...options, patience: left() });
          if (appended) return appended;
        } else if (current) throw new WrongExpectedRevision(stream, options.expected, actual);
      }
      const before = index?.end.revision;
      index = await this.indexes.upToDate(stream, { patience: left() });
      if (current && index.end.revision === before) {
        // The node that was read is behind the one that refused, or the stream is not the one that was read first.
        this.indexes.forget(stream);
        await backoff.wait();
      }
      current = true;
    }
    throw contended(stream, MAX_ATTEMPTS);
  }

  /** Writes to the end that is known; undefined where the stream ends elsewhere. */
  private async write(
    index: StreamIndex,
    stream: string,
    events: readonly NewEvent[],
    options: AppendOptions,
  ): Promise<Appended | undefined> {
    const { revision: after, hash: hashBefore } = index.end;
    const batch = sealBatch(stream, events, options, index.end);
    const taken = index.taken(batch.map(({ id }) => id));
    if (taken.length > 0) throw new EventIdReused(taken);
    const position = await this.writer.write(stream, after, batch, options);
    if (position === undefined) return undefined;
    const command = { commandId: options.commandId.toLowerCase(), commandHash: options.commandHash, position };
    for (const [at, event] of batch.entries()) {
      index.add({ ...event, ...command, previousHash: batch[at - 1]?.hash ?? hashBefore });
    }
    this.indexes.keep(stream, index);
    return { stream, firstRevision: after + 1, revision: after + batch.length, position };
  }
}
