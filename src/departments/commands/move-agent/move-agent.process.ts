import { Inject, Injectable } from '@nestjs/common';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { agentAggregate } from '../../agent.state.js';
import { StreamDepartmentDirectory } from '../../department-directory.js';
import { HandingOn } from '../../handing-on.js';
import { agentStream } from '../../known-agents.js';
import { LastOfDepartment } from '../../last-of-department.js';
import { inHands } from '../../listed-work.js';
import { OPEN_WORK, type OpenWork } from '../../open-work.js';
import { moveAgent, type MoveAgent } from './move-agent.decision.js';

/** Lists what the agent has of another department, and moves him where that is nothing; what came meanwhile is put back. */
@Injectable()
export class MoveAgentProcess implements CommandProcess<MoveAgent> {
  constructor(
    private readonly streams: Streams,
    private readonly directory: StreamDepartmentDirectory,
    private readonly handing: HandingOn,
    private readonly last: LastOfDepartment,
    @Inject(OPEN_WORK) private readonly work: OpenWork,
  ) {}

  async execute(command: MoveAgent, context: CommandContext): Promise<Receipt> {
    const stream = agentStream(command.agent);
    const receipt = (await this.streams.answered(stream, context)) ?? (await this.move(stream, command, context));
    const state = (await this.streams.load(stream, agentAggregate))?.state;
    if (state?.department === command.to) await this.handing.release(state, receipt.position, context, command.to);
    return receipt;
  }

  private async move(stream: string, command: MoveAgent, context: CommandContext): Promise<Receipt> {
    const loaded = await this.streams.load(stream, agentAggregate);
    const departmentKnown = await this.directory.has(command.to);
    moveAgent(command, context, { departmentKnown, left: [] })(loaded?.state);
    const work = loaded ? await this.work.of(command.agent, loaded.position) : [];
    const left = inHands(work.filter(({ department }) => department !== command.to));
    const leaves = loaded?.state !== undefined && loaded.state.department !== command.to;
    const leftBehind = leaves ? await this.last.leaves(loaded.state) : undefined;
    const facts = { departmentKnown, left, leftBehind };
    return this.streams.decide(stream, agentAggregate, moveAgent(command, context, facts), context);
  }
}
