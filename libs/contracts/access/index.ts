import { Code, Described, Id, Text } from '@baton/fields';
import type { FactsOf } from '../facts.js';

@Described(
  'Somebody looked at a case that does not concern his department, or as an auditor at any; the envelope says who and when.',
)
export class CaseRead {
  @Id('The case; absent where a feed of many cases was followed', { optional: true }) caseId?: string;
  @Text('What was read: fields of the GraphQL schema, or an address', { list: 100, max: 100 }) what: string[];
  @Text('What the reader called the operation', { optional: true, max: 80 }) operation?: string;
  @Code('The department whose feed was followed; absent where it was that of all', { optional: true })
  department?: string;
}

/** Every word of a log of access: what one reader read on one day. */
export const accessEvents = { CaseRead } as const;

export type AccessFact = FactsOf<typeof accessEvents>;
