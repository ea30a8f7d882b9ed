import { streamOf } from '@baton/contracts';
import type { CaseEvent } from './concern.state.js';

/** Which events a reader wants; what is absent does not narrow. */
export interface CaseFilter {
  /** Only those that concern this department: see `departmentsConcerned`. */
  readonly department?: string;
  /** Only events of these words. */
  readonly types?: readonly string[];
  /** Only those of this case: its id. */
  readonly case?: string;
}

/** Whether a reader wants an event, but for whom it concerns. */
export const mayPick = (filter: CaseFilter, event: CaseEvent): boolean =>
  (filter.types === undefined || filter.types.includes(event.type)) &&
  (filter.case === undefined || event.stream === streamOf('case', filter.case));

/** Whether a reader wants an event that concerns these departments. */
export const picks = (filter: CaseFilter, event: CaseEvent, departments: ReadonlySet<string>): boolean =>
  mayPick(filter, event) && (filter.department === undefined || departments.has(filter.department));

/** The same text for filters that pick the same. */
export const keyOfFilter = ({ department, types, case: id }: CaseFilter): string =>
  JSON.stringify([department, types && [...types].sort(), id]);
