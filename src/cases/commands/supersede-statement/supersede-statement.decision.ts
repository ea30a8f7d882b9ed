import { Described, Id, Text } from '@baton/fields';
import { derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';
import { currentStatement, founded, lastStatement, StatementDetails } from '../../statement.input.js';

@Described('Takes back what the customer was told and says what holds instead, with the reason (C5).')
export class SupersedeStatement extends StatementDetails {
  @Id('The case') caseId: string;
  @Id('The statement that no longer holds') statementId: string;
  @Text('Why it no longer holds', { max: 500 }) reason: string;
}

/** C5: the statement superseded is the current one on its topic, and the new one is on the same topic. */
export const supersedeStatement =
  (
    { caseId: _caseId, statementId: old, reason, ...statement }: SupersedeStatement,
    given: Given,
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const statementId = derivedId(given.commandId, 'statement');
    if (lastStatement(state, statement.topic)?.statementId === statementId) return [];
    const told = currentStatement(state, statement.topic, given);
    if (told?.statementId !== old) {
      refuse(
        'STATEMENT_UNKNOWN',
        `The customer was not told ${old} about ${statement.topic}, or it is superseded already. case(id) lists what holds.`,
        {
          rule: 'C5',
          missing: ['statementId', 'topic'],
        },
      );
    }
    founded(statement, state, given);
    return [
      { type: 'StatementMade', data: { statementId, ...statement } },
      { type: 'StatementSuperseded', data: { statementId: old, by: statementId, reason } },
    ];
  };
