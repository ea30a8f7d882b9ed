import { Code, Described, Id, OneOf, Text } from '@baton/fields';
import { CaseStatus } from '../../case.words.js';

/** A search takes at most so many words. */
export const MOST_SEARCHED = 8;

@Described('Which cases are looked for. What is said must all be so.')
export class CaseSearch {
  @Text(
    'Words that occur in what was said and written about the case, each from its beginning: “rout” finds router. Capitals and accents make no difference. At most 8 words',
    { optional: true, max: 200 },
  )
  text?: string;
  @OneOf(CaseStatus, 'Only cases that stand so', { optional: true }) status?: CaseStatus;
  @Code('Only cases this department answers for', { optional: true }) department?: string;
  @Id('Only cases of this customer', { optional: true }) customerId?: string;
  @Code('Only the cases of this name in another system, exactly', { optional: true }) reference?: string;
  @Code('Only cases about this product, exactly', { optional: true }) product?: string;
}
