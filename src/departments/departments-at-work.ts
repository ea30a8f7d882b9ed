import { streamOf, type CapacitySet } from '@baton/contracts';
import { Streams } from '@baton/event-store';
import { ViewQueries } from '@baton/projections';
import { KnownCalendars } from '@baton/working-calendar';
import { calendarSpecOf } from './calendar-spec.js';
import type { Agent } from './department.result.js';
import { departmentAggregate, type Department } from './department.state.js';
import { agents } from './views/agents/agents.projection.js';

/** An agent of a department at one instant. */
export interface AgentAtWork {
  readonly agent: string;
  readonly skills: readonly string[];
  /** Neither away then nor leaving (H11). */
  readonly takesWork: boolean;
}

/** What a department can take on at one instant. */
export interface DepartmentReadiness {
  /** True also where nobody said its hours. */
  readonly open: boolean;
  /** When it opens next, UTC ISO 8601; absent while it is open, and where it does not within ten years. */
  readonly opensAt?: string;
  readonly capacity: CapacitySet;
  readonly skills: readonly string[];
}

/** A department at one instant, with who works there. */
export interface DepartmentAtWork extends DepartmentReadiness {
  /** Who works there, the first 200 by their ids, as the view of agents knows them. */
  readonly agents: readonly AgentAtWork[];
  /** Whether there are more than those: what they can do, and whether they have room, is not known. */
  readonly moreAgents: boolean;
}

/** So many agents of one department are looked at. */
export const MOST_AGENTS = 200;

/** Knows how departments stand at an instant. A calendar is made ready once for each revision. */
export class DepartmentsAtWork {
  private readonly calendars = new KnownCalendars();

  constructor(
    private readonly streams: Streams,
    private readonly views: ViewQueries,
  ) {}

  /**
   * What a department can take on at an instant, as its own stream says; undefined where there is none. Its agents are
   * not read.
   * @param at UTC ISO 8601
   */
  async readiness(code: string, at: string): Promise<DepartmentReadiness | undefined> {
    const department = (await this.streams.load(streamOf('department', code), departmentAggregate))?.state;
    if (!department) return undefined;
    const { capacity = { perSkill: [] }, skills } = department;
    return { ...this.hours(department, at), capacity, skills };
  }

  /**
   * How a department stands at an instant; undefined where there is none.
   * @param at UTC ISO 8601
   */
  async at(code: string, at: string): Promise<DepartmentAtWork | undefined> {
    const ready = await this.readiness(code, at);
    if (!ready) return undefined;
    const found = await this.views.find(agents, 'rows', (query) =>
      query
        .where('department', '=', code)
        .where('standing', '<>', 'GONE')
        .orderBy('agent')
        .limit(MOST_AGENTS + 1),
    );
    const looked = found.slice(0, MOST_AGENTS).map((agent) => atWork(agent, at));
    return { ...ready, agents: looked, moreAgents: found.length > MOST_AGENTS };
  }

  /**
   * How many agents stay in some departments: neither leaving nor gone; whoever is away comes back. None is said of a department
   * in which nobody was ever registered, as nobody knows who works there. As late as the view of agents.
   */
  async staying(codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (codes.length === 0) return new Map();
    const found = await this.views.find(agents, 'staff', (query) =>
      query.where('department', 'in', codes).orderBy('department'),
    );
    return new Map(found.map(({ department, staying }) => [department, staying]));
  }

  private hours(department: Department, at: string): Pick<DepartmentReadiness, 'open' | 'opensAt'> {
    const calendar = this.calendars.of(calendarSpecOf(department));
    if (calendar.isOpen(at).open) return { open: true };
    const opensAt = calendar.nextOpening(at);
    return { open: false, ...(opensAt === undefined ? {} : { opensAt }) };
  }
}

/** Whether an agent takes work at an instant. */
export const atWork = ({ agent, skills, standing, absences }: Agent, at: string): AgentAtWork => ({
  agent,
  skills,
  takesWork: standing === 'ACTIVE' && !absences.some(({ from, until }) => from <= at && at < until),
});
