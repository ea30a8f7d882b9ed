import type { BadEvent } from '../seen-log.js';

/** Why a log could not be moved, or not all of it. */
export type MoveFailureCode =
  /** The source has no events: there is nothing to move, or another place is meant. */
  | 'SOURCE_EMPTY'
  /** An event of the source is not as it was stored. */
  | 'SOURCE_DAMAGED'
  /** The source was written to again and again meanwhile. */
  | 'SOURCE_WRITTEN'
  /** An event of the source cannot be written again so that it is the same. */
  | 'EVENT_NOT_MOVABLE'
  /** The target holds events that are not as they were stored. */
  | 'TARGET_DAMAGED'
  /** The target holds events that the source has not. */
  | 'TARGET_HAS_OTHERS'
  /** Somebody else wrote to the target meanwhile. */
  | 'TARGET_WRITTEN'
  /** It was told to stop. */
  | 'MOVE_STOPPED';

/** A log could not be moved. `remedy` is a sentence for the person who moves it; what was written stays, and is right. */
export class MoveFailed extends Error {
  override readonly name = 'MoveFailed';

  constructor(
    readonly code: MoveFailureCode,
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${message}. ${remedy}`, options);
  }
}

/** An event, as people are told of it. */
interface Named {
  readonly stream?: string | undefined;
  readonly revision: number;
}

const named = ({ stream, revision }: Named): string => `${stream ?? 'no stream'}, revision ${revision}`;

/** Something is not as it was stored: `what` is an event, or what is filed about events. */
export const damaged = (side: 'SOURCE' | 'TARGET', what: BadEvent | string): MoveFailed =>
  new MoveFailed(
    `${side}_DAMAGED`,
    `In the ${side.toLowerCase()} ${typeof what === 'string' ? what : `${named(what)}, position ${what.position}: ${what.why}`}`,
    side === 'SOURCE'
      ? 'Nothing from there on was written; restore the events of the source from a backup and move them again'
      : 'Name a target that is empty, or that an earlier run began',
  );

export const otherEvents = (stream: string, what: string): MoveFailed =>
  new MoveFailed(
    'TARGET_HAS_OTHERS',
    `The target holds events that the source has not: ${stream} ${what}`,
    'Name a target that is empty, or that an earlier run with this source began',
  );

export const writtenByOthers = (what: string, cause?: unknown): MoveFailed =>
  new MoveFailed(
    'TARGET_WRITTEN',
    `Somebody else wrote to the target meanwhile: ${what}`,
    'Stop whoever writes there; where it holds more than the source by now, begin again with an empty target',
    { cause },
  );

export const notMovable = (event: Named, why: string, cause?: unknown): MoveFailed =>
  new MoveFailed(
    'EVENT_NOT_MOVABLE',
    `${named(event)}, cannot be written to the target as it is: ${why}`,
    'Nothing from there on was written; report it with this message',
    { cause },
  );
