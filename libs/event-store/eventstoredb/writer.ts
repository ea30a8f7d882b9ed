import { ErrorType, isCommandError, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import pLimit from 'p-limit';
import { StoreFailed, TooLarge } from '../errors.js';
import type { Hurry } from '../port.js';
import type { SealedEvent } from '../preparation.js';
import type { Connection } from './connection.js';
import type { Reader } from './reader.js';
import { positionOf, serverForm } from './stored-form.js';
import { within } from './waiting.js';

/**
 * So many appends are under way at the same time, the others wait for them: the time of a call begins when it is sent, so
 * that a server that is slow answers some after the others, and not all of them too late.
 */
const UNDER_WAY = 32;

/** Writes sealed events to where they belong, once, however often the server must be asked. */
export class Writer {
  private readonly line = pLimit(UNDER_WAY);

  constructor(
    private readonly connection: Connection,
    private readonly reader: Reader,
  ) {}

  /**
   * Writes a batch after a revision (-1: a new stream).
   * @returns where its last event stands; undefined where the stream ends elsewhere, and then nothing was written
   */
  async write(stream: string, after: number, batch: readonly SealedEvent[], hurry: Hurry): Promise<string | undefined> {
    const { prefix, credentials, patience } = this.connection.settings;
    const forms = batch.map(serverForm);
    const options = {
      expectedRevision: after < 0 ? (NO_STREAM as 'no_stream') : BigInt(after),
      credentials,
      requiresLeader: true,
      deadline: patience.call,
    };
    try {
      const { nextExpectedRevision, position } = await this.connection.answered(
        (client, milliseconds) => within(milliseconds, client.appendToStream(prefix + stream, forms, options)),
        {
          ...hurry,
          line: this.line,
          meaning: `whether ${stream} was written to is unknown, and the same command may be sent again`,
        },
      );
      const last = after + batch.length;
      if (Number(nextExpectedRevision) !== last) throw deleted(stream);
      return position ? positionOf({ streamId: stream, position }) : await this.placeOf(stream, last, hurry);
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return undefined;
      throw refusal(stream, batch, error);
    }
  }

  /** The server need not say where events stand that it had already. */
  private async placeOf(stream: string, revision: number, hurry: Hurry): Promise<string | undefined> {
    for await (const event of this.reader.stream(stream, { ...hurry, from: revision, to: revision })) {
      return event.position;
    }
    return undefined;
  }
}

/** What it means that the server refuses an append for another reason than where the stream stands. */
function refusal(stream: string, batch: readonly SealedEvent[], error: unknown): unknown {
  if (!(error instanceof Error && isCommandError(error))) return error;
  if (error.type === ErrorType.STREAM_DELETED) return deleted(stream);
  if (error.type === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED) {
    const bytes = batch.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    return new TooLarge('append', bytes, error.maxAppendSize);
  }
  const why = error.message || error.type;
  return new StoreFailed('STORE_IO', `the server refused to append to ${stream}: ${why}`, "Look at the server's log", {
    cause: error,
  });
}

const deleted = (stream: string): StoreFailed =>
  new StoreFailed(
    'STORE_CORRUPT',
    `${stream} was deleted or truncated by something outside the service`,
    'Restore the events from a backup',
  );
