import { refuse, type CustomerFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id, Text } from '@baton/fields';
import type { CustomerState } from '../../customer.state.js';
import { outreachOf, reservedHere } from '../../outreach.guards.js';
import { customerUnknown } from '../../unknown.js';

@Described('Gives a reserved outreach back that is not made after all (C4).')
export class ReleaseOutreach {
  @Id('The customer') customerId: string;
  @Id('The outreach') outreachId: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** C4: gives it back; nothing where nobody holds it any more. Refuses `OUTREACH_ENDED` once it was made. */
export const releaseOutreach =
  (command: ReleaseOutreach, given: Given): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return customerUnknown();
    const outreach = outreachOf(state, command.outreachId);
    reservedHere(outreach, given);
    const { ended, outreachId } = outreach;
    if (ended?.how === 'COMPLETED') {
      refuse('OUTREACH_ENDED', `It was made and ended at ${ended.at}: ${ended.outcome}.`, { rule: 'C4' });
    }
    return ended ? [] : [{ type: 'OutreachReleased', data: { outreachId, reason: command.reason } }];
  };
