import { Code, Described, Id } from '@baton/fields';
import { derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { contactOf, exists } from '../../guards.js';
import { spelling } from '../../spelling.js';

@Described('Records that the customer had to give again what Baton already knew (C6).')
export class RecordRetell {
  @Id('The case') caseId: string;
  @Code('The topic of the fact that was asked for again') topic: string;
  @Id('The contact in which it was asked', { optional: true }) contactId?: string;
}

/** C6: only a fact that is known and fresh can be retold; asking for one that is no longer fresh is right. */
export const recordRetell =
  ({ topic, contactId }: RecordRetell, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const retellId = derivedId(given.commandId, 'retell');
    if (state.seen.has(retellId)) return [];
    const fact = state.facts.get(spelling(topic));
    if (fact === undefined) {
      refuse('FACT_UNKNOWN', `The case knows nothing about ${topic}. Establish it with establishFact.`, {
        rule: 'C6',
        missing: ['topic'],
      });
    }
    if (fact.freshUntil !== undefined && fact.freshUntil < given.now) {
      refuse(
        'FACT_NOT_FRESH',
        `What is known about ${topic} was fresh until ${fact.freshUntil}: asking again is no retell.`,
        { rule: 'C6' },
      );
    }
    const contact = contactId === undefined ? {} : { contactId: contactOf(state, contactId).contactId };
    return [{ type: 'CustomerRetold', data: { retellId, topic: fact.topic, factId: fact.factId, ...contact } }];
  };
