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

/** The loads of some departments; those without a case have none. */
export interface LoadsOfAll {
  readonly counts: ReadonlyMap<string, Pick<CaseLoad, 'accountable' | 'offered'>>;
  readonly skilled: readonly (SkillCounts & { readonly department: string; readonly skill: string })[];
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

  /** How many open cases a department accepted for a skill, and how many are on offer to it for it. */
  async ofSkill(department: string, skill: string): Promise<SkillCounts> {
    const { cases = 0, offered = 0 } = (await this.views.get(caseList, 'skilled', { department, skill })) ?? {};
    return { cases, offered };
  }

  /** What some departments have to do, and what of it needs some skills: read at once, whatever the number of cases. */
  async ofAll(departments: readonly string[], skills: readonly string[]): Promise<LoadsOfAll> {
    if (departments.length === 0) return { counts: new Map(), skilled: [] };
    const [counts, skilled] = await Promise.all([
      this.views.find(caseList, 'counts', (query) => query.where('department', 'in', departments)),
      skills.length === 0
        ? []
        : this.views.find(caseList, 'skilled', (query) =>
            query.where('department', 'in', departments).where('skill', 'in', skills),
          ),
    ]);
    return { counts: new Map(counts.map((each) => [each.department, each])), skilled };
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
