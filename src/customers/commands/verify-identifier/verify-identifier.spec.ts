import type { CustomerFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { customerAggregate } from '../../customer.state.js';
import { verifyIdentifier } from './verify-identifier.decision.js';

const { given } = scenarios(customerAggregate, (facts: readonly CustomerFact[]) => recorded('customer-1', facts));
const registered: CustomerFact = { type: 'CustomerRegistered', data: { kind: 'PERSON', name: 'Ines Moser' } };
const phone = { kind: 'PHONE', value: '+431588580', fingerprint: 'f1' } as const;
const added: CustomerFact = { type: 'IdentifierAdded', data: phone };
const verified = (how: string): CustomerFact => ({ type: 'IdentifierVerified', data: { fingerprint: 'f1', how } });
const retired: CustomerFact = { type: 'IdentifierRetired', data: { fingerprint: 'f1', reason: 'moved' } };
const verify = (how: string) =>
  verifyIdentifier({ customerId: '1', kind: 'PHONE', value: '+431588580', how }, givenBy('AGENT'), phone);

describe('verifying an identifier', () => {
  it('records how it was verified', () => {
    given(registered, added).when(verify('called back')).then(verified('called back'));
  });

  it('does nothing when it was verified in this way already, and records another way', () => {
    given(registered, added, verified('called back')).when(verify('called back')).then();
    given(registered, added, verified('called back')).when(verify('passport')).then(verified('passport'));
  });

  it('starts anew with an identifier that was retired and added again', () => {
    given(registered, added, verified('called back'), retired, added)
      .when(verify('called back'))
      .then(verified('called back'));
  });

  it('refuses an identifier the customer does not have, or no longer', () => {
    given(registered).when(verify('called back')).refused('IDENTIFIER_UNKNOWN');
    given(registered, added, retired).when(verify('called back')).refused('IDENTIFIER_UNKNOWN');
    given().when(verify('called back')).refused('CUSTOMER_UNKNOWN');
  });
});
