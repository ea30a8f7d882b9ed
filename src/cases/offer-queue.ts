import type { LimitOf, OfferQueue } from '@baton/contracts';
import { CalendarError, type WorkingCalendar } from '@baton/working-calendar';

/** The version of this rule (X4): whoever changes it raises it. */
export const OFFER_QUEUE_RULES = 'offer-queue@3';

/** So many acceptances tell how quickly a receiver accepts; fewer tell nothing. */
const FEWEST = 5;
const DAY_MS = 24 * 60 * 60 * 1000;
/** How far back an acceptance was lately. */
const LATELY_MS = 28 * DAY_MS;
const HOUR_MS = 60 * 60 * 1000;

/** What somebody has to do, beside what can be done at a time. */
export interface Backlog {
  readonly limitOf: LimitOf;
  /** The department, the agent or the skill. */
  readonly of: string;
  readonly limit: number;
  /** Open cases that count towards the limit. */
  readonly cases: number;
  /** Offers that wait for an answer. */
  readonly waiting: number;
  /** When the last offers were accepted, UTC ISO 8601, the oldest first. */
  readonly accepted: readonly string[];
}

/** Whether there is no room for one more. */
export const isFull = ({ limit, cases, waiting }: Pick<Backlog, 'limit' | 'cases' | 'waiting'>): boolean =>
  cases + waiting >= limit;

/**
 * The line in which an offer made now waits: that of the limit which keeps it longest; undefined where there is room.
 *
 * Its turn comes when every offer before it is answered and enough cases are done that it fits: whichever is more. How long
 * that takes is told by how quickly the receiver accepted lately, in its opening time. Where it accepted fewer than five
 * offers in four weeks, that cannot be known, and nothing is said; nor where it can work on none at a time (a limit of 0),
 * however quickly it accepted before that was said.
 * @param position of the log, up to which the backlogs were counted
 */
export function queueOf(
  backlogs: readonly Backlog[],
  receiver: WorkingCalendar,
  now: string,
  position?: string,
): OfferQueue | undefined {
  const queues = backlogs.filter(isFull).map((backlog) => lineOf(backlog, receiver, now, position));
  return queues.reduce<OfferQueue | undefined>((worst, one) => (worst && !longer(one, worst) ? worst : one), undefined);
}

/** What cannot be known is the longest. */
const longer = (one: OfferQueue, other: OfferQueue): boolean => {
  const [mine, its] = [one.expectedAt ?? '~', other.expectedAt ?? '~'];
  return mine === its ? one.turns > other.turns : mine > its;
};

function lineOf(backlog: Backlog, receiver: WorkingCalendar, now: string, position: string | undefined): OfferQueue {
  const { limitOf, of, limit, cases, waiting } = backlog;
  const place = waiting + 1;
  const turns = Math.max(place, cases + waiting + 1 - limit);
  const since = new Date(Date.parse(now) - LATELY_MS).toISOString();
  const accepted = backlog.accepted.filter((at) => at >= since && at <= now);
  const [first] = accepted;
  const openMs = first === undefined ? 0 : receiver.between(first, now);
  const expectedAt = limit === 0 ? undefined : expected(turns, accepted.length, openMs, receiver, now);
  return {
    ...{ limitOf, of, limit, cases, place, turns },
    ...(expectedAt === undefined ? {} : { expectedAt }),
    accepted: accepted.length,
    ...(first === undefined ? {} : { acceptedSince: first, openHours: Math.round((openMs / HOUR_MS) * 10) / 10 }),
    rules: OFFER_QUEUE_RULES,
    ...(position === undefined ? {} : { position }),
  };
}

/** So many turns from now, where from the first acceptance on the others took so much opening time. */
function expected(
  turns: number,
  accepted: number,
  openMs: number,
  receiver: WorkingCalendar,
  now: string,
): string | undefined {
  if (accepted < FEWEST || openMs === 0) return undefined;
  try {
    return receiver.add(now, Math.ceil((turns * openMs) / (accepted - 1)));
  } catch (error) {
    if (!(error instanceof CalendarError) || error.code !== 'BEYOND_HORIZON') throw error;
    return undefined;
  }
}
