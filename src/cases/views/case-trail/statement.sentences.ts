import type { StatementMade } from '@baton/contracts';
import { instant, joined, quoted, who } from '../wording.js';
import type { Sentences } from './sentence.js';

type StatementWord = 'StatementMade' | 'StatementSuperseded' | 'ProcedureDeviated';

/** What the customer was told and where the procedure was left, in sentences. */
export const statementSentences: Sentences<StatementWord> = {
  StatementMade: ({ by, data }) =>
    joined(
      [
        `${who(by)} told the customer about ${data.topic}: ${quoted(data.value)}`,
        basis(data),
        data.validUntil !== undefined && `valid until ${instant(data.validUntil)}`,
      ],
      ', ',
    ),
  StatementSuperseded: ({ by, data }) =>
    `${who(by)} recorded that what the customer was told before no longer holds, because ${quoted(data.reason)}`,
  ProcedureDeviated: ({ by, data }) =>
    `${who(by)} left the procedure ${data.procedure}: ${quoted(data.deviation)}, because ${quoted(data.reason)}`,
};

/** What a statement rests on: `resting on event 4`, `resting on the document “…”`, `not verified`. */
export function basis({ basis: kind, basisRevision, basisDocument }: StatementMade): string {
  if (kind === 'EVENT') return `resting on event ${basisRevision ?? 'not named'}`;
  if (kind === 'DOCUMENT')
    return basisDocument === undefined ? 'resting on a document' : `resting on the document ${quoted(basisDocument)}`;
  return 'not verified';
}
