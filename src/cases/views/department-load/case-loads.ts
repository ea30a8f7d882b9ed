import { Injectable } from '@nestjs/common';
import { ViewQueries } from '@baton/projections';
import { caseList } from '../case-list/case-list.projection.js';
import type { SelectCases } from '../case-list/listed-cases.js';

/** How much work there is. */
export interface CaseLoad {
  /** Open cases that the department answers for. */
  readonly accountable: number;
  /** Open cases of other departments that are offered to it. */
  readonly offered: number;
  /** Open cases that each of the agents holds, whichever department answers for them. */
  readonly held: ReadonlyMap<string, number>;
}

/** Counts open cases in the list of cases. Each count is read along an index, no further than what it counts. */
@Injectable()
export class CaseLoads {
  constructor(private readonly views: ViewQueries) {}

  /** The load of a department and of some agents. */
  async of(department: string, agents: readonly string[]): Promise<CaseLoad> {
    const [accountable, offered, held] = await Promise.all([
      this.count((open) => open.where('department', '=', department)),
      this.count((open) => open.where('offeredTo', '=', department).where('department', '<>', department)),
      this.heldBy(agents),
    ]);
    return { accountable, offered, held };
  }

  private async count(which: (open: SelectCases) => SelectCases): Promise<number> {
    const { count } = await this.views.run(() =>
      which(this.open())
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }

  private async heldBy(agents: readonly string[]): Promise<Map<string, number>> {
    if (agents.length === 0) return new Map();
    const rows = await this.views.run(() =>
      this.open()
        .where('holder', 'in', agents)
        .groupBy('holder')
        .select((select) => ['holder' as const, select.fn.countAll<number>().as('count')])
        .execute(),
    );
    return new Map(rows.map(({ holder, count }) => [String(holder), Number(count)]));
  }

  private open(): SelectCases {
    return this.views.from(caseList, 'rows').where('status', '=', 'OPEN');
  }
}
