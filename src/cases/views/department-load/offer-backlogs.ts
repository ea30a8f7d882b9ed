import { Injectable } from '@nestjs/common';
import type { LimitOf } from '@baton/contracts';
import { ViewQueries, type Select } from '@baton/projections';
import type { DepartmentAtWork } from '../../department-directory.js';
import type { Backlog } from '../../offer-queue.js';
import { CaseLoads } from './case-loads.js';
import { receivingPace } from './receiving-pace.projection.js';

/** To whom something is offered. */
export interface Offering {
  readonly to: string;
  readonly toAgent?: string | undefined;
  readonly skill?: string | undefined;
}

/**
 * What the receiver of an offer has to do beside what it can: the department, the agent it is meant for, those who have the
 * skill it needs; each only where a limit was said. As late as the views. Each count is read along an index.
 */
@Injectable()
export class OfferBacklogs {
  constructor(
    private readonly loads: CaseLoads,
    private readonly views: ViewQueries,
  ) {}

  async of(offering: Offering, department: DepartmentAtWork): Promise<Backlog[]> {
    const found = await Promise.all([
      this.ofDepartment(offering, department),
      this.ofAgent(offering, department),
      this.ofSkill(offering, department),
    ]);
    return found.flat();
  }

  /** How many offers wait for somebody in a department who has a skill. */
  async waitingForSkills(department: string): Promise<ReadonlyMap<string, number>> {
    const rows = await this.views.run(() =>
      this.offers()
        .where('to', '=', department)
        .where('skill', 'is not', null)
        .groupBy('skill')
        .select((select) => ['skill' as const, select.fn.countAll<number>().as('count')])
        .execute(),
    );
    return new Map(rows.map(({ skill, count }) => [String(skill), Number(count)]));
  }

  private async ofDepartment({ to }: Offering, { capacity: { cases: limit } }: DepartmentAtWork): Promise<Backlog[]> {
    if (limit === undefined) return [];
    const { accountable, offered } = await this.loads.of(to, []);
    return [await this.backlog(to, 'DEPARTMENT', to, { limit, cases: accountable, waiting: offered })];
  }

  private async ofAgent(
    { to, toAgent }: Offering,
    { capacity: { perAgent: limit } }: DepartmentAtWork,
  ): Promise<Backlog[]> {
    if (limit === undefined || toAgent === undefined) return [];
    const [held, waiting] = await Promise.all([
      this.loads.heldBy([toAgent]),
      this.count((offers) => offers.where('toAgent', '=', toAgent).where('to', '=', to)),
    ]);
    return [await this.backlog(to, 'AGENT', toAgent, { limit, cases: held.get(toAgent) ?? 0, waiting })];
  }

  private async ofSkill({ to, skill }: Offering, { capacity, agents }: DepartmentAtWork): Promise<Backlog[]> {
    const limit = capacity.perSkill.find((one) => one.skill === skill)?.cases;
    if (limit === undefined || skill === undefined) return [];
    const able = agents.filter(({ skills }) => skills.includes(skill)).map(({ agent }) => agent);
    const [held, waiting] = await Promise.all([
      this.loads.heldBy(able),
      this.count((offers) => offers.where('to', '=', to).where('skill', '=', skill)),
    ]);
    const cases = [...held.values()].reduce((sum, count) => sum + count, 0);
    return [await this.backlog(to, 'SKILL', skill, { limit, cases, waiting })];
  }

  private async backlog(
    department: string,
    limitOf: LimitOf,
    of: string,
    load: Pick<Backlog, 'limit' | 'cases' | 'waiting'>,
  ): Promise<Backlog> {
    const pace = await this.views.get(receivingPace, 'paces', { department, limitOf, of });
    return { limitOf, of, ...load, accepted: pace?.accepted ?? [] };
  }

  private async count(which: (offers: SelectOffers) => SelectOffers): Promise<number> {
    const { count } = await this.views.run(() =>
      which(this.offers())
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }

  private offers(): SelectOffers {
    return this.views.from(receivingPace, 'offers');
  }
}

type SelectOffers = Select<(typeof receivingPace)['tables'], 'offers'>;
