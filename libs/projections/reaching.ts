import type { Position } from '@baton/contracts';
import { isPosition } from '@baton/event-store';
import { PositionInvalid, ViewBehind, ViewUnknown, type Behind } from './errors.js';
import { comparePlaces, type Place } from './places.js';
import type { ViewFailure } from './port.js';
import type { WaitFor } from './views.js';
import type { Waiting } from './waiting.js';

/** Views as somebody knows them who is told when they move. */
export interface Known {
  readonly names: readonly string[];
  /** Announces every move. */
  readonly waiting: Waiting;
  placeOf(name: string): Place;
  /** Why they do not move, where that is so. */
  failure(): ViewFailure | undefined;
}

/** The name, where there is such a view; throws `ViewUnknown` where there is none. */
export function known(names: readonly string[], name: string): string {
  if (names.includes(name)) return name;
  throw new ViewUnknown(name, names);
}

/** Waits as `Views.waitFor` says. */
export async function reaching(
  views: Known,
  position: Position,
  { views: named, ...patience }: WaitFor,
): Promise<void> {
  if (!isPosition(position)) throw new PositionInvalid(position);
  let behind = (named ?? views.names).map((name) => known(views.names, name));
  const done = (): boolean => {
    behind = behind.filter((name) => comparePlaces(views.placeOf(name), position) < 0);
    return behind.length === 0;
  };
  const late = (): Error => {
    const where = behind.map((view): Behind => ({ view, position: views.placeOf(view) }));
    return new ViewBehind(position, where, views.failure());
  };
  await views.waiting.until(done, patience, late);
}
