import type { Position } from '@baton/contracts';
import { comparePositions } from '../positions.js';
import type { RowsWanted, StoredLog, StoredRow } from '../stored-log.js';
import type { Connection } from './connection.js';
import { leaderOf, type EventStoreDbOptions } from './leader.js';
import { Reader } from './reader.js';
import { positionOf, storedRow } from './stored-form.js';

/** Events of the log that are read at once at most, ours or not; large ones are fewer. */
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

  async *pages({ stream, after, upTo }: RowsWanted): AsyncGenerator<readonly StoredRow[], void, undefined> {
    for await (const page of stream === undefined ? this.all(after, upTo) : this.ofStream(stream)) {
      const wanted = page.filter(
        ({ position }) =>
          comparePositions(position, upTo) <= 0 && (after === undefined || comparePositions(position, after) > 0),
      );
      if (wanted.length > 0) yield wanted;
    }
  }

  close(): Promise<void> {
    this.connection.close();
    return Promise.resolve();
  }

  private async *all(
    after: Position | undefined,
    upTo: Position,
  ): AsyncGenerator<readonly StoredRow[], void, undefined> {
    const { prefix } = this.connection.settings;
    let reading = this.reader.log(after, WINDOW);
    for (let from = after; ;) {
      const { events: found, cut } = await reading;
      const last = found.at(-1);
      const to = last && positionOf(last);
      const more = to !== undefined && (cut || found.length === WINDOW) && comparePositions(to, upTo) < 0;
      if (more) {
        // The next ones are fetched while these are looked at; what goes wrong with that is told when they are asked for.
        reading = this.reader.log(to, WINDOW);
        reading.catch(() => undefined);
      }
      // What is found begins with the place that was asked for.
      const ours = found.filter((event) => event.streamId.startsWith(prefix) && positionOf(event) !== from);
      yield ours.map((event) => storedRow(event, prefix));
      if (!more) return;
      from = to;
    }
  }

  private async *ofStream(stream: string): AsyncGenerator<readonly StoredRow[], void, undefined> {
    const { prefix } = this.connection.settings;
    for await (const slice of this.reader.read(stream)) yield slice.map((event) => storedRow(event, prefix));
  }
}
