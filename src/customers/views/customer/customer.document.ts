import type { Loaded } from '@baton/event-store';
import { normalise } from '@baton/fields';
import type { CustomerState } from '../../customer.state.js';
import { Customer } from './customer.result.js';

/** The customer as it is shown, from its own stream; undefined before it was registered. */
export function customerOf(loaded: Loaded<CustomerState> | undefined): Customer | undefined {
  if (!loaded?.state) return undefined;
  const { state, revision } = loaded;
  const identifiers = state.identifiers.valueSeq().map(({ verified, ...identifier }) => ({
    ...identifier,
    verified: verified !== undefined,
    verifiedHow: verified?.how,
    verifiedAt: verified?.at,
  }));
  return normalise(Customer, { ...state, identifiers: identifiers.toArray(), revision });
}
