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

/** How many open cases there are. Those of a department are counted as they come and go; an agent's along an index. */
@Injectable()
export class CaseLoads {
  constructor(private readonly views: ViewQueries) {}

  /** The load of a department and of some agents. */
  async of(department: string, agents: readonly string[]): Promise<CaseLoad> {
    const [counts, held, needing] = await Promise.all([
      this.countsOf(department),
      this.heldBy(agents),
      this.views.find(caseList, 'skilled', (query) => query.where('department', '=', department)),
    ]);
    return { ...counts, held, needing: new Map(needing.map(({ skill, cases }) => [skill, cases])) };
  }

  /** How many open cases a department accepted for a skill. */
  async needing(department: string, skill: string): Promise<number> {
    return (await this.views.get(caseList, 'skilled', { department, skill }))?.cases ?? 0;
  }

  /** How many open cases a department answers for, and how many of others are on offer to it. */
  async countsOf(department: string): Promise<Pick<CaseLoad, 'accountable' | 'offered'>> {
    const { accountable = 0, offered = 0 } = (await this.views.get(caseList, 'counts', { department })) ?? {};
    return { accountable, offered };
  }

  /** How many open cases each of some agents holds. */
  async heldBy(agents: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (agents.length === 0) return new Map();
    const rows = await this.views.run(() =>
      this.views
        .from(caseList, 'rows')
        .where('status', '=', 'OPEN')
        .where('holder', 'in', agents)
        .groupBy('holder')
        .select((select) => ['holder' as const, select.fn.countAll<number>().as('count')])
        .execute(),
    );
    return new Map(rows.map(({ holder, count }) => [String(holder), Number(count)]));
  }
}
