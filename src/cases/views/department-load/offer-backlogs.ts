import { Injectable } from '@nestjs/common';
import type { LimitOf } from '@baton/contracts';
import { comparePositions } from '@baton/event-store';
import { Views, ViewQueries, type Select } from '@baton/projections';
import type { DepartmentAtWork } from '../../department-directory.js';
import type { Backlog } from '../../offer-queue.js';
import { couldTake, roomOf, type HeldBy, type Offering } from './agents-of-offers.js';
import { CaseLoads } from './case-loads.js';
import { caseList } from '../case-list/case-list.projection.js';
import { receivingPace } from './receiving-pace.projection.js';

/**
 * What the receiver of an offer has to do beside what it can: the department, the agent it is meant for, what came for the
 * skill it needs; each only where a limit was said. Where no agent is named, those who could take it have together what each
 * of them is meant to hold. As late as the views. Each count is read along an index.
 */
@Injectable()
export class OfferBacklogs {
  constructor(
    private readonly loads: CaseLoads,
    private readonly views: ViewQueries,
    private readonly built: Views,
  ) {}

  /** The position of the log up to which everything is counted now (X4); undefined before the first event. */
  position(): string | undefined {
    const counted: readonly string[] = [caseList.name, receivingPace.name];
    const positions = this.built.states().flatMap(({ name, position }) => (counted.includes(name) ? [position] : []));
    return positions.every((position) => position !== undefined) ? positions.sort(comparePositions)[0] : undefined;
  }

  /** @param held how many open cases each agent of the department holds, where it was said how many one is meant to */
  async of(offering: Offering, department: DepartmentAtWork, held: HeldBy): Promise<Backlog[]> {
    const found = await Promise.all([
      this.ofDepartment(offering, department),
      offering.toAgent === undefined
        ? this.ofAgents(offering, department, held)
        : this.ofAgent(offering, offering.toAgent, department, held),
      this.ofSkill(offering, department),
    ]);
    return found.flat();
  }

  /** How many offers of others wait for somebody in a department who has a skill. */
  async waitingForSkills(department: string): Promise<ReadonlyMap<string, number>> {
    const rows = await this.views.run(() =>
      this.offers()
        .where('to', '=', department)
        .where('skill', 'is not', null)
        .where('from', '<>', department)
        .groupBy('skill')
        .select((select) => ['skill' as const, select.fn.countAll<number>().as('count')])
        .execute(),
    );
    return new Map(rows.map(({ skill, count }) => [String(skill), Number(count)]));
  }

  private async ofDepartment({ to }: Offering, { capacity: { cases: limit } }: DepartmentAtWork): Promise<Backlog[]> {
    if (limit === undefined) return [];
    const { accountable, offered } = await this.loads.countsOf(to);
    return [await this.backlog(to, 'DEPARTMENT', to, { limit, cases: accountable, waiting: offered })];
  }

  private async ofAgent(
    { to }: Offering,
    agent: string,
    { capacity: { perAgent: limit } }: DepartmentAtWork,
    held: HeldBy,
  ): Promise<Backlog[]> {
    if (limit === undefined) return [];
    const waiting = await this.count((offers) => offers.where('toAgent', '=', agent).where('to', '=', to));
    return [await this.backlog(to, 'AGENT', agent, { limit, cases: held?.get(agent) ?? 0, waiting })];
  }

  /**
   * All who take work hold as much as one is meant to: then there is no room, whatever the department said of itself. Where there are more agents than are
   * looked at nobody knows.
   */
  private async ofAgents(
    offering: Offering,
    { capacity, agents, moreAgents }: DepartmentAtWork,
    held: HeldBy,
  ): Promise<Backlog[]> {
    const { to, skill } = offering;
    if (moreAgents) return [];
    const room = roomOf(couldTake(offering, agents), capacity, held);
    if (!room) return [];
    if (skill === undefined) {
      const { offered: waiting } = await this.loads.countsOf(to);
      return [await this.backlog(to, 'DEPARTMENT', to, { ...room, waiting })];
    }
    return [
      await this.backlog(to, 'SKILL', skill, { ...room, waiting: (await this.loads.ofSkill(to, skill)).offered }),
    ];
  }

  /** What counts is what the department accepted for that skill, whoever holds it. */
  private async ofSkill({ to, skill }: Offering, { capacity }: DepartmentAtWork): Promise<Backlog[]> {
    const limit = capacity.perSkill.find((one) => one.skill === skill)?.cases;
    if (limit === undefined || skill === undefined) return [];
    const { cases, offered: waiting } = await this.loads.ofSkill(to, skill);
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
