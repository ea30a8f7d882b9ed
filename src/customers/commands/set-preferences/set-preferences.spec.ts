import type { CustomerFact, PreferencesSet } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { customerAggregate } from '../../customer.state.js';
import { setPreferences } from './set-preferences.decision.js';

const { given } = scenarios(customerAggregate, (facts: readonly CustomerFact[]) => recorded('customer-1', facts));
const registered: CustomerFact = { type: 'CustomerRegistered', data: { kind: 'PERSON', name: 'Ines Moser' } };
const are = (data: PreferencesSet): CustomerFact => ({ type: 'PreferencesSet', data });
const set = (preferences: PreferencesSet) => setPreferences({ customerId: '1', ...preferences }, givenBy('AGENT'));
const full: PreferencesSet = {
  channel: 'EMAIL',
  language: 'de-AT',
  zone: 'Europe/Vienna',
  quietFrom: '21:00',
  quietUntil: '08:30',
};

describe('setting preferences', () => {
  it('keeps them as a whole, the language in its one form', () => {
    given(registered)
      .when(set({ ...full, language: 'DE-at' }))
      .then(are(full));
  });

  it('replaces what was set before: what is left out is no longer known', () => {
    given(registered, are(full))
      .when(set({ language: 'fr' }))
      .then(are({ language: 'fr' }));
    given(registered, are(full)).when(set({})).then(are({}));
  });

  it('does nothing when they are the same', () => {
    given(registered, are(full))
      .when(set({ ...full, language: 'de-at' }))
      .then();
    given(registered).when(set({})).then();
  });

  it.each<[string, PreferencesSet, string]>([
    ['a language that is no tag', { language: 'en_US' }, 'language'],
    ['a zone that does not exist', { zone: 'Europe/Atlantis' }, 'zone'],
    ['a time that does not exist', { quietFrom: '25:00', quietUntil: '08:00' }, 'quietFrom'],
    ['a time that is not HH:MM', { quietFrom: '21:00', quietUntil: '8am' }, 'quietUntil'],
    ['quiet hours without an end', { quietFrom: '21:00' }, 'quietUntil'],
    ['quiet hours without a start', { quietUntil: '08:00' }, 'quietFrom'],
    ['quiet hours without a length', { quietFrom: '21:00', quietUntil: '21:00' }, 'quietUntil'],
  ])('refuses %s and names it', (_, preferences, field) => {
    given(registered).when(set(preferences)).refused('PREFERENCE_INVALID', field);
  });

  it('refuses an unknown customer', () => {
    given().when(set(full)).refused('CUSTOMER_UNKNOWN');
  });
});
