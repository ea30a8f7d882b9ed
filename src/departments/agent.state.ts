import { keyOfStream, type AgentFact, type Recorded } from '@baton/contracts';
import type { Aggregate } from '@baton/decider';

/** A person who works in a department, as his or her own stream tells it. */
export interface Agent {
  readonly agent: string;
  readonly name: string;
  /** The code of the department he or she works in now. */
  readonly department: string;
  readonly skills: readonly string[];
  readonly registeredAt: string;
}

/** Undefined before the agent was registered. */
export type AgentState = Agent | undefined;

/** An agent event with its envelope. */
export type AgentEvent = Recorded<AgentFact>;

/** The agent as his or her events tell it. A stream that does not begin with the registration throws: it is damaged. */
export const agentAggregate: Aggregate<AgentState, AgentEvent> = {
  initial: undefined,
  evolve: (state, event) => {
    if (event.type === 'AgentRegistered') {
      return { agent: keyOfStream(event), skills: [], registeredAt: event.occurredAt, ...event.data };
    }
    if (!state) throw new Error(`${event.stream} begins with ${event.type} instead of AgentRegistered`);
    switch (event.type) {
      case 'AgentMoved':
        return { ...state, department: event.data.to };
      case 'SkillsSet':
        return { ...state, skills: event.data.skills };
      default:
        return unknownWord(event);
    }
  },
};

function unknownWord(event: never): never {
  const { stream, type } = event as AgentEvent;
  throw new Error(`${stream} holds ${type}, which this version does not know`);
}
