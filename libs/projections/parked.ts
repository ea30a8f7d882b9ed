import type { StoredEvent } from '@baton/event-store';
import { rowOf, storable, type Cells } from './cells.js';
import type { TableLayout } from './layout.js';
import type { Parked } from './view-store.js';

/** How the table of what is set aside is laid out: one row per generation and stream. */
export const parkedLayout: TableLayout = {
  table: 'parked',
  name: 'parked',
  columns: [
    { name: 'projection', kind: 'text', nullable: false },
    { name: 'generation', kind: 'count', nullable: false },
    { name: 'stream', kind: 'text', nullable: false },
    { name: 'position', kind: 'text', nullable: false },
    { name: 'eventId', kind: 'text', nullable: false },
    { name: 'type', kind: 'text', nullable: false },
    { name: 'message', kind: 'text', nullable: false },
    { name: 'skipped', kind: 'count', nullable: false },
  ],
  key: [0, 1, 2],
  indexes: [],
};

const SKIPPED = 7;
const LONGEST_MESSAGE = 1000;

/** The row for an event whose fold threw. */
export function parkedCells(of: { projection: string; generation: number }, event: StoredEvent, error: unknown): Cells {
  const message = error instanceof Error ? error.message : String(error);
  const said = storable(storable(message || 'no message').slice(0, LONGEST_MESSAGE));
  return [of.projection, of.generation, event.stream, event.position, event.id, event.type, said, 0];
}

/** The same row with one more event skipped. */
export const skippedOnce = (cells: Cells): Cells => cells.with(SKIPPED, Number(cells[SKIPPED]) + 1);

/** What a row of the table says. */
export function parkedOf(cells: Cells): Parked {
  const { generation: _, ...parked } = rowOf(parkedLayout, cells) as Parked & { generation: number };
  return parked;
}
