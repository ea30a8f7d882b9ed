import { Injectable } from '@nestjs/common';
import { Streams, type CommandContext } from '@baton/event-store';
import type { CommandReceipt } from '../../../platform/commands/command-receipt.js';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import type { CaseState } from '../../case.state.js';
import { handoverAggregate } from '../../handover.state.js';
import { Neighbours } from '../../neighbours.js';
import { handoverStream, ShiftHandovers } from '../../shift-handovers.js';
import { TwoCases } from '../../two-cases.js';
import { WorkInHands } from '../../work-in-hands.js';
import {
  HANDED_OVER_AT_ONCE,
  handOverShift,
  handoverIdOf,
  type HandOverShift,
  type HandOverShiftFacts,
  type Receiving,
} from './hand-over-shift.decision.js';

/** Says what is handed over, then offers each case. Asked again it goes on where it was; the answer names what was left out. A policy goes on where nobody asks. */
@Injectable()
export class HandOverShiftProcess implements CommandProcess<HandOverShift> {
  constructor(
    private readonly streams: Streams,
    private readonly handovers: ShiftHandovers,
    private readonly cases: TwoCases,
    private readonly work: WorkInHands,
    private readonly neighbours: Neighbours,
  ) {}

  async execute(command: HandOverShift, context: CommandContext): Promise<CommandReceipt> {
    const handoverId = handoverIdOf(context);
    const stream = handoverStream(handoverId);
    if (!(await this.streams.answered(stream, context))) {
      const decide = handOverShift(command, context, await this.facts(command, context));
      await this.streams.decide(stream, handoverAggregate, decide, context);
    }
    const receipt = await this.handovers.offerAll(handoverId, context);
    return { ...receipt, leftOut: (await this.handovers.state(handoverId))?.left ?? [] };
  }

  private async facts(command: HandOverShift, { by, now }: CommandContext): Promise<HandOverShiftFacts> {
    const { agent = by.agent, cases, toAgent } = command;
    const department = agent === by.agent ? by.department : await this.neighbours.departmentOf(agent);
    const work = cases || department === undefined ? [] : await this.work.of(agent);
    const held = work.filter((one) => one.held).map(({ caseId }) => caseId);
    const concerned = cases?.map(({ caseId }) => caseId) ?? held;
    const states = new Map<string, CaseState>();
    // Of more than can be handed over none is.
    for (const caseId of concerned.slice(0, HANDED_OVER_AT_ONCE)) states.set(caseId, await this.cases.state(caseId));
    const receivers = new Map<string, Receiving>();
    for (const receiver of new Set([toAgent, ...(cases ?? []).map((one) => one.toAgent)])) {
      if (receiver === undefined) continue;
      const worksIn = await this.neighbours.departmentOf(receiver);
      const door = await this.neighbours.closedDoorOf(receiver, now, concerned[0] ?? '');
      receivers.set(receiver, { worksIn, door });
    }
    return { department, held, states, receivers };
  }
}
