import type { PromiseMade, Reminder } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-calendar';
import type { CaseState } from './case.state.js';
import type { KnownPromise } from './promise.state.js';
import type { ClosedDoor } from './department-directory.js';
import { owing, type Survivor } from './owed-promises.js';

/** When somebody is reminded of a promise, as it is recorded with it; UTC ISO 8601. */
type Reminders = Pick<PromiseMade, 'halfwayAt' | 'pressingAt'>;

/** Which part of the working time until due has passed with each reminder. The rest of it is the breach's (P7). */
const PARTS = { halfwayAt: 0.5, pressingAt: 0.8 } as const;

/**
 * When half and four fifths of the working time from now until due will have passed, in the hours of the department that
 * owes the promise. Neither where its hours are not known, or none of them lie between. Due is at most ten years
 * away: see `heldAgainst`.
 */
export function remindedAt(department: WorkingCalendar | undefined, now: string, due: string): Reminders {
  if (!department) return {};
  const working = department.between(now, due);
  if (working === 0) return {};
  const passed = (part: number): string => department.add(now, Math.ceil(working * part));
  return { halfwayAt: passed(PARTS.halfwayAt), pressingAt: passed(PARTS.pressingAt) };
}

/** The reminder of a promise that has come and was not given yet; only the last where several have come. */
export function reminderDue(promise: KnownPromise, now: string): Reminder | undefined {
  const { halfwayAt, pressingAt, reminded } = promise;
  if (pressingAt !== undefined && now >= pressingAt) return reminded === 'PRESSING' ? undefined : 'PRESSING';
  return halfwayAt !== undefined && now >= halfwayAt && reminded === undefined ? 'HALFWAY' : undefined;
}

/**
 * The agent who sees to a promise: who has the case, where its department owes it, and in a duplicate who has the one in
 * which work goes on (X3); else the one who made it. Undefined where nobody has the case.
 */
export function agentOf(state: CaseState, promise: KnownPromise, survivor: Survivor | undefined): string | undefined {
  const { accountable, holder } = survivor ?? state;
  return owing(state, promise, survivor) === accountable ? holder : promise.madeBy;
}

/** Who hears of a reminder. */
export interface Reminded {
  readonly agent?: string;
  readonly insteadOf?: string;
}

/**
 * Half way the agent is reminded: who stands in for one who is away, or else the department, which also is where he no longer works
 * for it or nobody has the case. What is pressing the department hears.
 */
export function remindedOf(reminder: Reminder, agent: string | undefined, door: ClosedDoor | undefined): Reminded {
  if (reminder === 'PRESSING' || agent === undefined) return {};
  if (!door) return { agent };
  if (door.why !== 'AWAY') return {};
  return door.standIn === undefined ? { insteadOf: agent } : { agent: door.standIn, insteadOf: agent };
}
