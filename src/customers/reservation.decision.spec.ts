import type { IdentifierFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { freeIdentifier, giveBackIdentifier, reserveIdentifier, restoreIdentifier } from './reservation.decision.js';
import { reservationAggregate } from './reservation.state.js';

const { given } = scenarios(reservationAggregate, (facts: readonly IdentifierFact[]) =>
  recorded('identifier-f1', facts),
);
const reserved = (customerId: string): IdentifierFact => ({ type: 'IdentifierReserved', data: { customerId } });
const freed = (customerId: string, reason: string): IdentifierFact => ({
  type: 'IdentifierFreed',
  data: { customerId, reason },
});
/** The first event of a stream is recorded at 09:00:00. */
const at = (now: string) => ({ now: `2026-03-02T${now}.000Z` });
const LAPSED = 'The customer it was reserved for never took it';

describe('the reservation of an identifier', () => {
  it('is made where the identifier belongs to nobody, for the first time or again', () => {
    given()
      .when(reserveIdentifier({ customerId: 'anna' }, at('09:00:00')))
      .then(reserved('anna'));
    given(reserved('bert'), freed('bert', 'retired'))
      .when(reserveIdentifier({ customerId: 'anna' }, at('09:00:00')))
      .then(reserved('anna'));
  });

  it('stands when the same customer reserves it again', () => {
    given(reserved('anna'))
      .when(reserveIdentifier({ customerId: 'anna' }, at('12:00:00')))
      .then();
  });

  it('is refused to another customer, however old it is, and tells that customer by its id only', () => {
    const refusal = given(reserved('anna'))
      .when(reserveIdentifier({ customerId: 'bert' }, at('23:00:00')))
      .refused('IDENTIFIER_TAKEN', 'anna');
    expect(refusal.details.alternatives).toContain('Look that customer up with customerByIdentifier.');
  });

  it('is waited for a minute when its customer has not confirmed it, then taken over', () => {
    const claim = { customerId: 'bert', unconfirmed: 'anna' };
    given(reserved('anna'))
      .when(reserveIdentifier(claim, at('09:01:00')))
      .refused('IDENTIFIER_TAKEN', 'at this moment');
    given(reserved('anna'))
      .when(reserveIdentifier(claim, at('09:01:01')))
      .then(freed('anna', LAPSED), reserved('bert'));
  });

  it('is not taken over from a customer of whom nothing was seen', () => {
    given(reserved('carl'))
      .when(reserveIdentifier({ customerId: 'bert', unconfirmed: 'anna' }, at('23:00:00')))
      .refused('IDENTIFIER_TAKEN', 'carl');
  });

  it('is freed for its own customer only, and once', () => {
    given(reserved('anna')).when(freeIdentifier('anna', 'retired')).then(freed('anna', 'retired'));
    given(reserved('anna')).when(freeIdentifier('bert', 'retired')).then();
    given(reserved('anna'), freed('anna', 'retired')).when(freeIdentifier('anna', 'retired')).then();
  });

  it('is restored only where nobody else took the identifier', () => {
    given(reserved('anna'), freed('anna', 'retired')).when(restoreIdentifier('anna')).then(reserved('anna'));
    given(reserved('bert')).when(restoreIdentifier('anna')).then();
  });

  it('is given back to the customer before, who took the identifier after all', () => {
    const past = [reserved('anna'), freed('anna', LAPSED), reserved('bert')];
    expect(given(...past).state()).toMatchObject({ holder: 'bert', before: 'anna' });
    given(...past)
      .when(giveBackIdentifier('bert', 'anna'))
      .then(freed('bert', 'The customer before took it after all'), reserved('anna'));
    given(reserved('carl')).when(giveBackIdentifier('bert', 'anna')).then();
  });

  it('is not read from a stream that holds a foreign word', () => {
    expect(() => given({ type: 'CaseClosed', data: {} } as unknown as IdentifierFact).state()).toThrow('CaseClosed');
  });
});
