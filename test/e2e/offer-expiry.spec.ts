import type { By } from '@baton/contracts';
import { app } from '../../src/app.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

const ada: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const ines: By = { agent: 'ines', department: 'shop', role: 'AGENT' };

interface Outcome {
  readonly key?: string;
  readonly position?: string;
  readonly code?: string;
}

interface Transfer {
  readonly status: string;
  readonly expiresAt: string | null;
  readonly calendar: string | null;
  readonly endedAt: string | null;
}

/** Friday, 6 March 2026, 15:00 in Vienna: an hour before repair closes for the weekend. */
const FRIDAY_AFTERNOON = '2026-03-06T14:00:00.000Z';

describe('an offer that nobody answers', () => {
  let clock: TestClock;
  let baton: TestBaton;
  let office: Client;
  let shop: Client;
  beforeEach(async () => {
    clock = new TestClock(FRIDAY_AFTERNOON);
    baton = await startBaton(app, { clock });
    [office, shop] = await Promise.all([baton.as(ada), baton.as(ines)]);
    for (const department of ['shop', 'repair', 'night-desk']) {
      await asks(office, 'openDepartment', { department, name: department, zone: 'Europe/Vienna' });
    }
    const weekly = ['MONDAY', 'FRIDAY'].map((day) => ({ day, from: '08:00', until: '16:00' }));
    await asks(office, 'setOpeningHours', { department: 'repair', weekly });
  });
  afterEach(() => baton.close());

  async function asks(client: Client, mutation: string, input: object): Promise<Outcome> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const operation = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ... on Receipt { key position } ... on Refused { code } } }`;
    return (await client.get<Record<string, Outcome>>(operation, { input }))[mutation] as Outcome;
  }

  async function offered(to: string, urgency = 'HIGH'): Promise<string> {
    const customerId = '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';
    await asks(office, 'registerCustomer', { customerId, kind: 'PERSON', name: 'Ewa' });
    const contact = {
      direction: 'INBOUND',
      channel: 'PHONE',
      participants: ['Ewa'],
      abandoned: true,
      matter: 'Dead',
      startedAt: '2026-03-06T13:50:00Z',
      endedAt: '2026-03-06T13:55:00Z',
    };
    const opening = { customerId, matter: 'It is dead', kind: 'FAULT', urgency, contact };
    const { key: caseId = '' } = await asks(shop, 'openCase', opening);
    await asks(shop, 'offerTransfer', { caseId, to, reason: 'SKILL_NEEDED', ask: 'repair it' });
    return caseId;
  }

  const transferOf = async (caseId: string): Promise<Transfer | undefined> => {
    const query = `query ($id: ID!) { case(id: $id) { transfers { status expiresAt calendar endedAt } } }`;
    const { case: theCase } = await shop.get<{ case: { transfers: Transfer[] } }>(query, { id: caseId });
    return theCase.transfers[0];
  };

  /** Resolves once the offer is no longer open; a spec that waits in vain ends by its time. */
  async function ended(caseId: string): Promise<Transfer> {
    for (;;) {
      const transfer = await transferOf(caseId);
      if (transfer && transfer.status !== 'OFFERED') return transfer;
    }
  }

  it("H4 expires in the receiver's opening hours, over a weekend, at the very instant, and is escalated", async () => {
    const caseId = await offered('repair');
    const open = {
      status: 'OFFERED',
      expiresAt: '2026-03-09T08:00:00.000Z',
      calendar: 'repair@1 offer-expiry@2',
      endedAt: null,
    };
    expect(await transferOf(caseId)).toEqual(open);

    clock.pass({ days: 2, hours: 17, minutes: 59 });
    // The token of Friday has ended meanwhile.
    shop = await baton.as(ines);
    expect(await transferOf(caseId)).toEqual(open);
    clock.pass({ minutes: 3 });
    expect(await ended(caseId)).toEqual({ ...open, status: 'EXPIRED', endedAt: open.expiresAt });

    const trail = `query ($id: ID!) { caseTrail(id: $id) { edges { node { type by { agent department via } occurredAt recordedAt } } } }`;
    const { caseTrail } = await shop.get<{ caseTrail: { edges: { node: object }[] } }>(trail, { id: caseId });
    const byItself = {
      by: { agent: 'baton', department: 'baton', via: 'expire-unanswered-offers' },
      occurredAt: open.expiresAt,
      recordedAt: clock.now(),
    };
    expect(caseTrail.edges.map(({ node }) => node).slice(-2)).toEqual([
      { type: 'TransferExpired', ...byItself },
      { type: 'EscalationRaised', ...byItself },
    ]);
    const lea = await baton.as({ agent: 'lea', department: 'repair', role: 'SUPERVISOR' });
    const escalated = async (): Promise<object[]> => {
      const list = `{ escalations(department: "repair", first: 5, atLeast: "${await baton.baton.store.head()}") { edges { node { caseId cause accountable state raisedAt times } } } }`;
      const { escalations } = await lea.get<{ escalations: { edges: { node: object }[] } }>(list, {});
      return escalations.edges.map(({ node }) => node);
    };
    const about = { caseId, cause: 'OFFER_EXPIRED', accountable: 'shop', raisedAt: open.expiresAt, times: 1 };
    expect(await escalated()).toEqual([{ ...about, state: 'UNANSWERED' }]);
    const { errors } = await shop.ask('{ escalations(department: "shop") { totalCount } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    await asks(shop, 'offerTransfer', { caseId, to: 'night-desk', reason: 'SKILL_NEEDED', ask: 'repair it' });
    expect(await escalated()).toEqual([{ ...about, state: 'UNDER_WAY' }]);
    await asks(shop, 'recallTransfer', { caseId, reason: 'It works again' });
    await asks(shop, 'claimCase', { caseId });
    expect(await escalated()).toEqual([]);

    const metrics = await (await fetch(`${baton.url}/metrics`)).text();
    expect(metrics).toContain('baton_policy_commands_total{policy="expire-unanswered-offers",outcome="done"} 1');
  });

  it('H4 expires around the clock where the receiver never said when it is open', async () => {
    const caseId = await offered('night-desk');
    expect(await transferOf(caseId)).toMatchObject({
      expiresAt: '2026-03-06T16:00:00.000Z',
      calendar: 'always@1 offer-expiry@2',
    });
  });

  it('H10 warns once an offer has waited for an opening day of the receiver, and goes on waiting', async () => {
    const caseId = await offered('repair', 'LOW');
    clock.pass({ days: 3, hours: 2 });
    shop = await baton.as(ines);
    const query = `query ($id: ID!) { case(id: $id) { alarmLevel alarms { cause } transfers { status waitedAt expiresAt } } }`;
    interface Warned {
      readonly alarmLevel: string | null;
      readonly transfers: readonly { readonly waitedAt: string; readonly status: string }[];
    }
    const now = async (): Promise<Warned> => (await shop.get<{ case: Warned }>(query, { id: caseId })).case;
    let found = await now();
    while (found.alarmLevel === null) found = await now();
    // An hour on Friday, seven on Monday: eight hours, as long as it is open on a day.
    expect(found).toEqual({
      alarmLevel: 'WARNING',
      alarms: [{ cause: 'WAITED_AN_OPENING_DAY' }],
      transfers: [{ status: 'OFFERED', waitedAt: '2026-03-09T14:00:00.000Z', expiresAt: '2026-03-13T14:00:00.000Z' }],
    });
    const before = await baton.baton.store.head();
    await baton.runner.rebuild('timers');
    await baton.runner.catchUp();
    expect(await baton.baton.store.head()).toBe(before);
  });

  it('is not expired twice because the views are built anew, and may be offered again', async () => {
    const caseId = await offered('night-desk');
    clock.pass({ hours: 2 });
    await ended(caseId);
    const before = await baton.baton.store.head();
    await baton.runner.rebuild('timers');
    await baton.runner.catchUp();
    expect(await baton.baton.store.head()).toBe(before);
    const again = await asks(shop, 'offerTransfer', { caseId, to: 'repair', reason: 'SKILL_NEEDED', ask: 'repair it' });
    expect(again.code).toBeUndefined();
  });

  it('nobody can ask that it expire', async () => {
    const { errors } = await office.ask('mutation { expireTransfer(input: {}) { __typename } }');
    expect(errors?.[0]?.message).toContain('expireTransfer');
  });
});
