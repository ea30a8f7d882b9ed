/** Token under which the departments module's answer to `DepartmentDirectory` is bound. */
export const DEPARTMENT_DIRECTORY = Symbol('DepartmentDirectory');

/** What the cases module asks about departments; the departments module knows the answer. */
export interface DepartmentDirectory {
  /** Whether a department with that code was opened. */
  has(code: string): Promise<boolean>;
  /** The department an agent works in; undefined for an agent who is not registered. */
  departmentOf(agent: string): Promise<string | undefined>;
}
