import { Code, Described, Id, Instant, OneOf, Text } from '@baton/fields';
import { PromiseStatus } from '../../case.words.js';

@Described('Which promises are wanted; all when nothing is said.')
export class PromiseFilter {
  @Code('Only those this department owes', { optional: true }) department?: string;
  @OneOf(PromiseStatus, 'Only those that stand so', { optional: true }) status?: PromiseStatus;
  @Instant('Only those due before this instant', { optional: true }) dueBefore?: string;
  @Instant('Only those due at this instant or later', { optional: true }) dueAfter?: string;
  @Id('Only those of this case', { optional: true }) caseId?: string;
  @Id('Only those to this customer', { optional: true }) customerId?: string;
  @Text('Only those made to this person, as the promise names him', { optional: true, personal: true, max: 200 })
  beneficiary?: string;
}
