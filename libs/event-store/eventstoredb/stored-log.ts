import type { Position } from '@baton/contracts';
import { comparePositions } from '../positions.js';
import type { RowsWanted, StoredLog, StoredRow } from '../stored-log.js';
import type { Connection } from './connection.js';
import { leaderOf, type EventStoreDbOptions } from './leader.js';
import { Reader } from './reader.js';
import { positionOf, storedRow } from './stored-form.js';

/** Events of the log that are read at once, ours or not: at 256 KiB each, what a page holds at most is 64 MiB. */
const WINDOW = 256;

/**
 * The events in EventStoreDB as they are, to be verified beside whoever writes them: what is said of one comes from the
 * event itself, since the server files nothing else about it. What other programs keep there is passed over.
 */
export class EventStoreDbStoredLog implements StoredLog {
  private readonly reader: Reader;

  /** Connects to read. Throws `StoreFailed` with why the cluster cannot be used: STORE_UNREACHABLE, STORE_DENIED. */
  static async open(options: EventStoreDbOptions): Promise<EventStoreDbStoredLog> {
    return new EventStoreDbStoredLog((await leaderOf(options)).connection);
  }

  private constructor(private readonly connection: Connection) {
    this.reader = new Reader(connection);
  }

  /** The last position of the database, whoever's event stands there. */
  head(): Promise<Position | undefined> {
    return this.reader.head();
  }

  async *pages(wanted: RowsWanted): AsyncGenerator<readonly StoredRow[], void, undefined> {
    const { stream, upTo } = wanted;
    for await (const page of stream === undefined ? this.all(upTo) : this.ofStream(stream)) {
      const inside = page.filter(({ position }) => comparePositions(position, upTo) <= 0);
      if (inside.length > 0) yield inside;
      if (inside.length < page.length) return;
    }
  }

  close(): Promise<void> {
    this.connection.close();
    return Promise.resolve();
  }

  private async *all(upTo: Position): AsyncGenerator<readonly StoredRow[], void, undefined> {
    const { prefix } = this.connection.settings;
    for (let from: Position | undefined; ;) {
      const found = await this.reader.log(from, WINDOW);
      // A page begins with the place where the one before it ended.
      const fresh = from === undefined ? found : found.slice(1);
      const ours = fresh.filter(({ streamId }) => streamId.startsWith(prefix));
      yield ours.map((event) => storedRow(event, prefix));
      const last = fresh.at(-1);
      if (!last || found.length < WINDOW) return;
      from = positionOf(last);
      if (comparePositions(from, upTo) >= 0) return;
    }
  }

  private async *ofStream(stream: string): AsyncGenerator<readonly StoredRow[], void, undefined> {
    const { prefix } = this.connection.settings;
    for await (const slice of this.reader.read(stream)) yield slice.map((event) => storedRow(event, prefix));
  }
}
