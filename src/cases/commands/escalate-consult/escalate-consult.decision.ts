import { Described, Id } from '@baton/fields';
import { derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { consultOf } from '../../consult.guards.js';
import { onRecord } from '../../guards.js';

@Described('Brings a question that was not answered in time before the supervisor of the department that was asked.')
export class EscalateConsult {
  @Id('The case') caseId: string;
  @Id('The consult') consultId: string;
}

/** Once for each consult that is open when its answer is due. Who asked sees it as the next step of the case. */
export const escalateConsult =
  ({ consultId }: EscalateConsult, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const { status, to: department, due, overdueRevision } = consultOf(state, consultId);
    if (status !== 'OPEN' || overdueRevision !== undefined) return [];
    if (given.now < due) {
      refuse('CONSULT_NOT_DUE', `${department} is to answer by ${due}, and it is ${given.now}.`);
    }
    const escalationId = derivedId(given.commandId, 'escalation');
    return [{ type: 'EscalationRaised', data: { escalationId, department, cause: 'CONSULT_OVERDUE', consultId } }];
  };
