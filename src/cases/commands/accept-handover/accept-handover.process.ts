import { Injectable } from '@nestjs/common';
import { derivedId, type HandoverLeft, type RefusalCode } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { whyNotTaken, type Trouble } from '../../handover.guards.js';
import { handoverAggregate, type Handover } from '../../handover.state.js';
import { handoverStream, leftOut, ShiftHandovers } from '../../shift-handovers.js';
import { TransferFacts } from '../../transfer-facts.js';
import { TwoCases } from '../../two-cases.js';
import { AcceptTransfer, acceptTransfer } from '../accept-transfer/accept-transfer.decision.js';
import { acceptHandover, allOrNone, takenFrom, type AcceptHandover } from './accept-handover.decision.js';

/** An acceptance of a transfer that is named. */
type Accepting = AcceptTransfer & { readonly transferId: string };

/** Looks at each case as it stands, accepts them one after the other, then says so. Asked again, it goes on where it was. */
@Injectable()
export class AcceptHandoverProcess implements CommandProcess<AcceptHandover> {
  constructor(
    private readonly streams: Streams,
    private readonly handovers: ShiftHandovers,
    private readonly cases: TwoCases,
    private readonly transfers: TransferFacts,
  ) {}

  async execute(command: AcceptHandover, context: CommandContext): Promise<Receipt> {
    const stream = handoverStream(command.handoverId);
    const answered = await this.streams.answered(stream, context);
    if (answered) return answered;
    const handover = takenFrom(await this.handovers.state(command.handoverId), command, context);
    const wanted = await this.wanted(command, handover, context);
    allOrNone(wanted, await this.refusedAhead(wanted, handover, context));
    const left: HandoverLeft[] = [];
    for (const acceptance of wanted) {
      const { by, commandId } = context;
      const under = { by, commandId: derivedId(commandId, `accept ${acceptance.caseId}`) };
      const trouble =
        (await this.claimedSince(acceptance, handover, context)) ??
        (await this.handovers.step(AcceptTransfer, acceptance, under, context));
      if (trouble) left.push(leftOut(acceptance.caseId, trouble));
    }
    const lost = new Set(left.map(({ caseId }) => caseId));
    const taken = wanted.map(({ caseId }) => caseId).filter((caseId) => !lost.has(caseId));
    const decide = acceptHandover(command, context, { taken, left });
    return this.streams.decide(stream, handoverAggregate, decide, context);
  }

  /** The acceptances that are wanted: of the cases named, or of all that wait for the caller and that he took already. */
  private async wanted(
    { cases }: AcceptHandover,
    { handoverId, cases: offered, taken }: Handover,
    { by }: CommandContext,
  ): Promise<Accepting[]> {
    const transferOf = new Map(offered.map(({ caseId, transferId }) => [caseId, transferId]));
    if (cases) {
      const once = new Map(cases.map((one) => [one.caseId, one]));
      // A transfer that the handover does not have no case has: the acceptance says so.
      return [...once.values()].map((one) => ({
        ...one,
        transferId: transferOf.get(one.caseId) ?? derivedId(handoverId, 'no transfer'),
      }));
    }
    const waiting: Accepting[] = [];
    for (const { caseId, transferId, toAgent = by.agent } of offered) {
      const { transfers, holder } = await this.cases.state(caseId);
      const status = transfers.get(transferId)?.status;
      const his = status === 'ACCEPTED' && holder === by.agent && !taken.has(caseId);
      if (his || (status === 'OFFERED' && toAgent === by.agent)) waiting.push({ caseId, transferId });
    }
    return waiting;
  }

  private async claimedSince(
    { caseId, transferId }: Accepting,
    { agent }: Handover,
    { by }: CommandContext,
  ): Promise<Trouble | undefined> {
    return whyNotTaken(await this.cases.state(caseId), transferId, { agent, taker: by.agent });
  }

  private async refusedAhead(
    wanted: readonly Accepting[],
    handover: Handover,
    context: CommandContext,
  ): Promise<HandoverLeft[]> {
    const left: HandoverLeft[] = [];
    for (const acceptance of wanted) {
      const { caseId } = acceptance;
      const held = await this.claimedSince(acceptance, handover, context);
      if (held) {
        left.push(leftOut(caseId, held));
        continue;
      }
      const facts = await this.transfers.accepted(acceptance, context);
      try {
        acceptTransfer(acceptance, context, facts)(await this.cases.state(caseId));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        left.push(leftOut(caseId, { code: error.code as RefusalCode, message: error.message }));
      }
    }
    return left;
  }
}
