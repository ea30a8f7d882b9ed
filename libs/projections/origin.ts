import { firstEvent, type EventStore } from '@baton/event-store';
import { ViewStoreFailed } from './errors.js';

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

/** Views of events that are not in the log. */
export const ofAnotherLog = ({ where, startAnew }: Place): ViewStoreFailed =>
  new ViewStoreFailed(
    'VIEWS_UNUSABLE',
    `${where} cannot be used: it was built from other events than those in the log`,
    `See that the events and the place of the views that are named belong together. Where they do, and nobody else reads these views: ${startAnew}`,
  );
