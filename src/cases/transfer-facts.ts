import { Injectable } from '@nestjs/common';
import type { Given } from '@baton/contracts';
import type { AcceptTransfer, AcceptTransferFacts } from './commands/accept-transfer/accept-transfer.decision.js';
import type { OfferTransfer, OfferTransferFacts } from './commands/offer-transfer/offer-transfer.decision.js';
import { HoursOfPromises } from './hours-of-promises.js';
import { Neighbours } from './neighbours.js';
import { RelatedCases } from './related-cases.js';

/** What a decision on a transfer needs: of other modules, and of the cases that were merged into the one that passes on. */
@Injectable()
export class TransferFacts {
  constructor(
    private readonly neighbours: Neighbours,
    private readonly related: RelatedCases,
    private readonly hours: HoursOfPromises,
  ) {}

  /** Of an offer. */
  async offered(command: OfferTransfer, { by, now }: Given): Promise<OfferTransferFacts> {
    const { caseId, to, toAgent, actions = [] } = command;
    const sending = await this.hours.ofSender(caseId);
    return {
      unknown: await this.neighbours.unknownDepartments([to, ...actions.map(({ department }) => department)]),
      toAgentWorksIn: await this.neighbours.departmentOf(toAgent),
      door: await this.neighbours.closedDoorOf(toAgent, now, caseId),
      calendar: await this.neighbours.calendarOf(to),
      receiver: await this.neighbours.receiver(command, now),
      senderCalendar: sending.open,
      byPhone: { sender: sending.byPhone, receiver: await this.neighbours.calendarOf(to, 'PHONE') },
      customer: sending.customer,
      sender:
        command.reason === 'ABSENCE_OR_SHIFT' ? await this.neighbours.closedDoorOf(by.agent, now, caseId) : undefined,
      suggestedTo: this.neighbours.suggestedTo(command),
      duplicates: await this.related.duplicatesOf(caseId),
    };
  }

  /** Of an acceptance: also whether the caller takes anything new (H11). */
  async accepted({ caseId }: Pick<AcceptTransfer, 'caseId'>, { by, now }: Given): Promise<AcceptTransferFacts> {
    return {
      door: await this.neighbours.callersDoor(by, now, caseId),
      duplicates: await this.related.duplicatesOf(caseId),
    };
  }
}
