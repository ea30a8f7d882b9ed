import { Inject, Injectable } from '@nestjs/common';
import { Streams } from '@baton/event-store';
import type { CompleteOutreachFacts } from './commands/complete-outreach/complete-outreach.decision.js';
import type { ReserveOutreachFacts } from './commands/reserve-outreach/reserve-outreach.decision.js';
import { customerAggregate } from './customer.state.js';
import { customerStream } from './identifier-fingerprints.js';
import { MATTER_DIRECTORY, type MatterDirectory } from './matter-directory.js';

/** What decisions about outreach need to know of cases. */
@Injectable()
export class Matters {
  constructor(
    @Inject(MATTER_DIRECTORY) private readonly directory: MatterDirectory,
    private readonly streams: Streams,
  ) {}

  async toReserve(caseId: string): Promise<ReserveOutreachFacts> {
    return { matter: await this.directory.matterOf(caseId) };
  }

  /** Whether a contact was recorded in the case that an outreach of a customer is about. */
  async toComplete(customerId: string, outreachId: string, contactId?: string): Promise<CompleteOutreachFacts> {
    if (contactId === undefined) return { contactKnown: true };
    const customer = await this.streams.load(customerStream(customerId), customerAggregate);
    const outreach = customer?.state?.outreach.findLast((each) => each.outreachId === outreachId);
    // One that is not known is refused for that.
    return { contactKnown: !outreach || (await this.directory.hasContact(outreach.caseId, contactId)) };
  }
}
