import fc from 'fast-check';
import type { CustomerFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import type { StoredEvent } from '@baton/event-store';
import { rowsOf } from '@baton/projections/testing';
import { customerAggregate } from '../../customer.state.js';
import { customerOf } from '../customer/customer.document.js';
import { customerCard } from './customer-card.projection.js';
import { searchable } from './searchable.js';

const [ANNA, BERT] = ['a', 'b'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`) as [string, string];
const registered = (name: string): CustomerFact => ({ type: 'CustomerRegistered', data: { kind: 'PERSON', name } });
const added = (fingerprint: string): CustomerFact => ({
  type: 'IdentifierAdded',
  data: { fingerprint, kind: 'PHONE', value: `+4315885${fingerprint}` },
});
const fingerprint = fc.constantFrom('1', '2', '3');
const later: fc.Arbitrary<CustomerFact> = fc.oneof(
  fingerprint.map(added),
  fingerprint.map((one): CustomerFact => ({ type: 'IdentifierVerified', data: { fingerprint: one, how: 'called' } })),
  fingerprint.map((one): CustomerFact => ({ type: 'IdentifierRetired', data: { fingerprint: one, reason: 'moved' } })),
  fc.constantFrom<CustomerFact>(
    { type: 'SegmentAssigned', data: { segment: 'home' } },
    { type: 'PreferencesSet', data: { channel: 'EMAIL', language: 'de' } },
    { type: 'PreferencesSet', data: {} },
  ),
);

describe('the customer card', () => {
  it('shows each customer with what is known', async () => {
    const { rows } = await rowsOf(customerCard, [
      ...recorded<CustomerFact>(`customer-${ANNA}`, [
        registered('Anna Müller'),
        added('1'),
        { type: 'SegmentAssigned', data: { segment: 'home' } },
      ]),
      ...recorded<CustomerFact>(`customer-${BERT}`, [registered('Bert')]),
    ]);
    expect(rows).toEqual([
      {
        customerId: ANNA,
        kind: 'PERSON',
        name: 'Anna Müller',
        segment: 'home',
        preferences: {},
        identifiers: [
          { fingerprint: '1', kind: 'PHONE', value: '+43158851', addedAt: '2026-03-02T09:01:00.000Z', verified: false },
        ],
        registeredAt: '2026-03-02T09:00:00.000Z',
        revision: 2,
        searchName: 'anna muller',
      },
      expect.objectContaining({ customerId: BERT, identifiers: [], revision: 0 }),
    ]);
  });

  it('is what the customer himself shows, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(later, { maxLength: 12 }), async (facts) => {
        const events = recorded<CustomerFact>(`customer-${ANNA}`, [registered('Anna'), ...facts]);
        const live = customerOf({
          state: fold(customerAggregate, events),
          revision: events.length - 1,
          position: String(events.length),
        });
        const { rows } = await rowsOf(customerCard, events as StoredEvent[]);
        expect(rows).toEqual([{ ...live, searchName: 'anna' }]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['Müller', 'muller'],
    ['  ÅSA   Öberg ', 'asa oberg'],
    ['ﬁlm & Ton', 'film & ton'],
    ['Иван', 'иван'],
    ['%_\\', '%_\\'],
  ])('finds %j by %j', (name, found) => {
    expect(searchable(name)).toBe(found);
  });
});
