import type { Position } from '@baton/contracts';

/** An event as an engine keeps it, believed in nothing: what it is filed under, and the bytes that were sealed. */
export interface StoredRow {
  readonly position: Position;
  /** The stream it is filed under; undefined where the engine does not know that stream. */
  readonly stream: string | undefined;
  /** The kind that stream is filed under. */
  readonly kind: string | undefined;
  readonly revision: number;
  /** The type it is filed under. */
  readonly type: string | undefined;
  /** Lower-case hex. */
  readonly hash: string;
  /** What should be the canonical JSON that the hash covers. */
  readonly body: Buffer;
}

/** Which rows are wanted. */
export interface RowsWanted {
  /** Only the rows filed under this stream, in the order of their revisions; the whole log in its order when absent. */
  readonly stream?: string;
  /** Only rows after this position; from the beginning when absent. */
  readonly after?: Position | undefined;
  /** Only rows up to this position, inclusive. */
  readonly upTo: Position;
}

/** A log to be verified: read only, row by row, whatever the rows say. Throws `StoreFailed`. */
export interface StoredLog {
  /** The last position; undefined on an empty log. */
  head(): Promise<Position | undefined>;
  /** The rows wanted, page by page; no page is empty. Bounded in rows and in bytes. */
  pages(wanted: RowsWanted): AsyncIterable<readonly StoredRow[]>;
  /** What the engine files about its events beside them; absent where it keeps nothing of the kind. */
  readonly filed?: FiledAbout;
  close(): Promise<void>;
}

/** Where a command's events are filed: the last one's position, and how many there are. */
export interface CommandPlace {
  readonly position: number;
  readonly events: number;
}

/** What an engine that counts its positions from 1 on, without a gap, files about its events. Throws `StoreFailed`. */
export interface FiledAbout {
  /** Where the events of a command are filed; undefined for a command that is not filed. */
  commandPlace(commandId: string): CommandPlace | undefined;
  /** The position that an id which is not made of its command is filed with; undefined for one that is not filed. */
  foreignIdPlace(id: string): number | undefined;
  /**
   * A command or an id that is filed up to a position, inclusive, or beyond the end of the log, without an event that
   * bears it out: the end of a sentence. To be asked once every event was found to be as it was stored.
   * @param borneOut how many commands and ids the events up to there bear out
   */
  stray(upTo: number, borneOut: { readonly commands: number; readonly ids: number }): string | undefined;
}
