import type { ClientBase } from 'pg';
import { tablesOfShape, type Layout } from '../layout.js';
import { noteOfLandmark } from '../origin.js';
import { createView, dropTable, dropView, physicalName } from '../sql-text.js';
import type { Checkpoint, Generation, Landmark } from '../view-store.js';
import { createTable } from './statements.js';

interface GenerationRow extends Omit<Generation, 'position'> {
  readonly position: string | null;
}

const ALL = `SELECT g.*, (SELECT count(*) FROM parked p WHERE p.projection = g.projection AND p.generation = g.generation)
  AS parked FROM generations g ORDER BY projection, generation`;

const MOVE_ON = {
  name: 'move-on',
  text: `WITH noted AS (INSERT INTO about SELECT 'landmark', $7::text WHERE $7::text IS NOT NULL
      ON CONFLICT (name) DO UPDATE SET value = excluded.value)
    UPDATE generations g SET position = c."to", events = c.events, "caughtUp" = c."caughtUp"
    FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::boolean[])
      AS c (projection, generation, "from", "to", events, "caughtUp")
    WHERE g.projection = c.projection AND g.generation = c.generation AND g.position IS NOT DISTINCT FROM c."from"
    RETURNING g.projection, g.generation`,
};

/** Every generation there is. */
export async function allGenerations(client: ClientBase): Promise<Generation[]> {
  const { rows } = await client.query<GenerationRow>(ALL);
  return rows.map(({ position, ...row }) => ({ ...row, position: position ?? undefined }));
}

/** Makes the tables of a layout, and lets them be read where there are none of the projection yet. */
export async function createGeneration(client: ClientBase, layout: Layout): Promise<Generation> {
  const { projection, version, tables, shape } = layout;
  const others = await generationsOf(client, projection);
  const generation = Math.max(0, ...others.map((other) => other.generation)) + 1;
  const live = others.length === 0;
  for (const table of tables) {
    const physical = physicalName(table.name, generation);
    for (const statement of createTable(physical, table)) await client.query(statement);
    if (live) await client.query(createView(table.name, physical));
  }
  const made = [projection, generation, version, shape, live];
  await client.query('INSERT INTO generations VALUES ($1, $2, $3, $4, $5, false, NULL, 0)', made);
  return { projection, generation, version, shape, live, caughtUp: false, position: undefined, events: 0, parked: 0 };
}

/**
 * Moves generations on, and notes the landmark, where there is one. Returns a generation that does not stand where it
 * should, if any: somebody else has moved it.
 */
export async function moveOn(
  client: ClientBase,
  checkpoints: readonly Checkpoint[],
  landmark?: Landmark,
): Promise<Checkpoint | undefined> {
  const list = <T>(of: (checkpoint: Checkpoint) => T): T[] => checkpoints.map(of);
  const values = [
    list(({ projection }) => projection),
    list(({ generation }) => generation),
    list(({ from }) => from ?? null),
    list(({ to }) => to ?? null),
    list(({ events }) => events),
    list(({ caughtUp }) => caughtUp),
    landmark ? noteOfLandmark(landmark) : null,
  ];
  const { rows } = await client.query<{ projection: string; generation: number }>({ ...MOVE_ON, values });
  const moved = new Set(rows.map(({ projection, generation }) => physicalName(projection, generation)));
  return checkpoints.find(({ projection, generation }) => !moved.has(physicalName(projection, generation)));
}

/** What is read of a projection is this generation; all others go. */
export async function promoteGeneration(client: ClientBase, promoted: Generation): Promise<void> {
  const { projection, generation, shape } = promoted;
  for (const other of await generationsOf(client, projection)) {
    if (other.generation !== generation) await forget(client, other);
  }
  for (const { name } of tablesOfShape(shape)) {
    await client.query(dropView(name));
    await client.query(createView(name, physicalName(name, generation)));
  }
  await client.query('UPDATE generations SET live = true WHERE projection = $1 AND generation = $2', [
    projection,
    generation,
  ]);
}

/** Drops one generation, or all of a projection. */
export async function dropGenerations(client: ClientBase, projection: string, generation?: number): Promise<void> {
  for (const each of await generationsOf(client, projection)) {
    if (generation === undefined || each.generation === generation) await forget(client, each);
  }
}

async function generationsOf(client: ClientBase, projection: string): Promise<GenerationRow[]> {
  const { rows } = await client.query<GenerationRow>('SELECT * FROM generations WHERE projection = $1', [projection]);
  return rows;
}

async function forget(client: ClientBase, { projection, generation, shape, live }: GenerationRow): Promise<void> {
  for (const { name } of tablesOfShape(shape)) {
    if (live) await client.query(dropView(name));
    await client.query(dropTable(physicalName(name, generation)));
  }
  for (const table of ['generations', 'parked']) {
    await client.query(`DELETE FROM ${table} WHERE projection = $1 AND generation = $2`, [projection, generation]);
  }
}
