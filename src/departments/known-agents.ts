import { Injectable } from '@nestjs/common';
import { streamOf, type StandIn } from '@baton/contracts';
import { Streams } from '@baton/event-store';
import { agentAggregate, type AgentState } from './agent.state.js';
import { absencesIn, type KnownAgents, type TimeSpan } from './stand-ins.js';

/** The stream of an agent. */
export const agentStream = (agent: string): string => streamOf('agent', agent);

/** So many agents are read for one question about stand-ins; whoever is beyond is not known. */
const MOST_AGENTS = 1000;

/** Reads those who stand in for somebody, and who stands in for them: each from his own stream, as it is now. */
@Injectable()
export class KnownAgentsReader {
  constructor(private readonly streams: Streams) {}

  /** The agent with that id; undefined for one nobody registered. */
  async agent(id: string): Promise<AgentState> {
    return (await this.streams.load(agentStream(id), agentAggregate))?.state;
  }

  /** As `around`, in the time of an absence of an agent; nobody where there is no such absence. */
  async aroundAbsence(id: string, absenceId: string, standIns: readonly StandIn[]): Promise<KnownAgents> {
    const absence = (await this.agent(id))?.absences.find((one) => one.absenceId === absenceId);
    return absence ? this.around(standIns, absence) : new Map();
  }

  /** The agents named, and where one of them is away during the time, whoever he names, and so on. */
  async around(standIns: readonly StandIn[], span: TimeSpan): Promise<KnownAgents> {
    const known = new Map<string, AgentState>();
    let next = idsOf(standIns);
    while (next.length > 0) {
      const read = next.slice(0, MOST_AGENTS - known.size);
      const found = await Promise.all(read.map((agent) => this.agent(agent)));
      read.forEach((agent, index) => known.set(agent, found[index]));
      if (read.length < next.length) break;
      const named = found.flatMap((agent) => (agent ? absencesIn(agent, span) : []));
      next = idsOf(named.flatMap((absence) => absence.standIns)).filter((agent) => !known.has(agent));
    }
    return known;
  }
}

const idsOf = (standIns: readonly StandIn[]): string[] => [...new Set(standIns.map(({ agent }) => agent))];
