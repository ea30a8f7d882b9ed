import { Code, Described, Id, Text } from '@baton/fields';
import { derivedId, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';

@Described(
  'Records that the written procedure was left, and why (C7). It always goes through: no procedure makes a case unworkable.',
)
export class RecordDeviation {
  @Id('The case') caseId: string;
  @Code('The procedure') procedure: string;
  @Text('What was done instead', { max: 500 }) deviation: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** C7: a deviation with a reason is recorded, never forbidden, whatever the case stands at. */
export const recordDeviation =
  ({ caseId: _caseId, ...deviated }: RecordDeviation, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const deviationId = derivedId(given.commandId, 'deviation');
    return state.seen.has(deviationId) ? [] : [{ type: 'ProcedureDeviated', data: { deviationId, ...deviated } }];
  };
