import type { AgentFact } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described } from '@baton/fields';
import type { AgentState } from '../../agent.state.js';
import { agentUnknown } from '../../unknown.js';

@Described(
  'Looks again at the cases of an agent who is away, is back or stays, has moved or has left: what came late is passed on, given back or put back (H11).',
)
export class SettleLateWork {
  @Code('The agent') agent: string;
}

/** What was found. */
export interface SettleLateWorkFacts {
  /** The cases that had come late. */
  readonly settled: readonly string[];
}

/** H11: says how many cases had come late, be it none: then nothing can come any more. */
export const settleLateWork =
  ({ agent }: SettleLateWork, { settled }: SettleLateWorkFacts): Decide<AgentState, AgentFact> =>
  (state) =>
    state ? [{ type: 'LateWorkSettled', data: { cases: settled.length } }] : agentUnknown(agent);
