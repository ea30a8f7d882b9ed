import { Code, Described, Id, Instant, Text } from '@baton/fields';
import { derivedId, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';

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

/** The same value on the same topic, no better verified and no longer fresh than before, is known already. */
export const establishFact =
  ({ caseId: _caseId, ...fact }: EstablishFact, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const known = state.facts.get(fact.topic);
    const knownAlready =
      known?.value === fact.value && known.verifiedBy === fact.verifiedBy && known.freshUntil === fact.freshUntil;
    if (knownAlready) return [];
    return [{ type: 'FactEstablished', data: { factId: derivedId(given.commandId, 'fact'), ...fact } }];
  };
