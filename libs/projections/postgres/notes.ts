import type { EventStore } from '@baton/event-store';
import type { ClientBase } from 'pg';
import { landmarkOf, ofFormerLog, refuseOtherLog, stillHas } from '../origin.js';
import { latest } from '../places.js';
import type { Landmark } from '../view-store.js';
import { addressOf } from './address.js';
import { Connections, OPENING_MS } from './connections.js';
import { startAnew } from './explain.js';
import { allGenerations } from './generations.js';
import { migrate } from './migrations.js';

/** The hash of the first event that the views of a schema were built from; undefined before one was. */
export const originOf = (client: ClientBase): Promise<string | undefined> => noted(client, 'origin');

/** The event by which the log of the views of a schema is known again; undefined where none is kept. */
export const landmarkIn = async (client: ClientBase): Promise<Landmark | undefined> =>
  landmarkOf(await noted(client, 'landmark'));

async function noted(client: ClientBase, name: string): Promise<string | undefined> {
  const { rows } = await client.query<{ value: string }>('SELECT value FROM about WHERE name = $1', [name]);
  return rows[0]?.value;
}

/** What the processes that share a schema have noted there, so that one which means something else is told. */
export class Notes {
  private constructor(private readonly connections: Connections) {}

  /** Opens the schema, and makes or converts Baton's own tables in it. Throws `ViewStoreFailed` as `PostgresViews.open`. */
  static async open(connectionString: string): Promise<Notes> {
    const address = addressOf(connectionString);
    const connections = new Connections(address, { name: 'notes', most: 1, patienceMs: OPENING_MS });
    try {
      await connections.transaction((client) => migrate(client, address));
      return new Notes(connections);
    } catch (error) {
      await connections.close();
      throw error;
    }
  }

  /** Throws `VIEWS_UNUSABLE` where the views of the schema were built from another log. */
  async refuseOtherLog(log: Pick<EventStore, 'readAll'>): Promise<void> {
    const { where, schema } = this.connections.address;
    const origin = await this.connections.with(originOf);
    await refuseOtherLog({ where, startAnew: startAnew(schema) }, origin, log);
  }

  /** Throws `VIEWS_UNUSABLE` where the views of the schema hold events that are no longer in their log. */
  async refuseFormerLog(log: Pick<EventStore, 'readStream'>): Promise<void> {
    const { landmark, generations } = await this.connections.with(async (client) => ({
      landmark: await landmarkIn(client),
      generations: await allGenerations(client),
    }));
    const front = latest(generations.map(({ position }) => position));
    if (!(await stillHas(log, landmark, front))) throw ofFormerLog(this.connections.address);
  }

  known(name: string): Promise<string | undefined> {
    return this.connections.with((client) => noted(client, name));
  }

  /** Notes it where nobody has, at the same moment too. Returns what is noted then. */
  once(name: string, value: string): Promise<string | undefined> {
    return this.connections.with(async (client) => {
      await client.query('INSERT INTO about VALUES ($1, $2) ON CONFLICT (name) DO NOTHING', [name, value]);
      return noted(client, name);
    });
  }

  /** Notes it, whatever was noted before. */
  async anew(name: string, value: string): Promise<void> {
    await this.connections.with((client) =>
      client.query('INSERT INTO about VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value', [
        name,
        value,
      ]),
    );
  }

  close(): Promise<void> {
    return this.connections.close();
  }
}
