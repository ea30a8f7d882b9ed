import { keyOfStream, type AbsencePlanned, type AgentFact, type Recorded } from '@baton/contracts';
import type { Aggregate } from '@baton/decider';
import type { AgentStanding } from './agent.words.js';

/** A person who works in a department, as his or her own stream tells it. */
export interface Agent {
  readonly agent: string;
  readonly name: string;
  /** The code of the department he or she works in now. */
  readonly department: string;
  readonly skills: readonly string[];
  readonly registeredAt: string;
  /** The absences that were neither cancelled nor ended, in the order in which they were planned. */
  readonly absences: readonly Absence[];
  /** The last absence that was cancelled or has ended, so that asking twice for that changes nothing. */
  readonly lastOver?: string;
  /** Leaving: takes nothing new. Gone: has nothing any longer (H11). */
  readonly standing: AgentStanding;
  /** When the service recorded the last time that he is leaving, UTC ISO 8601. */
  readonly leavingSince?: string;
}

/** An absence that lies ahead or lasts. */
export interface Absence extends Readonly<AbsencePlanned> {
  readonly started: boolean;
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
      return {
        agent: keyOfStream(event),
        skills: [],
        registeredAt: event.occurredAt,
        absences: [],
        standing: 'ACTIVE',
        ...event.data,
      };
    }
    if (!state) throw new Error(`${event.stream} begins with ${event.type} instead of AgentRegistered`);
    switch (event.type) {
      case 'AgentMoved':
        return { ...state, department: event.data.to };
      case 'SkillsSet':
        return { ...state, skills: event.data.skills };
      case 'AbsencePlanned':
        return { ...state, absences: [...state.absences, { ...event.data, started: false }] };
      case 'StandInsNamed':
        return changed(state, event.data.absenceId, { standIns: event.data.standIns });
      case 'AbsenceStarted':
        return changed(state, event.data.absenceId, { started: true });
      case 'AbsenceCancelled':
      case 'AbsenceEnded':
        return {
          ...state,
          absences: state.absences.filter(({ absenceId }) => absenceId !== event.data.absenceId),
          lastOver: event.data.absenceId,
        };
      case 'LeavingAnnounced':
        return { ...state, standing: 'LEAVING', leavingSince: event.recordedAt };
      case 'LeavingWithdrawn':
        return { ...state, standing: 'ACTIVE' };
      case 'AgentDeactivated':
        return { ...state, standing: 'GONE' };
      case 'AbsenceDelayed':
      case 'LateWorkSettled':
        return state;
      default:
        return unknownWord(event);
    }
  },
};

const changed = (state: Agent, absenceId: string, change: Partial<Absence>): Agent => ({
  ...state,
  absences: state.absences.map((absence) => (absence.absenceId === absenceId ? { ...absence, ...change } : absence)),
});

function unknownWord(event: never): never {
  const { stream, type } = event as AgentEvent;
  throw new Error(`${stream} holds ${type}, which this version does not know`);
}
