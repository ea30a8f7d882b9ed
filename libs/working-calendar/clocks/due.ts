import { CalendarError, shown } from '../calendar-error.js';
import type { SpecialDay } from '../calendar-spec.js';
import { dateText } from '../dates.js';
import { HORIZON_MS } from '../horizon.js';
import { epochOf, isoOf } from '../instants.js';
import type { WorkingCalendar } from '../working-calendar.js';
import { checkedClock, type ClockSpec } from './clock-spec.js';
import { counted, type Reached } from './counting.js';
import { allowedPauses, type Pause } from './pauses.js';

/** More time, given to a clock. Instants are UTC ISO 8601. */
export interface Extension {
  readonly at: string;
  /** What the clock becomes in all, in its unit, counted from its start. */
  readonly to: number;
  /** What the customer was told with it: the codes of the rule. */
  readonly contains: readonly string[];
}

/** How a due time came about. */
export interface DueExplained {
  readonly clock: string;
  /** The version of the calendar. */
  readonly calendar: string;
  readonly zone: string;
  /** When the clock began to run. */
  readonly startedAt: string;
  /** How much was counted, with what it was extended by. */
  readonly count: number;
  readonly unit: ClockSpec['unit'];
  /** Of days: the first that could count, and the last before it rolled. */
  readonly firstDay?: string;
  readonly lastDay?: string;
  /** The business day that the last one rolled to. */
  readonly rolledTo?: string;
  /** How many dates, or of a clock of seconds milliseconds, it stood still. */
  readonly stoodStill: number;
  /** The holidays and exceptions of the calendar from the first day to the last. */
  readonly specialDays: readonly SpecialDay[];
}

/** By when: undefined while the clock stands still without an end. */
export interface Due {
  readonly due: string | undefined;
  readonly explain: DueExplained;
}

export interface Happened {
  readonly pauses?: readonly Pause[];
  readonly extensions?: readonly Extension[];
}

/**
 * When a clock that begins at an instant is due: the first instant that is too late. Days are those of the calendar's zone
 * and end at midnight, or at the last closing before it; a business day is one on which hours begin. A pause takes
 * out the dates that begin during it, and of a clock of seconds its time. Refuses `SPEC_INVALID` a clock that cannot be
 * or is of another zone than its calendar, `PAUSE_REFUSED` a pause of a clock that is not pausable or without a reason or
 * a wake-up condition, `EXTENSION_REFUSED` one that comes too often, too late, is too long or leaves out what it must
 * contain, and `BEYOND_HORIZON` what is due more than ten years later.
 */
export function dueOf(spec: ClockSpec, calendar: WorkingCalendar, start: string, happened: Happened = {}): Due {
  checkedClock(spec);
  if (spec.zone !== calendar.zone) {
    const message = `zone: the clock counts in ${spec.zone}, calendar ${calendar.version} in ${calendar.zone}.`;
    throw new CalendarError('SPEC_INVALID', message, 'zone');
  }
  const startedAt = startOf(spec, calendar, start);
  const still = allowedPauses(spec, happened.pauses ?? []);
  const count = extended(spec, happened.extensions ?? [], (units) => counted(spec, calendar, startedAt, still, units));
  const { until, firstDay, lastDay, rolledTo, stoodStill } = counted(spec, calendar, startedAt, still, count);
  if (until !== undefined && until - startedAt > HORIZON_MS) beyond(spec, start);
  return {
    due: until === undefined ? undefined : isoOf(until),
    explain: {
      clock: spec.code,
      calendar: calendar.version,
      zone: calendar.zone,
      startedAt: isoOf(startedAt),
      count,
      unit: spec.unit,
      ...(firstDay !== undefined && { firstDay: dateText(firstDay) }),
      ...(lastDay !== undefined && { lastDay: dateText(lastDay) }),
      ...(rolledTo !== undefined && { rolledTo: dateText(rolledTo) }),
      stoodStill,
      specialDays:
        firstDay === undefined || lastDay === undefined
          ? []
          : calendar.specialDaysOf(dateText(firstDay), dateText(rolledTo ?? lastDay)),
    },
  };
}

function startOf(spec: ClockSpec, calendar: WorkingCalendar, start: string): number {
  const epoch = epochOf(start, 'start');
  if (spec.start === 'AT_ONCE') return epoch;
  const opening = calendar.nextOpening(start);
  return opening === undefined ? beyond(spec, start) : Date.parse(opening);
}

/** The count of a clock with its extensions. */
function extended(spec: ClockSpec, extensions: readonly Extension[], reach: (count: number) => Reached): number {
  const rule = spec.extension;
  const refuse = (index: number, why: string): never => {
    const entry = `extensions.${index}`;
    throw new CalendarError('EXTENSION_REFUSED', `${entry}: ${why}`, entry);
  };
  let count = spec.count;
  for (const [index, { at, to, contains }] of extensions.entries()) {
    if (!rule) return refuse(index, `${spec.code} cannot be extended.`);
    if (index >= rule.times) refuse(index, `${spec.code} may be extended ${rule.times} time(s).`);
    if (!Number.isInteger(to) || to <= count || to > rule.longest) {
      refuse(index, `${shown(to)} is not more than ${count} and at most ${rule.longest}.`);
    }
    const missing = rule.mustContain.filter((code) => !contains.includes(code));
    if (missing.length > 0) refuse(index, `it must contain ${missing.join(', ')}.`);
    const latest = reach(rule.within).until;
    if (latest !== undefined && epochOf(at, `extensions.${index}.at`) >= latest) {
      refuse(index, `${at} is too late: it had to be given before ${isoOf(latest)}.`);
    }
    count = to;
  }
  return count;
}

function beyond(spec: ClockSpec, start: string): never {
  throw new CalendarError('BEYOND_HORIZON', `${spec.code}: it is not due within ten years of ${start}.`, 'count');
}
