import type { Position } from '@baton/contracts';
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Behind } from '../errors.js';
import { comparePlaces } from '../places.js';
import { ViewQueries } from '../queries.js';
import { explain } from './explain.js';
import { openForReading } from './views-file.js';

interface Place {
  readonly view: string;
  readonly position: string | null;
}

/** Reads the views of a file beside the process that builds them, which is not disturbed. */
export class ViewsBeside {
  /** Reads the views; sees whole batches only. */
  readonly queries: ViewQueries;
  private readonly reader: Database.Database;

  /** Opens the file, which must be there. Throws `ViewStoreFailed`. */
  constructor(where: string) {
    try {
      this.reader = openForReading(where);
    } catch (error) {
      throw explain(where, error);
    }
    const dialect = new SqliteDialect({ database: this.reader });
    this.queries = new ViewQueries(new Kysely({ dialect }), (error) => explain(where, error));
  }

  /** Which of these views are not yet as far as a position. */
  async behind(wanted: Position, views: readonly string[]): Promise<Behind[]> {
    const places = await this.queries.run(async () =>
      this.reader.prepare<[], Place>('SELECT projection AS view, position FROM generations WHERE live = 1').all(),
    );
    const at = new Map(places.map(({ view, position }) => [view, position ?? undefined]));
    return views
      .map((view) => ({ view, position: at.get(view) }))
      .filter(({ position }) => comparePlaces(position, wanted) < 0);
  }

  async close(): Promise<void> {
    await this.queries.kysely.destroy();
    this.reader.close();
  }
}
