import { Injectable } from '@nestjs/common';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { agentAggregate, type Agent } from '../../agent.state.js';
import { HandingOn } from '../../handing-on.js';
import { agentStream } from '../../known-agents.js';
import { absenceAt } from '../../stand-ins.js';
import { settleLateWork, type SettleLateWork } from './settle-late-work.decision.js';

/**
 * Catches the claim that had read the door of an agent as it was before, and was stored after all that was looked at. The
 * policy asks when no such claim can be under way any longer, so all of them stand in the log by now.
 */
@Injectable()
export class SettleLateWorkProcess implements CommandProcess<SettleLateWork> {
  constructor(
    private readonly streams: Streams,
    private readonly handing: HandingOn,
  ) {}

  async execute(command: SettleLateWork, context: CommandContext): Promise<Receipt> {
    const stream = agentStream(command.agent);
    const answered = await this.streams.answered(stream, context);
    if (answered) return answered;
    const state = (await this.streams.load(stream, agentAggregate))?.state;
    const settled = state ? await this.settle(state, context) : [];
    return this.streams.decide(stream, agentAggregate, settleLateWork(command, { settled }), context);
  }

  /**
   * What is to be done with what came late, as the agent stands now: it may be a second absence by now. What he took for a
   * department in which he no longer works goes back to it.
   */
  private async settle(agent: Agent, context: CommandContext): Promise<string[]> {
    if (agent.standing === 'GONE') return this.handing.release(agent, undefined, context);
    const absence = absenceAt(agent, context.now);
    if (absence?.started) return this.handing.passOn(agent, absence, undefined, context);
    const released = await this.handing.release(agent, undefined, context, agent.department);
    const takesWork = agent.standing === 'ACTIVE' && absence === undefined;
    return takesWork ? [...released, ...(await this.handing.giveBack(agent, undefined, context))] : released;
  }
}
