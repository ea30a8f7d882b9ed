import { Injectable } from '@nestjs/common';
import type { AgentFact } from '@baton/contracts';
import { Refusal, type Decide } from '@baton/decider';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import type { PlannedWork } from './absence-plan.js';
import { agentAggregate, type Absence, type Agent, type AgentState } from './agent.state.js';
import { HandingOn } from './handing-on.js';
import { agentStream } from './known-agents.js';

/** An absence that is to begin. */
export interface Beginning {
  readonly agent: string;
  readonly absenceId: string;
  /** What the agent's stream says, once it is known what nobody would see to. Decides nothing where it does not begin. */
  readonly decide: (uncovered: readonly PlannedWork[]) => Decide<AgentState, AgentFact>;
  /** What is done before it is said that something has nobody, where the decision does not refuse that. */
  readonly heldUp?: (agent: Agent, absence: Absence, uncovered: readonly PlannedWork[]) => Promise<void>;
}

/**
 * The beginning of an absence, whoever asks for it. The door is closed already (ADR 21). What the agent has is listed and
 * passed on, then the absence begins; what came into his hands meanwhile is found once more and follows. Asked again, it
 * goes on where it was.
 */
@Injectable()
export class AbsenceBeginning {
  constructor(
    private readonly streams: Streams,
    private readonly handing: HandingOn,
  ) {}

  async begin(beginning: Beginning, context: CommandContext): Promise<Receipt> {
    const stream = agentStream(beginning.agent);
    const receipt = (await this.streams.answered(stream, context)) ?? (await this.first(stream, beginning, context));
    const state = (await this.streams.load(stream, agentAggregate))?.state;
    const absence = state && absenceIn(state, beginning);
    if (state && absence?.started) await this.handing.passOn(state, absence, receipt.position, context);
    return receipt;
  }

  private async first(stream: string, beginning: Beginning, context: CommandContext): Promise<Receipt> {
    const loaded = await this.streams.load(stream, agentAggregate);
    const state = loaded?.state;
    // What the agent's own stream refuses is refused before anything is looked for.
    const [fact] = beginning.decide([])(state);
    const absence = state && absenceIn(state, beginning);
    if (!loaded || !state || !absence || !fact) {
      return this.streams.decide(stream, agentAggregate, beginning.decide([]), context);
    }
    const uncovered = await this.handing.uncovered(state, absence, context.now, loaded.position);
    const decide = beginning.decide(uncovered);
    decide(state);
    if (uncovered.length > 0) {
      await beginning.heldUp?.(state, absence, uncovered);
      return this.streams.decide(stream, agentAggregate, decide, context);
    }
    const passed = await this.handing.passOn(state, absence, loaded.position, context);
    try {
      const receipt = await this.streams.decide(stream, agentAggregate, decide, context);
      // Cancelled at this moment, where that is no refusal: the cases come back.
      if (!(await this.begun(stream, beginning))) await this.handing.takeBack(state, passed, context);
      return receipt;
    } catch (error) {
      // A business no, be it that the absence was cancelled at this moment: the cases come back.
      if (error instanceof Refusal) await this.handing.takeBack(state, passed, context);
      throw error;
    }
  }

  private async begun(stream: string, beginning: Beginning): Promise<boolean> {
    const state = (await this.streams.load(stream, agentAggregate))?.state;
    return state !== undefined && absenceIn(state, beginning)?.started === true;
  }
}

const absenceIn = ({ absences }: Agent, beginning: Beginning): Absence | undefined =>
  absences.find(({ absenceId }) => absenceId === beginning.absenceId);
