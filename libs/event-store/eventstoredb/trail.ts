import type { Position } from '@baton/contracts';
import { unknownPosition } from '../reading.js';
import { positionOf, type ReadEvent } from './stored-form.js';

/**
 * What one reader has come by. Each of its reads begins with the event that it read last: where another one is in that
 * place, the log was put back by a restore and has gone on from there, and what the reader has seen is no longer in it.
 */
export class Trail {
  private last: { readonly id: string; readonly position: Position } | undefined;

  /** @param prefix what the names of our streams begin with: events of others may be cleared away */
  constructor(private readonly prefix: string) {}

  /** Throws `StoreFailed` POSITION_UNKNOWN where the log has another event now where the reader is. */
  check(after: Position | undefined, first: ReadEvent | undefined): void {
    const { last } = this;
    if (!last || !first || last.position !== after) return;
    if (first.id !== last.id) throw unknownPosition(after, undefined);
  }

  /** The reader has come by this event. */
  note(event: ReadEvent): void {
    const { streamId, id } = event;
    this.last = streamId.startsWith(this.prefix) ? { id, position: positionOf(event) } : undefined;
  }
}
