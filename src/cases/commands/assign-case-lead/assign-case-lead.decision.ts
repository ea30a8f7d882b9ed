import { Code, Described, Id, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { isOpen, supervises, takesNewWork, type DoorFacts } from '../../guards.js';

@Described('Names the one person who sees the case through to its end, whichever department is accountable (H10).')
export class AssignCaseLead {
  @Id('The case') caseId: string;
  @Code('The case lead, an agent of any department') lead: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** What is known of who is to be the lead. */
export interface AssignCaseLeadFacts extends DoorFacts {
  /** The department he works in; undefined where he is not registered. */
  readonly leadWorksIn: string | undefined;
}

/** H10: the supervisor of the accountable department names the lead; after an alarm the case passes on only once he did. H11: nobody who is away or leaving. */
export const assignCaseLead =
  (
    { lead, reason }: AssignCaseLead,
    given: Given,
    { leadWorksIn, door }: AssignCaseLeadFacts,
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    isOpen(state);
    supervises(given, [state.accountable], 'name the lead of this case');
    if (state.lead === lead) return [];
    if (leadWorksIn === undefined) {
      refuse('AGENT_UNKNOWN', `There is no agent ${lead}. The query agents lists them.`, { missing: ['lead'] });
    }
    takesNewWork(lead, { door });
    return [{ type: 'CaseLeadAssigned', data: { lead, department: leadWorksIn, reason } }];
  };
