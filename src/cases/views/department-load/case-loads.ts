import { Injectable } from '@nestjs/common';
import { ViewQueries } from '@baton/projections';
import { caseList } from '../case-list/case-list.projection.js';

/** How much work there is. */
export interface CaseLoad {
  /** Open cases that the department answers for. */
  readonly accountable: number;
  /** Open cases of other departments that are offered to it. */
  readonly offered: number;
  /** Open cases that each of the agents holds, whichever department answers for them. */
  readonly held: ReadonlyMap<string, number>;
  /** Open cases that the department accepted for each skill. */
  readonly needing: ReadonlyMap<string, number>;
}

/** What a department has to do that needs a skill. */
export interface SkillCounts {
  /** Open cases that it accepted for the skill. */
  readonly cases: number;
  /** Open cases that are on offer to it for the skill. */
  readonly offered: number;
}

/** How many open cases there are: counted as they come and go, so that looking costs the same however many there are. */
@Injectable()
export class CaseLoads {
  constructor(private readonly views: ViewQueries) {}

  /** The load of a department and of some agents. */
  async of(department: string, agents: readonly string[]): Promise<CaseLoad> {
    const [counts, held, needing] = await Promise.all([
      this.countsOf(department),
      this.heldBy(agents),
      this.views.find(caseList, 'skilled', (query) =>
        query.where('department', '=', department).where('cases', '>', 0),
      ),
    ]);
    return { ...counts, held, needing: new Map(needing.map(({ skill, cases }) => [skill, cases])) };
  }

  /** How many open cases a department accepted for each of some skills, and how many are on offer to it for them. */
  async ofSkills(department: string, skills: readonly string[]): Promise<ReadonlyMap<string, SkillCounts>> {
    if (skills.length === 0) return new Map();
    const rows = await this.views.find(caseList, 'skilled', (query) =>
      query.where('department', '=', department).where('skill', 'in', skills),
    );
    return new Map(rows.map(({ skill, cases, offered }) => [skill, { cases, offered }]));
  }

  /** How many open cases a department answers for, and how many of others are on offer to it. */
  async countsOf(department: string): Promise<Pick<CaseLoad, 'accountable' | 'offered'>> {
    const { accountable = 0, offered = 0 } = (await this.views.get(caseList, 'counts', { department })) ?? {};
    return { accountable, offered };
  }

  /** How many open cases each of some agents holds. */
  async heldBy(agents: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (agents.length === 0) return new Map();
    const rows = await this.views.find(caseList, 'held', (query) =>
      query.where('holder', 'in', agents).where('cases', '>', 0),
    );
    return new Map(rows.map(({ holder, cases }) => [holder, cases]));
  }
}
