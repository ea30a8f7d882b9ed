import type { WorkingCalendar } from '@baton/working-calendar';

/** Token under which the departments module's answer to `DepartmentDirectory` is bound. */
export const DEPARTMENT_DIRECTORY = Symbol('DepartmentDirectory');

/** Why an agent takes nothing new (H11). */
export interface ClosedDoor {
  /** Away: in the time of an absence. Leaving: for good, be it that he has left already. */
  readonly why: 'AWAY' | 'LEAVING';
  /** Who stands in for the agent; absent where nobody does. */
  readonly standIn?: string;
  /** When the agent is back, UTC ISO 8601. */
  readonly until?: string;
}

/** What the cases module asks about departments; the departments module knows the answer. */
export interface DepartmentDirectory {
  /** Whether a department with that code was opened. */
  has(code: string): Promise<boolean>;
  /** When a department is open: around the clock where it never said; undefined where there is no such department. */
  calendarOf(code: string): Promise<WorkingCalendar | undefined>;
  /** The department an agent works in; undefined for an agent who is not registered. */
  departmentOf(agent: string): Promise<string | undefined>;
  /**
   * Why the agent takes nothing new, as his own stream says at this moment (H11); undefined where he does, and for an
   * agent who is not registered.
   * @param at when the work would be taken, UTC ISO 8601
   * @param caseId the case concerned: an absence may name a stand-in for it alone
   */
  closedDoorOf(agent: string, at: string, caseId: string): Promise<ClosedDoor | undefined>;
}
