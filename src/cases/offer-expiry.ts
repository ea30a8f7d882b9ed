import type { Urgency } from '@baton/contracts';
import { CalendarError, type WorkingCalendar } from '@baton/working-calendar';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

/** The version of this rule (X4): whoever changes it raises it. */
export const OFFER_EXPIRY_RULES = 'offer-expiry@2';

/**
 * H4: how long an offer waits for its receiver, in the receiver's opening time: half an hour, two hours, one working day,
 * two working days.
 */
const OPENING_TIME_MS: Readonly<Record<Urgency, number>> = {
  CRITICAL: 30 * MINUTE_MS,
  HIGH: 2 * HOUR_MS,
  NORMAL: 8 * HOUR_MS,
  LOW: 16 * HOUR_MS,
};

/** An offer that stands in a line waits for its turn as well, but no longer than five working days of opening time. */
const LONGEST_IN_LINE_MS = 40 * HOUR_MS;

/** What cannot wait for a turn: it is answered in its time, out of turn, or comes back and is escalated. */
const OUT_OF_TURN: ReadonlySet<Urgency> = new Set(['CRITICAL', 'HIGH']);

/** Until when an offer waits, and by what that was counted, as it is recorded with the offer. */
export interface OfferExpiry {
  /** UTC ISO 8601. */
  readonly expiresAt: string;
  /** `repair@3 offer-expiry@2`: the versions of the receiver's calendar and of the rule. */
  readonly calendar: string;
}

/**
 * H4: when an offer expires that is made now. One that stands in a line has its time from its turn on, unless it is urgent. A department that is hardly ever open, so that the time would take more than
 * ten years, is taken to be open always: no offer waits for ever.
 * @param turn when its turn in the line is expected, UTC ISO 8601; absent where it stands in none, or that cannot be known
 */
export function offerExpiry(receiver: WorkingCalendar, urgency: Urgency, now: string, turn?: string): OfferExpiry {
  const inLine = turn === undefined || OUT_OF_TURN.has(urgency) ? 0 : receiver.between(now, turn);
  const time = Math.min(inLine, LONGEST_IN_LINE_MS) + OPENING_TIME_MS[urgency];
  try {
    return { expiresAt: receiver.add(now, time), calendar: `${receiver.version} ${OFFER_EXPIRY_RULES}` };
  } catch (error) {
    if (!(error instanceof CalendarError) || error.code !== 'BEYOND_HORIZON') throw error;
    const expiresAt = new Date(Date.parse(now) + time).toISOString();
    return { expiresAt, calendar: `always@1 ${OFFER_EXPIRY_RULES}` };
  }
}
