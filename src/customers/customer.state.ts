import { List, OrderedMap, Set } from 'immutable';
import {
  keyOfStream,
  type CustomerFact,
  type CustomerKind,
  type IdentifierKind,
  type PreferencesSet,
  type Recorded,
} from '@baton/contracts';
import type { Aggregate } from '@baton/decider';
import { outreachFolds, type Outreach } from './outreach.state.js';

/** By what a customer is recognised. */
export interface CustomerIdentifier {
  /** Keyed fingerprint: the name of its reservation. */
  readonly fingerprint: string;
  readonly kind: IdentifierKind;
  /** Normalised. */
  readonly value: string;
  readonly addedAt: string;
  readonly verified?: { readonly how: string; readonly at: string };
}

/** A customer as his own stream tells it. */
export interface Customer {
  readonly customerId: string;
  readonly kind: CustomerKind;
  readonly name: string;
  readonly registeredAt: string;
  /** Those in use, by fingerprint, in the order they were added. */
  readonly identifiers: OrderedMap<string, CustomerIdentifier>;
  /** The fingerprints of those that were retired. */
  readonly retired: Set<string>;
  readonly segment?: string;
  /** What is absent is not known. */
  readonly preferences: Readonly<PreferencesSet>;
  /** Intended contacts, oldest first: those that have not ended, and those that ended lately (C4). */
  readonly outreach: List<Outreach>;
}

/** Undefined before the customer was registered. */
export type CustomerState = Customer | undefined;

/** A customer event with its envelope. */
export type CustomerEvent = Recorded<CustomerFact>;
type EventOf<T extends CustomerFact['type']> = Extract<CustomerEvent, { type: T }>;
type Later = Exclude<CustomerFact['type'], 'CustomerRegistered'>;
type Folds = { readonly [T in Later]: (state: Customer, event: EventOf<T>) => Partial<Customer> };

/** How each event after the first changes the customer. */
const folds: Folds = {
  IdentifierAdded: (state, { data, occurredAt }) => ({
    identifiers: state.identifiers.remove(data.fingerprint).set(data.fingerprint, { ...data, addedAt: occurredAt }),
    retired: state.retired.remove(data.fingerprint),
  }),
  IdentifierVerified: (state, { data: { fingerprint, how }, occurredAt: at }) => {
    const identifier = state.identifiers.get(fingerprint);
    return identifier
      ? { identifiers: state.identifiers.set(fingerprint, { ...identifier, verified: { how, at } }) }
      : {};
  },
  IdentifierRetired: (state, { data: { fingerprint } }) => ({
    identifiers: state.identifiers.remove(fingerprint),
    retired: state.retired.add(fingerprint),
  }),
  SegmentAssigned: (_, { data }) => ({ segment: data.segment }),
  PreferencesSet: (_, { data }) => ({ preferences: data }),
  ...outreachFolds,
};

/** The customer as his events tell it. A stream that does not begin with the registration throws: it is damaged. */
export const customerAggregate: Aggregate<CustomerState, CustomerEvent> = {
  initial: undefined,
  evolve: (state, event) => {
    if (event.type === 'CustomerRegistered') return registered(event);
    if (!state) throw new Error(`${event.stream} begins with ${event.type} instead of CustomerRegistered`);
    const folded = folds[event.type] as ((state: Customer, event: CustomerEvent) => Partial<Customer>) | undefined;
    if (!folded) throw new Error(`${event.stream} holds ${String(event.type)}, which this version does not know`);
    return { ...state, ...folded(state, event) };
  },
};

const registered = ({ stream, data, occurredAt }: EventOf<'CustomerRegistered'>): Customer => ({
  customerId: keyOfStream({ stream }),
  kind: data.kind,
  name: data.name,
  registeredAt: occurredAt,
  identifiers: OrderedMap(),
  retired: Set(),
  preferences: {},
  outreach: List(),
});

/** Whether the customer is recognised by an identifier now. */
export const isRecognisedBy = (state: CustomerState, fingerprint: string): boolean =>
  state?.identifiers.has(fingerprint) ?? false;
