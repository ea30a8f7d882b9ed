import type { Position } from '@baton/contracts';
import { BEGINNING, comparePositions, shareOf } from '@baton/event-store';

/** A place in the log; undefined is its beginning. */
export type Place = Position | undefined;

/** Orders two places of one log. */
export const comparePlaces = (a: Place, b: Place): number =>
  a === b ? 0 : comparePositions(a ?? BEGINNING, b ?? BEGINNING);

/** The earliest of some places; the beginning of the log where there are none. */
export const earliest = (places: readonly Place[]): Place =>
  places.length === 0 ? undefined : places.reduce((a, b) => (comparePlaces(a, b) <= 0 ? a : b));

/** The latest of some places; the beginning of the log where there are none. */
export const latest = (places: readonly Place[]): Place =>
  places.reduce((a, b) => (comparePlaces(a, b) >= 0 ? a : b), undefined);

/** About which share of the log lies before a place, 0 to 1: see `shareOf` of the event store. */
export const shareOfPlace = (place: Place, head: Place): number =>
  comparePlaces(place, head) >= 0 ? 1 : shareOf(place ?? BEGINNING, head ?? '1');
