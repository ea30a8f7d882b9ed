import { Described, Id, Instant } from '@baton/fields';

@Described('Which cases that passed on without a word to the customer are wanted; all when nothing is said.')
export class UninformedFilter {
  @Instant('Only those in which the customer is to be told before this instant', { optional: true }) dueBefore?: string;
  @Id('Only those of this customer', { optional: true }) customerId?: string;
}
