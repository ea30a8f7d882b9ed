import { Code, Described, Id, Instant, OneOf } from '@baton/fields';
import { ConsultRole } from './consults.projection.js';

@Described('Which open consults of a department are wanted; all when nothing is said.')
export class ConsultFilter {
  @OneOf(ConsultRole, 'Only those it was asked, or only those whose answer it waits for', { optional: true })
  role?: ConsultRole;
  @Code('Only those meant for this agent', { optional: true }) toAgent?: string;
  @Id('Only those of this case', { optional: true }) caseId?: string;
  @Instant('Only those due before this instant; with now, the overdue ones', { optional: true }) dueBefore?: string;
}
