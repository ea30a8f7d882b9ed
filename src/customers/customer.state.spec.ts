import fc from 'fast-check';
import { Channel, type CustomerFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold, Refusal, type Decide } from '@baton/decider';
import { givenBy } from '../../test/support/callers.js';
import { addIdentifier } from './commands/add-identifier/add-identifier.decision.js';
import { assignSegment } from './commands/assign-segment/assign-segment.decision.js';
import { registerCustomer } from './commands/register-customer/register-customer.decision.js';
import { retireIdentifier } from './commands/retire-identifier/retire-identifier.decision.js';
import { setPreferences } from './commands/set-preferences/set-preferences.decision.js';
import { verifyIdentifier } from './commands/verify-identifier/verify-identifier.decision.js';
import { customerAggregate, isRecognisedBy, type CustomerState } from './customer.state.js';
import type { KnownIdentifier } from './identifier.js';

const STREAM = 'customer-1';
const agent = givenBy('AGENT');
const registered: CustomerFact = { type: 'CustomerRegistered', data: { kind: 'PERSON', name: 'Ines Moser' } };
const known: KnownIdentifier[] = ['f1', 'f2', 'f3'].map((fingerprint) => ({
  kind: 'PHONE',
  value: `+4315885${fingerprint.slice(1)}`,
  fingerprint,
}));
const on = { customerId: '1', kind: 'PHONE', value: '+43 1 58858 0' } as const;

const identifier = fc.constantFrom(...known);
const word = fc.constantFrom('one', 'other');
const asked: fc.Arbitrary<Decide<CustomerState, CustomerFact>> = fc.oneof(
  fc
    .tuple(word, fc.uniqueArray(identifier, { maxLength: 2 }))
    .map(([name, first]) => registerCustomer({ kind: 'PERSON', name }, agent, first)),
  identifier.map((one) => addIdentifier(on, agent, one)),
  fc.tuple(identifier, word).map(([one, how]) => verifyIdentifier({ ...on, how }, agent, one)),
  fc.tuple(identifier, word).map(([one, reason]) => retireIdentifier({ ...on, reason }, agent, one)),
  fc.tuple(word, word).map(([segment, reason]) => assignSegment({ customerId: '1', segment, reason }, agent)),
  fc
    .record(
      {
        channel: fc.constantFrom(...Channel.values),
        language: fc.constantFrom('de-at', 'fr', '??'),
        zone: fc.constantFrom('Europe/Vienna', 'Nowhere'),
        quietFrom: fc.constantFrom('21:00', '8'),
        quietUntil: fc.constantFrom('08:00', '21:00'),
      },
      { requiredKeys: [] },
    )
    .map((preferences) => setPreferences({ customerId: '1', ...preferences }, agent)),
);

describe('a customer', () => {
  it('is what its events say', () => {
    const state = fold(
      customerAggregate,
      recorded<CustomerFact>(STREAM, [
        registered,
        { type: 'IdentifierAdded', data: { fingerprint: 'f1', kind: 'PHONE', value: '+431588580' } },
        { type: 'IdentifierVerified', data: { fingerprint: 'f1', how: 'called back' } },
        { type: 'IdentifierAdded', data: { fingerprint: 'f2', kind: 'EMAIL', value: 'moser@example.org' } },
        { type: 'IdentifierRetired', data: { fingerprint: 'f2', reason: 'bounces' } },
        { type: 'SegmentAssigned', data: { segment: 'home', reason: 'first contract' } },
        { type: 'PreferencesSet', data: { channel: 'PHONE' } },
      ]),
    );
    expect(state).toMatchObject({
      customerId: '1',
      name: 'Ines Moser',
      segment: 'home',
      preferences: { channel: 'PHONE' },
    });
    expect(state?.identifiers.valueSeq().toArray()).toEqual([
      {
        fingerprint: 'f1',
        kind: 'PHONE',
        value: '+431588580',
        addedAt: '2026-03-02T09:01:00.000Z',
        verified: { how: 'called back', at: '2026-03-02T09:02:00.000Z' },
      },
    ]);
    expect([isRecognisedBy(state, 'f1'), isRecognisedBy(state, 'f2'), isRecognisedBy(undefined, 'f1')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(state?.retired.toArray()).toEqual(['f2']);
  });

  it('is not read from a stream that does not begin with the registration, or that holds a foreign word', () => {
    const segment = recorded<CustomerFact>(STREAM, [{ type: 'SegmentAssigned', data: { segment: 'home' } }]);
    expect(() => fold(customerAggregate, segment)).toThrow('begins with SegmentAssigned');
    const foreign = recorded(STREAM, [registered, { type: 'CaseClosed', data: {} } as unknown as CustomerFact]);
    expect(() => fold(customerAggregate, foreign)).toThrow('CaseClosed');
  });

  it('asked twice for the same changes nothing the second time, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 15 }), fc.boolean(), (commands, known) => {
        const past: CustomerFact[] = known ? [registered] : [];
        for (const decide of commands) {
          const facts = decidedOrRefused(decide, fold(customerAggregate, recorded(STREAM, past)));
          if (!facts) continue;
          past.push(...facts);
          expect(decide(fold(customerAggregate, recorded(STREAM, past)))).toEqual([]);
        }
      }),
    );
  });
});

function decidedOrRefused(decide: Decide<CustomerState, CustomerFact>, state: CustomerState) {
  try {
    return decide(state);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
