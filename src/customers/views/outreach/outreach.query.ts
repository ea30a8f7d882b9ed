import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Streams } from '@baton/event-store';
import { normalise } from '@baton/fields';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { customerAggregate } from '../../customer.state.js';
import { customerStream } from '../../identifier-fingerprints.js';
import { isLive } from '../../outreach-guard.js';
import { remembered } from '../../outreach.state.js';
import { OUTREACH_SHOWN, OutreachToCustomer } from './outreach.result.js';

/** The newest intended contacts of a customer, as its own stream tells them now; undefined where there is no customer. */
export class OutreachOf extends Query<OutreachToCustomer | undefined> {
  constructor(readonly customerId: string) {
    super();
  }
}

@QueryHandler(OutreachOf)
export class OutreachOfHandler implements IQueryHandler<OutreachOf> {
  constructor(
    private readonly streams: Streams,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ customerId }: OutreachOf): Promise<OutreachToCustomer | undefined> {
    const loaded = await this.streams.load(customerStream(customerId.toLowerCase()), customerAggregate);
    if (!loaded?.state) return undefined;
    const now = this.clock.now();
    const shown = remembered(loaded.state.outreach, now).takeLast(OUTREACH_SHOWN).reverse();
    const outreach = shown.toArray().map((each) => {
      const { ended, ...reserved } = each;
      const { at: endedAt, outcome, contactId } = ended ?? {};
      return { ...reserved, live: isLive(each, now), endedAt, outcome, contactId };
    });
    return normalise(OutreachToCustomer, { customerId: loaded.state.customerId, outreach });
  }
}
