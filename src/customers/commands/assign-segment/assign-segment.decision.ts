import type { CustomerFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Id, Text } from '@baton/fields';
import type { CustomerState } from '../../customer.state.js';
import { customerUnknown } from '../../unknown.js';

@Described('Puts a customer into a segment, in place of the one before.')
export class AssignSegment {
  @Id('The customer') customerId: string;
  @Code('The segment') segment: string;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

/** Assigns a segment. Refused for an unknown customer. */
export const assignSegment =
  ({ segment, reason }: AssignSegment, _: Given): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return customerUnknown();
    if (state.segment === segment) return [];
    return [{ type: 'SegmentAssigned', data: { segment, ...(reason === undefined ? {} : { reason }) } }];
  };
