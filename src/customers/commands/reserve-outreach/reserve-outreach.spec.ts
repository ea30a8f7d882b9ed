import { derivedId, type CustomerFact, type Given, type OutreachReserved } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { customerAggregate } from '../../customer.state.js';
import type { KnownMatter } from '../../matter-directory.js';
import { reserveOutreach, type ReserveOutreach } from './reserve-outreach.decision.js';

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000000';
const CASE = 'cccccccc-0000-4000-8000-000000000000';
const SURVIVOR = 'dddddddd-0000-4000-8000-000000000000';
const { given } = scenarios(customerAggregate, (facts: readonly CustomerFact[]) => recorded(`customer-${ANNA}`, facts));
const registered: CustomerFact = { type: 'CustomerRegistered', data: { kind: 'PERSON', name: 'Anna Kern' } };
const prefers: CustomerFact = { type: 'PreferencesSet', data: { channel: 'EMAIL' } };
const caller = givenBy('AGENT');
const later = (hours: number, by: Partial<Given['by']> = {}): Given => {
  const { now, commandId } = caller;
  const id = derivedId(commandId, `later ${hours}`);
  const then = new Date(Date.parse(now) + hours * 60 * 60 * 1000).toISOString();
  return { ...caller, by: { ...caller.by, ...by }, now: then, commandId: id };
};
const until = new Date(Date.parse(caller.now) + 60 * 60 * 1000).toISOString();
const outreachId = derivedId(caller.commandId, 'outreach');
const matter: KnownMatter = { caseId: CASE, cases: [CASE], customerId: ANNA, promisedOver: [] };
const want: ReserveOutreach = { customerId: ANNA, caseId: CASE, channel: 'PHONE', purpose: 'The date of the repair' };
const reserve = (own: Partial<ReserveOutreach> = {}, by = caller, of: KnownMatter | undefined = matter) =>
  reserveOutreach({ ...want, ...own }, by, { matter: of });
const reserved = (own: Partial<OutreachReserved> = {}): CustomerFact => {
  const data = { outreachId, caseId: CASE, channel: want.channel, purpose: want.purpose, until };
  return { type: 'OutreachReserved', data: { ...data, rules: 'outreach-guard@1', ...own } };
};

describe('C4 reserving an outreach', () => {
  it('holds for an hour, and records by which rules it was judged', () => {
    given(registered).when(reserve()).then(reserved());
  });

  it('does nothing the second time', () => {
    given(registered, reserved()).when(reserve()).then();
  });

  const merged: KnownMatter = { ...matter, caseId: SURVIVOR, cases: [SURVIVOR, CASE] };
  it('is about the case that is named, so that it stays with that one where a merge is undone', () => {
    given(registered)
      .when(reserve({}, caller, merged))
      .then(reserved({ caseId: CASE }));
  });

  it.each([CASE, SURVIVOR])(
    'is refused while one is live for any case of the matter, merged before or since: %s',
    (caseId) => {
      for (const named of merged.cases) {
        given(registered, reserved({ caseId }))
          .when(reserve({ caseId: named }, later(0.5), merged))
          .refused('OUTREACH_RESERVED');
      }
    },
  );

  it('is refused while somebody else contacts the customer about the case, and says who, since when and what about', () => {
    const other = later(0.5, { agent: 'tom', department: 'repair' });
    given(registered, reserved()).when(reserve({}, other)).refused('OUTREACH_RESERVED');
    expect(() => reserve({}, other)(stateOf(registered, reserved()))).toThrow(
      /of .* reserved .* over PHONE .*date of the repair/,
    );
  });

  it('is refused also where it is urgent: two must not speak to the customer at once', () => {
    given(registered, reserved())
      .when(reserve({ urgent: 'It burns' }, later(0.5)))
      .refused('OUTREACH_RESERVED');
  });

  it('goes through once the time of the other is over, also before that was written down', () => {
    const at = later(1);
    given(registered, reserved())
      .when(reserve({}, at))
      .then(
        reserved({
          outreachId: derivedId(at.commandId, 'outreach'),
          until: new Date(Date.parse(at.now) + 60 * 60 * 1000).toISOString(),
        }),
      );
  });

  it.each<[string, CustomerFact]>([
    ['it was given back', { type: 'OutreachReleased', data: { outreachId, reason: 'Not needed' } }],
    ['nobody answered', { type: 'OutreachCompleted', data: { outreachId, outcome: 'NO_ANSWER' } }],
    ['it expired', { type: 'OutreachExpired', data: { outreachId } }],
  ])('goes through where %s', (_, ended) => {
    const at = later(0.5);
    given(registered, reserved(), ended)
      .when(reserve({}, at))
      .then(
        reserved({
          outreachId: derivedId(at.commandId, 'outreach'),
          until: new Date(Date.parse(at.now) + 60 * 60 * 1000).toISOString(),
        }),
      );
  });

  it('is refused where something holds it up, and says what', () => {
    given(registered, prefers).when(reserve()).refused('OUTREACH_HELD_UP');
    expect(() => reserve()(stateOf(registered, prefers))).toThrow(/prefers EMAIL/);
  });

  it('is refused where a contact of the matter tells that somebody else reached the customer', () => {
    const lastReached = { contactId: SURVIVOR, agent: 'tom', department: 'repair', at: caller.now };
    given(registered)
      .when(reserve({}, caller, { ...matter, lastReached }))
      .refused('OUTREACH_HELD_UP');
  });

  it('goes through where it is urgent, and records what was passed over and why', () => {
    const urgent = { guards: ['OTHER_CHANNEL' as const], reason: 'The courier leaves now' };
    given(registered, prefers)
      .when(reserve({ urgent: urgent.reason }))
      .then(reserved({ urgent }));
  });

  it('records no override where nothing held it up', () => {
    given(registered)
      .when(reserve({ urgent: 'It burns' }))
      .then(reserved());
  });

  it('goes over the channel that an open promise names', () => {
    given(registered, prefers)
      .when(reserve({}, caller, { ...matter, promisedOver: ['PHONE'] }))
      .then(reserved());
  });

  it('refuses a case that there is not, one of another customer and one of none, and an unknown customer', () => {
    given(registered)
      .when(reserveOutreach(want, caller, { matter: undefined }))
      .refused('CASE_UNKNOWN', 'caseId');
    given(registered)
      .when(reserve({}, caller, { ...matter, customerId: CASE }))
      .refused('CUSTOMERS_DIFFER', 'customerId');
    given(registered)
      .when(reserve({}, caller, { ...matter, customerId: undefined }))
      .refused('CUSTOMERS_DIFFER', 'customerId');
    given().when(reserve()).refused('CUSTOMER_UNKNOWN');
  });
});

const stateOf = (...facts: CustomerFact[]) =>
  recorded(`customer-${ANNA}`, facts).reduce(customerAggregate.evolve, customerAggregate.initial);
