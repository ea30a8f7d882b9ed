import { Inject, Injectable } from '@nestjs/common';
import type { Position } from '@baton/contracts';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import type { PlannedWork } from '../../absence-plan.js';
import { agentAggregate } from '../../agent.state.js';
import { HandingOn } from '../../handing-on.js';
import { agentStream } from '../../known-agents.js';
import { LastOfDepartment } from '../../last-of-department.js';
import { inHands, underLead } from '../../listed-work.js';
import { OPEN_WORK, type OpenWork } from '../../open-work.js';
import { deactivateAgent, type DeactivateAgent } from './deactivate-agent.decision.js';

/** Lists what the leaving agent has, and lets him go where that is nothing (ADR 21). */
@Injectable()
export class DeactivateAgentProcess implements CommandProcess<DeactivateAgent> {
  constructor(
    private readonly streams: Streams,
    private readonly handing: HandingOn,
    private readonly last: LastOfDepartment,
    @Inject(OPEN_WORK) private readonly work: OpenWork,
  ) {}

  async execute(command: DeactivateAgent, context: CommandContext): Promise<Receipt> {
    const stream = agentStream(command.agent);
    const receipt = (await this.streams.answered(stream, context)) ?? (await this.letGo(stream, command, context));
    const state = (await this.streams.load(stream, agentAggregate))?.state;
    if (state?.standing === 'GONE') await this.handing.release(state, receipt.position, context);
    return receipt;
  }

  private async letGo(stream: string, command: DeactivateAgent, context: CommandContext): Promise<Receipt> {
    const loaded = await this.streams.load(stream, agentAggregate);
    deactivateAgent(command, context, { left: [] })(loaded?.state);
    const left = loaded ? await this.left(command.agent, loaded.position) : [];
    const leftBehind = loaded?.state && (await this.last.leaves(loaded.state));
    const facts = { left, leftBehind };
    return this.streams.decide(stream, agentAggregate, deactivateAgent(command, context, facts), context);
  }

  private async left(agent: string, atLeast: Position): Promise<PlannedWork[]> {
    const [work, led] = await Promise.all([this.work.of(agent, atLeast), this.work.ledBy(agent, atLeast)]);
    return [...inHands(work), ...underLead(led)];
  }
}
