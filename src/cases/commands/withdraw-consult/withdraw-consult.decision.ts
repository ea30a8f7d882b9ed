import { Described, Id, Text } from '@baton/fields';
import type { CaseFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { consultOf, stillAsked } from '../../consult.guards.js';
import { onRecord, worksFor } from '../../guards.js';

@Described('Takes back a question to another department that need not be answered any longer.')
export class WithdrawConsult {
  @Id('The case') caseId: string;
  @Id('The consult') consultId: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** For the department accountable now, whoever had asked: it is the one that needs the answer. */
export const withdrawConsult =
  ({ consultId, reason }: WithdrawConsult, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const consult = consultOf(state, consultId);
    worksFor(given, state.accountable, 'withdraw this consult');
    if (consult.status === 'WITHDRAWN') return [];
    stillAsked(consult);
    return [{ type: 'ConsultWithdrawn', data: { consultId, reason } }];
  };
