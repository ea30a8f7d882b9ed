import { Code, Described, Id, Instant, Text } from '@baton/fields';
import { derivedId, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';
import { spelling } from '../../spelling.js';

@Described(
  'Establishes a fact, so that nobody asks the customer again. One topic has one current value; a later fact takes its place.',
)
export class EstablishFact {
  @Id('The case') caseId: string;
  @Code('What it is about') topic: string;
  @Text('What is the case', { personal: true }) value: string;
  @Text('How it was verified; absent when it was not', { optional: true, max: 500 }) verifiedBy?: string;
  @Instant('Until when it counts as fresh; for good when absent', { optional: true }) freshUntil?: string;
}

/**
 * The same value on the same topic, no better verified and no longer fresh than before, is known already. One that is
 * only said to be fresh for longer stays as verified as it was.
 */
export const establishFact =
  ({ caseId: _caseId, ...fact }: EstablishFact, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const known = state.facts.get(spelling(fact.topic));
    if (known?.value === fact.value && !betterVerified(fact, known) && !fresherThan(fact, known)) return [];
    const verified =
      known?.value === fact.value && known.verifiedBy !== undefined ? { verifiedBy: known.verifiedBy } : {};
    return [{ type: 'FactEstablished', data: { factId: derivedId(given.commandId, 'fact'), ...verified, ...fact } }];
  };

type Said = Pick<EstablishFact, 'verifiedBy' | 'freshUntil'>;

const betterVerified = (fact: Said, known: Said): boolean =>
  fact.verifiedBy !== undefined && fact.verifiedBy !== known.verifiedBy;

const fresherThan = (fact: Said, known: Said): boolean =>
  known.freshUntil !== undefined && (fact.freshUntil === undefined || fact.freshUntil > known.freshUntil);
