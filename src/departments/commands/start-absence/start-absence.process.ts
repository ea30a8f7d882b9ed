import { Injectable } from '@nestjs/common';
import { Refusal } from '@baton/decider';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { agentAggregate } from '../../agent.state.js';
import { HandingOn } from '../../handing-on.js';
import { agentStream } from '../../known-agents.js';
import { startAbsence, type StartAbsence } from './start-absence.decision.js';

/**
 * The door is closed already (ADR 21). What the agent has is listed and passed on, then the absence begins; what came
 * into his hands meanwhile is found once more and follows. Asked again, it goes on where it was.
 */
@Injectable()
export class StartAbsenceProcess implements CommandProcess<StartAbsence> {
  constructor(
    private readonly streams: Streams,
    private readonly handing: HandingOn,
  ) {}

  async execute(command: StartAbsence, context: CommandContext): Promise<Receipt> {
    const stream = agentStream(command.agent);
    const receipt = (await this.streams.answered(stream, context)) ?? (await this.begin(stream, command, context));
    const state = (await this.streams.load(stream, agentAggregate))?.state;
    const absence = state?.absences.find(({ absenceId }) => absenceId === command.absenceId);
    if (state && absence?.started) await this.handing.passOn(state, absence, receipt.position, context);
    return receipt;
  }

  private async begin(stream: string, command: StartAbsence, context: CommandContext): Promise<Receipt> {
    const loaded = await this.streams.load(stream, agentAggregate);
    const state = loaded?.state;
    // What the agent's own stream refuses is refused before anything is looked for.
    startAbsence(command, context, { uncovered: [] })(state);
    const absence = state?.absences.find(({ absenceId }) => absenceId === command.absenceId);
    if (!loaded || !state || !absence) throw new Error(`${stream} was decided upon and is gone`);
    const uncovered = await this.handing.uncovered(state, absence, context.now, loaded.position);
    const decide = startAbsence(command, context, { uncovered });
    decide(state);
    const passed = await this.handing.passOn(state, absence, loaded.position, context);
    try {
      return await this.streams.decide(stream, agentAggregate, decide, context);
    } catch (error) {
      // A business no, be it that the absence was cancelled at this moment: the cases come back.
      if (error instanceof Refusal) await this.handing.takeBack(state, passed, context);
      throw error;
    }
  }
}
