import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewQueries } from '@baton/projections';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import type { CaseState } from '../../case.state.js';
import { DEPARTMENT_DIRECTORY, type DepartmentDirectory } from '../../department-directory.js';
import { CaseReader } from '../case-reader.js';
import { CaseLoads } from '../department-load/case-loads.js';
import { likeliest, SUGGEST_RULES, type Likely } from './ranking.js';
import { routingFlow } from './routing-flow.projection.js';
import { suggestionsOf, type Candidate } from './suggest-departments.document.js';
import type { DepartmentSuggestions } from './suggest-departments.result.js';

/** The departments that a case might be offered to next; undefined where there is no such case. */
export class SuggestDepartments extends Query<DepartmentSuggestions | undefined> {
  constructor(
    readonly caseId: string,
    readonly ask: string,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

/** So many receivers of a sender are looked at, those that took most; and of these, so many as they stand now. */
const MOST_RECEIVERS = 50;
const MOST_CANDIDATES = 10;

@QueryHandler(SuggestDepartments)
export class SuggestDepartmentsHandler implements IQueryHandler<SuggestDepartments> {
  constructor(
    private readonly cases: CaseReader,
    @Inject(DEPARTMENT_DIRECTORY) private readonly departments: DepartmentDirectory,
    private readonly loads: CaseLoads,
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ caseId, ask, atLeast }: SuggestDepartments): Promise<DepartmentSuggestions | undefined> {
    await this.atLeast.reached(atLeast, routingFlow);
    const state = await this.cases.now(caseId);
    if (!state) return undefined;
    const { accountable: from, opened } = state;
    const sender = await this.views.get(routingFlow, 'senders', { from });
    const likely = await this.likely(from, opened.product);
    const now = this.clock.now();
    const wanted = likely.filter(({ to }) => !declinedBy(state, to)).slice(0, MOST_CANDIDATES);
    const candidates = (await Promise.all(wanted.map((one) => this.asItStands(one, now)))).flat();
    return {
      caseId,
      rules: SUGGEST_RULES,
      ...(sender ? { position: sender.position } : {}),
      suggestions: suggestionsOf({ from, product: opened.product, ask }, candidates),
    };
  }

  private async likely(from: string, product: string | undefined): Promise<Likely[]> {
    const [pairs, ofProduct] = await Promise.all([
      this.views.find(routingFlow, 'pairs', (query) =>
        query.where('from', '=', from).orderBy('accepted', 'desc').orderBy('to', 'desc').limit(MOST_RECEIVERS),
      ),
      product === undefined
        ? []
        : this.views.find(routingFlow, 'products', (query) =>
            query
              .where('from', '=', from)
              .where('product', '=', product)
              .orderBy('accepted', 'desc')
              .orderBy('to', 'desc')
              .limit(MOST_RECEIVERS),
          ),
    ]);
    return likeliest(pairs, ofProduct);
  }

  /** With what the department can take on now; nothing where it was never opened. */
  private async asItStands(likely: Likely, now: string): Promise<Candidate[]> {
    const readiness = await this.departments.readiness(likely.to, now);
    return readiness ? [{ ...likely, readiness, ...(await this.loads.countsOf(likely.to)) }] : [];
  }
}

/** A department that declined this case is not suggested for it again. */
const declinedBy = ({ transfers }: CaseState, department: string): boolean =>
  transfers.some(({ to, status }) => to === department && status === 'DECLINED');
