import type { Expected } from './port.js';

/** The stream does not stand where the caller said it must. Nothing was written. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  readonly code = 'WRONG_EXPECTED_REVISION';

  constructor(
    readonly stream: string,
    readonly expected: Expected,
    /** The revision of the last event really stored; -1 where the stream does not exist. */
    readonly actual: number,
  ) {
    super(`${stream} was expected at ${expected}, but stands at ${actual}: read it again and decide again`);
  }
}

/** The command id was used before with another body (X1). Nothing was written. */
export class CommandIdReused extends Error {
  override readonly name = 'CommandIdReused';
  readonly code = 'COMMAND_ID_REUSED';

  constructor(readonly commandId: string) {
    super(`the command id ${commandId} was used before with another body: send the new command under an id of its own`);
  }
}

/** An event's id is taken already, by another command. Nothing was written. */
export class EventIdReused extends Error {
  override readonly name = 'EventIdReused';
  readonly code = 'EVENT_ID_REUSED';

  constructor(readonly eventIds: readonly string[]) {
    super(`an event with one of these ids is stored already: ${eventIds.join(', ')}; derive ids from the command's id`);
  }
}

/** An event or an append is over the limit that holds on every engine. Nothing was written. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly code = 'TOO_LARGE';

  constructor(
    readonly what: 'event' | 'append',
    readonly bytes: number,
    readonly limit: number,
  ) {
    const advice = what === 'event' ? 'keep large documents elsewhere and refer to them' : 'append in smaller batches';
    super(`the ${what} has ${bytes} bytes, at most ${limit} are stored: ${advice}`);
  }
}

/** The engine cannot hold other streams in place while it appends. Nothing was written. */
export class ChecksUnsupported extends Error {
  override readonly name = 'ChecksUnsupported';
  readonly code = 'CHECKS_UNSUPPORTED';

  constructor(readonly engine: string) {
    super(`${engine} cannot check other streams within an append: put the rule into the stream that is written`);
  }
}

/** A position was compared with one that another kind of engine gave. */
export class ForeignPosition extends Error {
  override readonly name = 'ForeignPosition';
  readonly code = 'FOREIGN_POSITION';

  constructor(one: string, other: string) {
    super(`${one} and ${other} are positions of different engines: compare those of one log`);
  }
}

/** A stream's events do not form the chain they were stored as: something outside the service changed them. */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken';
  readonly code = 'CHAIN_BROKEN';

  constructor(
    readonly stream: string,
    readonly revision: number,
    readonly reason: string,
  ) {
    super(
      `${stream} is not as it was stored, from revision ${revision} on: ${reason}. Restore the events from a backup`,
    );
  }
}

/** What can go wrong with an engine, each with its meaning. */
export type StoreFailureCode =
  /** Another process has the store open for writing. */
  | 'STORE_IN_USE'
  /** The file or its folder cannot be written to. */
  | 'STORE_READ_ONLY'
  /** The file or its folder cannot be reached. */
  | 'STORE_UNREACHABLE'
  /** The user and password that the service was given are not accepted. */
  | 'STORE_DENIED'
  /** The file belongs to another program. */
  | 'STORE_FOREIGN'
  /** The file was written by a newer version. */
  | 'STORE_NEWER'
  /** The file is truncated or damaged. */
  | 'STORE_CORRUPT'
  /** There is no room left; what was acknowledged is safe. */
  | 'STORE_FULL'
  /** Reading or writing failed: what was not acknowledged has an unknown outcome. */
  | 'STORE_IO'
  /** The reader knows a later position than the store has: the store was replaced by an older one. */
  | 'STORE_BEHIND_READER'
  /** The log has no such place to read from: the position is of another log. */
  | 'POSITION_UNKNOWN'
  /** Others kept writing to the same stream. */
  | 'STORE_CONTENDED'
  /** The store was closed. */
  | 'STORE_CLOSED';

/** The engine could not do what was asked. `remedy` is a sentence for the person who runs the service. */
export class StoreFailed extends Error {
  override readonly name = 'StoreFailed';

  constructor(
    readonly code: StoreFailureCode,
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${message}. ${remedy}`, options);
  }
}
