import type { Position } from '@baton/contracts';
import { firstEvent, type EventStore } from '@baton/event-store';
import type { Views } from '@baton/projections';
import type { Clock } from '../clock/clock.js';

/** How far a view is behind the log. */
export interface ViewLag {
  readonly view: string;
  /** Undefined where the engine's positions do not count events. */
  readonly events: number | undefined;
  /** Age of the oldest event it has not taken in; 0 where it has all. */
  readonly seconds: number;
}

/** Looks how far every view is behind: one event is read for each place that views are behind at. */
export async function viewLags(
  store: Pick<EventStore, 'head' | 'readAll'>,
  views: Pick<Views, 'states'>,
  clock: Clock,
): Promise<ViewLag[]> {
  const head = await store.head();
  const ages = new Map<Position | undefined, Promise<number>>();
  return Promise.all(
    views.states().map(async ({ name: view, position }) => {
      if (head === undefined || position === head) return { view, events: 0, seconds: 0 };
      const age = ages.get(position) ?? ageAfter(store, position, clock);
      ages.set(position, age);
      return { view, events: eventsBetween(position, head), seconds: await age };
    }),
  );
}

async function ageAfter(
  store: Pick<EventStore, 'readAll'>,
  after: Position | undefined,
  clock: Clock,
): Promise<number> {
  const next = await firstEvent(store, { after });
  return next ? Math.max(0, Date.parse(clock.now()) - Date.parse(next.recordedAt)) / 1000 : 0;
}

const COUNTS = /^\d+$/;

function eventsBetween(position: Position = '0', head: Position): number | undefined {
  return COUNTS.test(position) && COUNTS.test(head) ? Math.max(0, Number(head) - Number(position)) : undefined;
}
