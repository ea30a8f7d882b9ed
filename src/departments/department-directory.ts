import { Injectable } from '@nestjs/common';
import { streamOf, type Channel } from '@baton/contracts';
import { Streams } from '@baton/event-store';
import { KnownCalendars, type WorkingCalendar } from '@baton/working-calendar';
import { ViewQueries } from '@baton/projections';
import { agentAggregate } from './agent.state.js';
import { calendarSpecOf } from './calendar-spec.js';
import { departmentAggregate } from './department.state.js';
import { DepartmentsAtWork, type DepartmentAtWork, type DepartmentReadiness } from './departments-at-work.js';
import { agentStream, KnownAgentsReader } from './known-agents.js';
import { absenceAt, standInAt } from './stand-ins.js';
import { agentOf, departmentOf } from './department.document.js';
import type { Agent, Department } from './department.result.js';
import { WhoCan, type Asked, type SkilledAgents, type SkilledAt } from './who-can.js';

/** The stream of a department. */
export const departmentStream = (code: string): string => streamOf('department', code);

/** Why an agent takes nothing new (H11). */
export interface ClosedDoor {
  /**
   * Away: in the time of an absence. Leaving: for good, as he has announced. Gone: he has left. Elsewhere: he works for another
   * department than the one he would take work for. Unregistered: nobody registered him, and the department registers its agents.
   */
  readonly why: 'AWAY' | 'LEAVING' | 'GONE' | 'ELSEWHERE' | 'UNREGISTERED';
  /** The department he works for by now, where it is another; or the one that registers its agents. */
  readonly department?: string;
  /** Who stands in for the agent at that moment; absent where nobody does. */
  readonly standIn?: string;
  /** When the agent is back, UTC ISO 8601. */
  readonly until?: string;
}

/** Knows departments and agents, always as their own streams tell them at this moment. */
@Injectable()
export class StreamDepartmentDirectory {
  private readonly agents: KnownAgentsReader;
  private readonly calendars = new KnownCalendars();
  private readonly departments: DepartmentsAtWork;
  private readonly able: WhoCan;

  constructor(
    private readonly streams: Streams,
    views: ViewQueries,
  ) {
    this.agents = new KnownAgentsReader(streams);
    this.departments = new DepartmentsAtWork(streams, views);
    this.able = new WhoCan(views);
  }

  /** Whether a department with that code was opened. */
  async has(code: string): Promise<boolean> {
    return (await this.department(code)) !== undefined;
  }

  /** The department with that code; undefined where there is none. */
  async department(code: string): Promise<Department | undefined> {
    return departmentOf(await this.streams.load(departmentStream(code), departmentAggregate));
  }

  /**
   * When a department is open: around the clock where it never said; undefined where there is no such department.
   * @param channel when it is reached over that channel
   */
  async calendarOf(code: string, channel?: Channel): Promise<WorkingCalendar | undefined> {
    const loaded = await this.streams.load(departmentStream(code), departmentAggregate);
    return loaded?.state && this.calendars.of(calendarSpecOf(loaded.state, channel));
  }

  /** The department an agent works in; undefined for an agent who is not registered. */
  async departmentOf(agent: string): Promise<string | undefined> {
    return (await this.agent(agent))?.department;
  }

  /** Whether an agent has left for good (H11); false for one who is not registered. */
  async hasLeft(agent: string): Promise<boolean> {
    return (await this.agent(agent))?.standing === 'GONE';
  }

  /**
   * Why an agent takes nothing new at an instant (H11): he is leaving or has left, or it lies in the time of an absence of his,
   * begun or not; or he works for another department by now (H1). Undefined where he does, and for an agent whom nobody
   * registered, unless the department for which he would take it registers its agents.
   * @param caseId the case concerned, for which an absence may name a stand-in of its own
   * @param department for which he would take it; absent: whichever he works for
   */
  async closedDoorOf(id: string, at: string, caseId?: string, department?: string): Promise<ClosedDoor | undefined> {
    const agent = (await this.streams.load(agentStream(id), agentAggregate))?.state;
    if (!agent) return this.unregistered(department);
    if (agent.standing !== 'ACTIVE') return { why: agent.standing };
    if (department !== undefined && agent.department !== department) {
      return { why: 'ELSEWHERE', department: agent.department };
    }
    const absence = absenceAt(agent, at);
    if (!absence) return undefined;
    const known = await this.agents.around(absence.standIns, { from: at, until: absence.until });
    const standIn = standInAt(agent, absence, caseId, at, known);
    return { why: 'AWAY', until: absence.until, ...(standIn === undefined ? {} : { standIn }) };
  }

  /** Of whom nobody knows H11 cannot hold: where agents are registered, only they take work. */
  private async unregistered(department: string | undefined): Promise<ClosedDoor | undefined> {
    if (department === undefined || !(await this.staying([department])).has(department)) return undefined;
    return { why: 'UNREGISTERED', department };
  }

  /**
   * What a department can take on at an instant, without a look at its agents; undefined where there is none.
   * @param at UTC ISO 8601
   */
  readiness(code: string, at: string): Promise<DepartmentReadiness | undefined> {
    return this.departments.readiness(code, at);
  }

  /**
   * How a department stands at an instant; undefined where there is none.
   * @param at UTC ISO 8601
   */
  atWork(code: string, at: string): Promise<DepartmentAtWork | undefined> {
    return this.departments.at(code, at);
  }

  /**
   * How many agents stay in some departments, neither leaving nor gone; none is said of those in which nobody was ever
   * registered. As late as the view of agents.
   */
  staying(codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.departments.staying(codes);
  }

  /**
   * Who in some departments has one of some skills, and whether each takes work at an instant; no more than 200 in all,
   * and of which departments that is not known therefore.
   * @param at UTC ISO 8601
   */
  skilled(codes: readonly string[], skills: readonly string[], at: string): Promise<SkilledAgents> {
    return this.able.agents(codes, skills, at);
  }

  /** The departments that have the skill named, or one that a text names, as the view of departments knows them, without some. */
  whoCan(asked: Asked, most: number): Promise<SkilledAt[]> {
    return this.able.departments(asked, most);
  }

  /** The agent with that id; undefined where there is none. */
  async agent(id: string): Promise<Agent | undefined> {
    return agentOf(await this.streams.load(agentStream(id), agentAggregate));
  }
}
