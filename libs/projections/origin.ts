import { firstEvent, type EventStore } from '@baton/event-store';
import { ViewStoreFailed } from './errors.js';
import { comparePlaces, type Place as LogPlace } from './places.js';
import type { Landmark } from './view-store.js';

/** Where views are, and how a person has them built anew. */
interface Place {
  readonly where: string;
  readonly startAnew: string;
}

/**
 * Throws `VIEWS_UNUSABLE` where views were built from another log than this.
 * @param origin the hash of the first event they were built from; undefined before one was
 */
export async function refuseOtherLog(
  place: Place,
  origin: string | undefined,
  log: Pick<EventStore, 'readAll'>,
): Promise<void> {
  if (origin !== undefined && (await firstEvent(log))?.hash !== origin) throw ofAnotherLog(place);
}

const ofAnotherLog = ({ where, startAnew }: Place): ViewStoreFailed =>
  new ViewStoreFailed(
    'VIEWS_UNUSABLE',
    `${where} cannot be used: it was built from other events than those in the log`,
    `See that the events and the place of the views that are named belong together. Where they do, and nobody else reads these views: ${startAnew}`,
  );

/**
 * Whether the log still has the event by which it was known, where it was. A log only grows: where one event is as it was,
 * all before it are. One that was put back by a restore and went on from there has another one.
 * @param front how far the foremost views are: a landmark beyond is of views that are no more
 */
export async function stillHas(
  log: Pick<EventStore, 'readStream'>,
  landmark: Landmark | undefined,
  front: LogPlace,
): Promise<boolean> {
  if (!landmark || comparePlaces(landmark.position, front) > 0) return true;
  const { stream, revision, hash, position } = landmark;
  for await (const event of log.readStream(stream, { from: revision, limit: 1 })) {
    return event.hash === hash && event.position === position;
  }
  return false;
}

/** Views of events that are no longer in their log. */
export const ofFormerLog = ({ where }: Pick<Place, 'where'>): ViewStoreFailed =>
  new ViewStoreFailed(
    'VIEWS_UNUSABLE',
    `${where} cannot be used: it was built from events that are no longer in the log, as after restoring a backup`,
    'Stop what builds these views, build all of them anew (baton rebuild), and start again',
  );

/** What the text of a note says. */
export const landmarkOf = (text: string | null | undefined): Landmark | undefined =>
  text ? (JSON.parse(text) as Landmark) : undefined;

/** The text of a note. */
export const noteOfLandmark = ({ position, stream, revision, hash }: Landmark): string =>
  JSON.stringify({ position, stream, revision, hash });
