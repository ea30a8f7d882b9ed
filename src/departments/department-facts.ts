/** What a decision about an agent must know of a department, read from the department's own stream. */
export interface DepartmentFacts {
  /** Whether the department that the command names was opened. */
  readonly departmentKnown: boolean;
}
