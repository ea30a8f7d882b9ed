import { Injectable } from '@nestjs/common';
import { streamOf } from '@baton/contracts';
import { Streams } from '@baton/event-store';
import { agentAggregate } from './agent.state.js';
import { departmentAggregate } from './department.state.js';
import { agentOf, departmentOf } from './department.document.js';
import type { Agent, Department } from './department.result.js';

/** The stream of a department. */
export const departmentStream = (code: string): string => streamOf('department', code);

/** The stream of an agent. */
export const agentStream = (agent: string): string => streamOf('agent', agent);

/** Knows departments and agents, always as their own streams tell them at this moment. */
@Injectable()
export class StreamDepartmentDirectory {
  constructor(private readonly streams: Streams) {}

  /** Whether a department with that code was opened. */
  async has(code: string): Promise<boolean> {
    return (await this.department(code)) !== undefined;
  }

  /** The department with that code; undefined where there is none. */
  async department(code: string): Promise<Department | undefined> {
    return departmentOf(await this.streams.load(departmentStream(code), departmentAggregate));
  }

  /** The department an agent works in; undefined for an agent who is not registered. */
  async departmentOf(agent: string): Promise<string | undefined> {
    return (await this.agent(agent))?.department;
  }

  /** The agent with that id; undefined where there is none. */
  async agent(id: string): Promise<Agent | undefined> {
    return agentOf(await this.streams.load(agentStream(id), agentAggregate));
  }
}
