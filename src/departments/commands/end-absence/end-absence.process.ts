import { Injectable } from '@nestjs/common';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { agentAggregate } from '../../agent.state.js';
import { HandingOn } from '../../handing-on.js';
import { agentStream } from '../../known-agents.js';
import { absenceAt } from '../../stand-ins.js';
import { endAbsence, type EndAbsence } from './end-absence.decision.js';

/**
 * Gives back what is held for the agent, then ends the absence; what was passed on meanwhile is found once more and
 * follows. Whoever is leaving, or away again, gets nothing back.
 */
@Injectable()
export class EndAbsenceProcess implements CommandProcess<EndAbsence> {
  constructor(
    private readonly streams: Streams,
    private readonly handing: HandingOn,
  ) {}

  async execute(command: EndAbsence, context: CommandContext): Promise<Receipt> {
    const stream = agentStream(command.agent);
    const receipt = (await this.streams.answered(stream, context)) ?? (await this.end(stream, command, context));
    const state = (await this.streams.load(stream, agentAggregate))?.state;
    if (state?.standing === 'ACTIVE' && state.lastOver === command.absenceId && !absenceAt(state, context.now)) {
      await this.handing.giveBack(state, receipt.position, context);
    }
    return receipt;
  }

  private async end(stream: string, command: EndAbsence, context: CommandContext): Promise<Receipt> {
    const decide = endAbsence(command, context);
    const loaded = await this.streams.load(stream, agentAggregate);
    decide(loaded?.state);
    if (loaded?.state?.standing === 'ACTIVE') await this.handing.giveBack(loaded.state, loaded.position, context);
    return this.streams.decide(stream, agentAggregate, decide, context);
  }
}
