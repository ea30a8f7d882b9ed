import { CalendarError } from '../calendar-error.js';
import { objectOf, textOf } from '../calendar-spec.js';
import { epochOf } from '../instants.js';
import type { ClockSpec } from './clock-spec.js';

/** While a clock stands still. Instants are UTC ISO 8601. */
export interface Pause {
  readonly from: string;
  /** Absent: it still does. */
  readonly until?: string;
  readonly reason: string;
  /** What makes it go on: `the customer sends the invoice`. */
  readonly wakeUp: string;
}

/** A pause in milliseconds since 1970. */
export interface Still {
  readonly from: number;
  readonly until: number | undefined;
}

const MOST = 100;

/**
 * The pauses of a clock. Refuses `PAUSE_REFUSED`, naming the pause: any of a clock that is not pausable, one without a
 * reason or a wake-up condition, one that ends before it begins or begins before the last has ended, more than 100.
 */
export function allowedPauses({ code, pausable }: ClockSpec, pauses: readonly Pause[]): Still[] {
  if (pauses.length > 0 && !pausable) refuse('pauses', `${code} cannot be paused.`);
  if (pauses.length > MOST) refuse('pauses', `at most ${MOST} are taken.`);
  let last: Still | undefined;
  return pauses.map((pause, index) => {
    const entry = `pauses.${index}`;
    objectOf(pause, entry);
    for (const field of ['reason', 'wakeUp'] as const) mustSay(pause[field], `${entry}.${field}`);
    const from = epochOf(pause.from, `${entry}.from`);
    const until = pause.until === undefined ? undefined : epochOf(pause.until, `${entry}.until`);
    if (until !== undefined && until < from) refuse(entry, 'it ends before it begins.');
    if (last && (last.until === undefined || last.until > from)) refuse(entry, 'the one before it has not ended.');
    last = { from, until };
    return last;
  });
}

function mustSay(text: string, entry: string): void {
  try {
    textOf(text, entry);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    throw new CalendarError('PAUSE_REFUSED', error.message, entry);
  }
}

function refuse(entry: string, message: string): never {
  throw new CalendarError('PAUSE_REFUSED', `${entry}: ${message}`, entry);
}
