import { Code, Described, Id, Instant, Nested, OneOf, Text } from '@baton/fields';
import { PromiseStatus } from '../../case.words.js';

/** How many promises are told at most: the newest. */
export const TOLD_AT_MOST = 50;

@Described('A promise, as its customer is told of it.')
export class PromiseInWords {
  @Id('The promise') promiseId: string;
  @Id('The case in which it stands: the case itself, or a duplicate of it') caseId: string;
  @OneOf(PromiseStatus, 'Where it stands') status: PromiseStatus;
  @Instant('By when at the latest') due: string;
  @Code('The time zone in which it was said, an IANA name') zone: string;
  @Text("What was promised, by when and what became of it, in the customer's language", { personal: true, max: 2000 })
  text: string;
}

@Described('What the customer of a case was promised, in sentences that can be shown or read out to them.')
export class PromisesInWords {
  @Id('The case in which work on the matter goes on') caseId: string;
  @Code('Its name in another system', { optional: true }) reference?: string;
  @Code(
    'The language of the sentences, a BCP 47 tag: the one asked for, or the customer’s, as far as Baton has it, or en',
  )
  language: string;
  @Nested(() => PromiseInWords, 'The promises of the case and its duplicates, the next due first; the newest 50', {
    list: TOLD_AT_MOST,
  })
  promises: PromiseInWords[];
}
