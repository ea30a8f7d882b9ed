import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import type { CaseState } from '../../case.state.js';
import { routingOff } from '../../suggestion.guards.js';
import { SUGGESTION_SEALS, SuggestionSeals } from '../../suggestion-seals.js';
import { CaseReader } from '../case-reader.js';
import { LikelyReceivers } from './likely-receivers.js';
import { SUGGEST_RULES } from './ranking.js';
import { routingFlow } from './routing-flow.projection.js';
import { suggestionsOf } from './suggest-departments.document.js';
import type { DepartmentSuggestions } from './suggest-departments.result.js';

/** The departments that a case might be offered to next; undefined where there is no such case. */
export class SuggestDepartments extends Query<DepartmentSuggestions | undefined> {
  constructor(
    readonly caseId: string,
    readonly wanted: { readonly ask: string; readonly skill?: string | undefined },
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(SuggestDepartments)
export class SuggestDepartmentsHandler implements IQueryHandler<SuggestDepartments> {
  constructor(
    private readonly cases: CaseReader,
    private readonly receivers: LikelyReceivers,
    private readonly atLeast: AtLeast,
    @Inject(SUGGESTION_SEALS) private readonly seals: SuggestionSeals,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ caseId, wanted, atLeast }: SuggestDepartments): Promise<DepartmentSuggestions | undefined> {
    await this.atLeast.reached(atLeast, routingFlow);
    const state = await this.cases.now(caseId);
    if (!state) return undefined;
    const rules = SUGGEST_RULES;
    const off = routingOff(state);
    if (off !== undefined) return { caseId, rules, off, suggestions: [] };
    const { accountable: from, opened } = state;
    const { product, kind } = opened;
    const about = { from, product, kind, ...wanted };
    const { candidates, position, skillKnown } = await this.receivers.of(about, declinedBy(state), this.clock.now());
    const sealed = suggestionsOf(about, candidates).map((suggestion) => {
      const { department: to, rank } = suggestion;
      return { ...suggestion, seal: this.seals.of({ caseId, from, to, rules, rank, position: position ?? '' }) };
    });
    return {
      caseId,
      rules,
      ...(position === undefined ? {} : { position }),
      ...(skillKnown ? {} : { skillUnknown: skillUnknown(String(wanted.skill)) }),
      suggestions: sealed,
    };
  }
}

const skillUnknown = (skill: string): string =>
  `None of the departments that could be suggested has the skill ${skill}, so it counted for nothing: correct it; the query departments lists the skills of each.`;

/** The departments that declined this case are not suggested for it again. */
const declinedBy = ({ transfers }: CaseState): ReadonlySet<string> =>
  new Set(
    transfers
      .valueSeq()
      .filter(({ status }) => status === 'DECLINED')
      .map(({ to }) => to),
  );
