import type { CustomerFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { customerAggregate } from '../../customer.state.js';
import { retireIdentifier } from './retire-identifier.decision.js';

const { given } = scenarios(customerAggregate, (facts: readonly CustomerFact[]) => recorded('customer-1', facts));
const registered: CustomerFact = { type: 'CustomerRegistered', data: { kind: 'PERSON', name: 'Ines Moser' } };
const phone = { kind: 'PHONE', value: '+431588580', fingerprint: 'f1' } as const;
const added: CustomerFact = { type: 'IdentifierAdded', data: phone };
const retired = (reason: string): CustomerFact => ({ type: 'IdentifierRetired', data: { fingerprint: 'f1', reason } });
const retire = (reason: string) =>
  retireIdentifier({ customerId: '1', kind: 'PHONE', value: '+431588580', reason }, givenBy('AGENT'), phone);

describe('retiring an identifier', () => {
  it('records that the customer is no longer recognised by it, and why', () => {
    given(registered, added).when(retire('number given up')).then(retired('number given up'));
    given(registered, added, retired('moved'), added).when(retire('moved again')).then(retired('moved again'));
  });

  it('does nothing when it was retired already', () => {
    given(registered, added, retired('moved')).when(retire('number given up')).then();
  });

  it('refuses an identifier the customer never had, and an unknown customer', () => {
    given(registered).when(retire('moved')).refused('IDENTIFIER_UNKNOWN');
    given().when(retire('moved')).refused('CUSTOMER_UNKNOWN');
  });
});
