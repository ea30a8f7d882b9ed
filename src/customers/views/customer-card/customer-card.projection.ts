import { keyOfStream } from '@baton/contracts';
import { Described, Text } from '@baton/fields';
import { projection, type Rows } from '@baton/projections';
import { Customer, type CustomerIdentifier } from '../customer/customer.result.js';
import { searchable } from './searchable.js';

@Described('A customer in the list of all customers.')
export class CustomerCard extends Customer {
  @Text('The name as it is searched and ordered by', { personal: true, max: 4000 }) searchName: string;
}

interface Happened {
  readonly stream: string;
  readonly revision: number;
}

const onCard = (
  rows: Rows<CustomerCard>,
  { stream, revision }: Happened,
  change: (card: CustomerCard) => Partial<CustomerCard>,
): Promise<void> =>
  rows.change({ customerId: keyOfStream({ stream }) }, (card) => ({ ...card, ...change(card), revision }));

const without = (identifiers: readonly CustomerIdentifier[], fingerprint: string): CustomerIdentifier[] =>
  identifiers.filter((identifier) => identifier.fingerprint !== fingerprint);

/** All customers, to be listed and searched by name. */
export const customerCard = projection({
  name: 'customer_card',
  version: 2,
  tables: { rows: { row: CustomerCard, key: ['customerId'], indexes: [['searchName', 'customerId']] } },
  on: {
    CustomerRegistered: ({ stream, revision, occurredAt, data: { kind, name } }, { rows }) =>
      rows.put({
        customerId: keyOfStream({ stream }),
        kind,
        name,
        preferences: {},
        identifiers: [],
        registeredAt: occurredAt,
        revision,
        searchName: searchable(name),
      }),
    IdentifierAdded: (event, { rows }) =>
      onCard(rows, event, ({ identifiers }) => ({
        identifiers: [
          ...without(identifiers, event.data.fingerprint),
          { ...event.data, addedAt: event.occurredAt, verified: false },
        ],
      })),
    IdentifierVerified: (event, { rows }) =>
      onCard(rows, event, ({ identifiers }) => ({
        identifiers: identifiers.map((identifier) =>
          identifier.fingerprint === event.data.fingerprint
            ? { ...identifier, verified: true, verifiedHow: event.data.how, verifiedAt: event.occurredAt }
            : identifier,
        ),
      })),
    IdentifierRetired: (event, { rows }) =>
      onCard(rows, event, ({ identifiers }) => ({ identifiers: without(identifiers, event.data.fingerprint) })),
    SegmentAssigned: (event, { rows }) => onCard(rows, event, () => ({ segment: event.data.segment })),
    PreferencesSet: (event, { rows }) => onCard(rows, event, () => ({ preferences: event.data })),
    OutreachReserved: (event, { rows }) => onCard(rows, event, () => ({})),
    OutreachCompleted: (event, { rows }) => onCard(rows, event, () => ({})),
    OutreachReleased: (event, { rows }) => onCard(rows, event, () => ({})),
    OutreachExpired: (event, { rows }) => onCard(rows, event, () => ({})),
  },
});
