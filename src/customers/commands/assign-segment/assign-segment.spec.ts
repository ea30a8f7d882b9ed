import type { CustomerFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { customerAggregate } from '../../customer.state.js';
import { assignSegment } from './assign-segment.decision.js';

const { given } = scenarios(customerAggregate, (facts: readonly CustomerFact[]) => recorded('customer-1', facts));
const registered: CustomerFact = { type: 'CustomerRegistered', data: { kind: 'ORGANISATION', name: 'Moser KG' } };
const assigned = (segment: string, reason?: string): CustomerFact => ({
  type: 'SegmentAssigned',
  data: { segment, ...(reason === undefined ? {} : { reason }) },
});
const assign = (segment: string, reason?: string) =>
  assignSegment({ customerId: '1', segment, ...(reason === undefined ? {} : { reason }) }, givenBy('AGENT'));

describe('assigning a segment', () => {
  it('records the segment, with the reason where there is one', () => {
    given(registered).when(assign('business')).then(assigned('business'));
    given(registered, assigned('business'))
      .when(assign('key account', 'contract of 2026'))
      .then(assigned('key account', 'contract of 2026'));
  });

  it('does nothing when the customer is in it already', () => {
    given(registered, assigned('business')).when(assign('business', 'again')).then();
  });

  it('refuses an unknown customer', () => {
    given().when(assign('business')).refused('CUSTOMER_UNKNOWN');
  });
});
