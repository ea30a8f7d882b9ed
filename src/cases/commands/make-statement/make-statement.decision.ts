import { Described, Id } from '@baton/fields';
import { derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';
import { basisIsNewer, currentStatement, founded, lastStatement, StatementDetails } from '../../statement.input.js';

@Described(
  'Records what the customer was told as a fact (C5). What contradicts an earlier statement without a newer basis is refused.',
)
export class MakeStatement extends StatementDetails {
  @Id('The case') caseId: string;
}

/** C5: a basis; no contradiction without a newer one. A newer basis supersedes what was told, and says so in the trail. */
export const makeStatement =
  ({ caseId: _caseId, ...statement }: MakeStatement, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const statementId = derivedId(given.commandId, 'statement');
    if (lastStatement(state, statement.topic)?.statementId === statementId) return [];
    const told = currentStatement(state, statement.topic, given);
    founded(statement, state, given);
    const made: CaseFact = { type: 'StatementMade', data: { statementId, ...statement } };
    if (told === undefined || told.value === statement.value) return [made];
    if (!basisIsNewer(statement, told)) {
      refuse(
        'STATEMENT_CONTRADICTS',
        `On ${told.madeAt} the customer was told about ${told.topic}: “${told.value}”. The new basis is no newer.`,
        {
          rule: 'C5',
          missing: ['basis'],
          alternatives: [
            'Say the same',
            'Name a newer basis',
            `Use supersedeStatement on ${told.statementId} with the reason`,
          ],
        },
      );
    }
    return [
      made,
      {
        type: 'StatementSuperseded',
        data: { statementId: told.statementId, by: statementId, reason: 'A newer basis' },
      },
    ];
  };
