import { refuse, type CustomerFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id } from '@baton/fields';
import type { CustomerState } from '../../customer.state.js';
import { customerUnknown } from '../../unknown.js';

@Described('Says that nobody said in time how an outreach ended (C4).')
export class ExpireOutreach {
  @Id('The customer') customerId: string;
  @Id('The outreach') outreachId: string;
}

/** C4: a reservation that nobody ended holds nobody up for ever. */
export const expireOutreach =
  ({ outreachId }: ExpireOutreach, given: Given): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return customerUnknown();
    const outreach = state.outreach.findLast((each) => each.outreachId === outreachId);
    if (!outreach || outreach.ended) return [];
    if (given.now < outreach.until) {
      refuse('OUTREACH_NOT_DUE', `It holds until ${outreach.until}, and it is ${given.now}.`, { rule: 'C4' });
    }
    return [{ type: 'OutreachExpired', data: { outreachId } }];
  };
