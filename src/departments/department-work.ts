import type { Position } from '@baton/contracts';

/** Token under which the cases module's answer to `DepartmentWork` is bound. */
export const DEPARTMENT_WORK = Symbol('DepartmentWork');

/** What a department has to do, whoever does it. */
export interface WorkCounts {
  /** Open cases that it answers for. */
  readonly accountable: number;
  /** Open cases of other departments that are on offer to it. */
  readonly offered: number;
  /** Open promises that it owes, in whatever case. */
  readonly promises: number;
  /** Open questions of other departments that it has not answered. */
  readonly consults: number;
}

/** What the departments module asks about the work of a department; the cases module knows the answer. */
export interface DepartmentWork {
  /** What a department has to do, counted in views that hold the position. */
  of(department: string, atLeast?: Position): Promise<WorkCounts>;
}
