import type { CustomerFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { customerAggregate } from '../../customer.state.js';
import { addIdentifier, MOST_IDENTIFIERS } from './add-identifier.decision.js';

const { given } = scenarios(customerAggregate, (facts: readonly CustomerFact[]) => recorded('customer-1', facts));
const registered: CustomerFact = { type: 'CustomerRegistered', data: { kind: 'PERSON', name: 'Ines Moser' } };
const phone = { kind: 'PHONE', value: '+431588580', fingerprint: 'f1' } as const;
const added: CustomerFact = { type: 'IdentifierAdded', data: phone };
const retired: CustomerFact = { type: 'IdentifierRetired', data: { fingerprint: 'f1', reason: 'moved' } };
const add = addIdentifier({ customerId: '1', kind: 'PHONE', value: '+43 1 58858 0' }, givenBy('AGENT'), phone);

describe('adding an identifier', () => {
  it('keeps the one form of it, with the name of its reservation', () => {
    given(registered).when(add).then(added);
  });

  it('does nothing when the customer is recognised by it already', () => {
    given(registered, added).when(add).then();
  });

  it('adds one again that was retired', () => {
    given(registered, added, retired).when(add).then(added);
  });

  it('refuses a customer with more identifiers than anybody uses, until one is retired', () => {
    const others = Array.from({ length: MOST_IDENTIFIERS }, (_, index): CustomerFact => ({
      type: 'IdentifierAdded',
      data: { ...phone, fingerprint: `g${index}` },
    }));
    given(registered, ...others)
      .when(add)
      .refused('IDENTIFIERS_TOO_MANY');
    const one: CustomerFact = { type: 'IdentifierRetired', data: { fingerprint: 'g7', reason: 'not used' } };
    given(registered, ...others, one)
      .when(add)
      .then(added);
  });

  it('refuses a customer nobody registered', () => {
    given().when(add).refused('CUSTOMER_UNKNOWN');
  });
});
