import { Injectable } from '@nestjs/common';
import { derivedId, type HandoverLeft, type RefusalCode } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import type { CaseState } from '../../case.state.js';
import { someNamed, whyNotTaken, type Trouble } from '../../handover.guards.js';
import { handoverAggregate, type Handover } from '../../handover.state.js';
import { handoverStream, leftOut, ShiftHandovers } from '../../shift-handovers.js';
import { TransferFacts } from '../../transfer-facts.js';
import { TwoCases } from '../../two-cases.js';
import { AcceptTransfer, acceptTransfer } from '../accept-transfer/accept-transfer.decision.js';
import { acceptHandover, allOrNone, takenFrom, whyNotIn, type AcceptHandover } from './accept-handover.decision.js';

/** So often a case is looked at that changes while it is accepted. */
const MOST_LOOKS = 5;

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
    someNamed(command.cases);
    const wanted = await this.wanted(command, handover, context);
    allOrNone(wanted, await this.refusedAhead(wanted, handover, context));
    const left: HandoverLeft[] = [];
    for (const acceptance of wanted) {
      const trouble = await this.accept(acceptance, handover, context);
      if (trouble) left.push(leftOut(acceptance.caseId, trouble));
    }
    const lost = new Set(left.map(({ caseId }) => caseId));
    const taken = wanted.map(({ caseId }) => caseId).filter((caseId) => !lost.has(caseId));
    const decide = acceptHandover(command, context, { taken, left });
    return this.streams.decide(stream, handoverAggregate, decide, context);
  }

  /**
   * Accepts a case as it was when it was last looked at: where a colleague claims it in between, the acceptance is refused
   * instead of taking it from him, and the case is looked at again (H1).
   */
  private async accept(
    acceptance: Accepting,
    handover: Handover,
    context: CommandContext,
  ): Promise<Trouble | undefined> {
    const { by, commandId } = context;
    const under = { by, commandId: derivedId(commandId, `accept ${acceptance.caseId}`) };
    for (let look = 1; ; look++) {
      const state = await this.cases.state(acceptance.caseId);
      const trouble = this.claimedSince(state, acceptance, handover, context);
      if (trouble) return trouble;
      const expecting = { ...under, expectedRevision: state.revision };
      const refused = await this.handovers.step(AcceptTransfer, acceptance, expecting, context);
      if (refused?.code !== 'REVISION_CONFLICT' || look === MOST_LOOKS) return refused;
    }
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
      // A transfer that the handover does not have no case has: it is refused ahead.
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

  private claimedSince(
    state: CaseState,
    { transferId }: Accepting,
    { agent }: Handover,
    { by }: CommandContext,
  ): Trouble | undefined {
    return whyNotTaken(state, transferId, { agent, taker: by.agent });
  }

  private async refusedAhead(
    wanted: readonly Accepting[],
    handover: Handover,
    context: CommandContext,
  ): Promise<HandoverLeft[]> {
    const left: HandoverLeft[] = [];
    for (const acceptance of wanted) {
      const { caseId } = acceptance;
      const state = await this.cases.state(caseId);
      const trouble = whyNotIn(handover, caseId, state) ?? this.claimedSince(state, acceptance, handover, context);
      if (trouble) {
        left.push(leftOut(caseId, trouble));
        continue;
      }
      const facts = await this.transfers.accepted(acceptance, context);
      try {
        acceptTransfer(acceptance, context, facts)(state);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        left.push(leftOut(caseId, { code: error.code as RefusalCode, message: error.message }));
      }
    }
    return left;
  }
}
