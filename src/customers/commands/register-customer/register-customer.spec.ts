import type { CustomerFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { check } from '@baton/fields';
import { givenBy } from '../../../../test/support/callers.js';
import { customerAggregate } from '../../customer.state.js';
import type { KnownIdentifier } from '../../identifier.js';
import { registerCustomer, RegisterCustomer, registeredId } from './register-customer.decision.js';

const { given } = scenarios(customerAggregate, (facts: readonly CustomerFact[]) => recorded('customer-1', facts));
const phone: KnownIdentifier = { kind: 'PHONE', value: '+431588580', fingerprint: 'f1' };
const mail: KnownIdentifier = { kind: 'EMAIL', value: 'moser@example.org', fingerprint: 'f2' };
const registered: CustomerFact = { type: 'CustomerRegistered', data: { kind: 'PERSON', name: 'Ines Moser' } };
const added = ({ kind, value, fingerprint }: KnownIdentifier): CustomerFact => ({
  type: 'IdentifierAdded',
  data: { kind, value, fingerprint },
});
const register = (name: string, ...identifiers: KnownIdentifier[]) =>
  registerCustomer({ kind: 'PERSON', name }, givenBy('AGENT'), identifiers);

describe('registering a customer', () => {
  it('registers it with its first identifiers', () => {
    given()
      .when(register('Ines Moser', phone, mail))
      .then(registered, added(phone), added(mail));
    given().when(register('Ines Moser')).then(registered);
  });

  it('does nothing when the same customer is registered with the same identifiers', () => {
    given(registered, added(phone), added(mail))
      .when(register('Ines Moser', mail, phone))
      .then();
  });

  it('refuses an id that another customer has, and never tells who that is', () => {
    const refusal = given(registered).when(register('Mallory')).refused('CUSTOMER_EXISTS');
    expect(refusal.message).not.toContain('Moser');
    given(registered, added(phone)).when(register('Ines Moser')).refused('CUSTOMER_EXISTS');
    given(registered).when(register('Ines Moser', phone)).refused('CUSTOMER_EXISTS');
  });

  it('keeps a name as it was written, whatever it contains', () => {
    const name = '<script>alert(1)</script> \u202eresoM "Ines"; DROP TABLE';
    given()
      .when(register(name))
      .then({ type: 'CustomerRegistered', data: { kind: 'PERSON', name } });
  });

  it("names the customer by the command's id where the caller names none, the same each time", () => {
    const command: RegisterCustomer = { kind: 'PERSON', name: 'Ines Moser' };
    const id = registeredId(command, givenBy('AGENT'));
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(registeredId(command, givenBy('ADMIN'))).toBe(id);
    expect(registeredId({ ...command, customerId: 'mine' }, givenBy('AGENT'))).toBe('mine');
  });

  it.each([
    ['no name', { kind: 'PERSON', name: '' }, 'name'],
    ['a name that is too long', { kind: 'PERSON', name: 'x'.repeat(201) }, 'name'],
    ['a kind nobody knows', { kind: 'ROBOT', name: 'Ines' }, 'kind'],
    ['an id that is no UUID', { customerId: '1', kind: 'PERSON', name: 'Ines' }, 'customerId'],
    [
      'an identifier without a value',
      { kind: 'PERSON', name: 'Ines', identifiers: [{ kind: 'PHONE' }] },
      'identifiers.0.value',
    ],
    [
      'too many identifiers',
      {
        kind: 'PERSON',
        name: 'Ines',
        identifiers: Array.from({ length: 21 }, () => ({ kind: 'PHONE', value: '+43' })),
      },
      'identifiers',
    ],
  ])('is not asked with %s', (_, command, path) => {
    expect(check(RegisterCustomer, command).map((problem) => problem.path)).toContain(path);
  });
});
