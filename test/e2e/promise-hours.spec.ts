import { derivedId, type By } from '@baton/contracts';
import { app } from '../../src/app.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

const ada: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const ines: By = { agent: 'ines', department: 'shop', role: 'AGENT' };
/** Friday, 6 March 2026, two in the afternoon in Vienna, three in Jerusalem. */
const FRIDAY = '2026-03-06T13:00:00.000Z';
const customerId = '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';
const contactId = derivedId(customerId, 'first call');

const call = {
  ...{
    contactId,
    direction: 'INBOUND',
    channel: 'PHONE',
    participants: ['Ruth'],
    disposition: 'FOLLOW_UP',
    matter: 'Dead',
  },
};

interface Outcome {
  readonly key?: string;
  readonly code?: string;
  readonly message?: string;
  readonly alternatives?: readonly string[];
}

describe('P2 a promise over the hours of a department and of a customer', () => {
  let baton: TestBaton;
  let office: Client;
  let shop: Client;
  let caseId: string;
  beforeAll(async () => {
    baton = await startBaton(app, { clock: new TestClock(FRIDAY) });
    [office, shop] = await Promise.all([baton.as(ada), baton.as(ines)]);
    await asks(office, 'openDepartment', { department: 'shop', name: 'Shop', zone: 'Europe/Vienna' });
    await opens('09:00');
    await asks(office, 'registerCustomer', { customerId, kind: 'PERSON', name: 'Ruth' });
    const quiet = { quietFrom: '17:00', quietUntil: '12:00', zone: 'Asia/Jerusalem' };
    await asks(office, 'setPreferences', { customerId, ...quiet });
    const contact = { ...call, startedAt: '2026-03-06T12:50:00.000Z', endedAt: '2026-03-06T12:55:00.000Z' };
    ({ key: caseId = '' } = await asks(shop, 'openCase', { customerId, matter: 'It is dead', kind: 'FAULT', contact }));
  });
  afterAll(() => baton.close());

  const opens = (from: string): Promise<Outcome> => {
    const weekly = ['MONDAY', 'FRIDAY'].map((day) => ({ day, from, until: '18:00' }));
    return asks(office, 'setOpeningHours', { department: 'shop', weekly });
  };
  async function asks(client: Client, mutation: string, input: object): Promise<Outcome> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const operation = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ... on Receipt { key } ... on Refused { code message alternatives } } }`;
    return (await client.get<Record<string, Outcome>>(operation, { input }))[mutation] as Outcome;
  }
  const promises = (due: string, own: object = {}): Promise<Outcome> =>
    asks(shop, 'makePromise', {
      ...{ caseId, contactId, due, beneficiary: 'Ruth', zone: 'Europe/Vienna', channel: 'PHONE' },
      ...{ action: 'The shop calls with the date of the repair', evidence: 'The call is recorded', ...own },
    });
  async function lastOf(): Promise<{ type: string; data: Record<string, unknown> }> {
    const range = { direction: 'backwards', limit: 1 } as const;
    for await (const { type, data } of baton.baton.store.readStream(`case-${caseId}`, range)) {
      return { type, data: data as Record<string, unknown> };
    }
    throw new Error('there is no such case');
  }

  /** Monday from nine to five in Vienna, of which the customer can be called from eleven to four. */
  const MONDAY =
    'From 2026-03-09T10:00:00.000Z, due 2026-03-09T12:00:00.000Z (Mon 09 Mar, 13:00 Europe/Vienna; Mon 09 Mar, 14:00 Asia/Jerusalem)';

  it('is refused on Saturday, when the shop is closed, with three times that suit both', async () => {
    const refused = await promises('2026-03-07T10:30:00.000Z');
    expect(refused).toMatchObject({ code: 'PROMISE_OUTSIDE_HOURS' });
    expect(refused.message).toContain('shop is closed at 2026-03-07T10:30:00.000Z (Sat 07 Mar, 11:30 Europe/Vienna)');
    expect(refused.alternatives).toHaveLength(3);
    expect(refused.alternatives?.[0]).toBe(MONDAY);
  });

  it('is refused in the quiet hours of the customer, also when it is moved there', async () => {
    const refused = await promises('2026-03-06T16:00:00.000Z');
    expect(refused).toMatchObject({ code: 'PROMISE_OUTSIDE_HOURS' });
    expect(refused.message).toContain('not from 17:00 to 12:00 (Asia/Jerusalem)');
    expect(await promises('2026-03-06T14:30:00.000Z')).not.toHaveProperty('code');
    const { data } = await lastOf();
    const told = derivedId(customerId, 'told');
    await asks(shop, 'recordContact', {
      caseId,
      contact: { ...call, contactId: told, startedAt: FRIDAY, endedAt: FRIDAY },
    });
    const moving = { caseId, promiseId: data['promiseId'], contactId: told, reason: 'The pump is late' };
    const moved = await asks(shop, 'renegotiatePromise', { ...moving, due: '2026-03-06T16:00:00.000Z' });
    expect(moved).toMatchObject({
      code: 'PROMISE_OUTSIDE_HOURS',
      alternatives: [MONDAY, expect.anything(), expect.anything()],
    });
    expect(await asks(shop, 'renegotiatePromise', { ...moving, due: '2026-03-09T12:00:00.000Z' })).not.toHaveProperty(
      'code',
    );
  });

  it('is proposed for a time that suits both, where the agent named none', async () => {
    const refused = await promises('2026-03-09T12:00:00.000Z', { due: undefined });
    expect(refused).toMatchObject({ code: 'PROMISE_VAGUE' });
    expect(refused.alternatives?.[0]).toContain('by 2026-03-06T15:00:00.000Z (Europe/Vienna)');
  });

  it('records what it was held against, and keeps its time when the hours change afterwards', async () => {
    await promises('2026-03-09T11:00:00.000Z');
    const made = await lastOf();
    const calendar = expect.stringMatching(/^shop.*, quiet-hours 17:00-12:00 Asia\/Jerusalem$/) as string;
    expect(made).toMatchObject({ type: 'PromiseMade', data: { due: '2026-03-09T11:00:00.000Z', calendar } });
    await opens('15:00');
    expect(await lastOf()).toEqual(made);
    expect(await promises('2026-03-09T11:30:00.000Z')).toMatchObject({ code: 'PROMISE_OUTSIDE_HOURS' });
  });

  it('H10 leaves the end of a shift to when the sender is open, not to when it can be called', async () => {
    const on = (until: string) => [{ day: 'FRIDAY', from: '09:00', until }];
    // It is two in the afternoon: the telephone rests within the hour, the shop does not.
    await asks(office, 'setOpeningHours', {
      ...{ department: 'shop', weekly: on('18:00') },
      channels: [{ channel: 'PHONE', weekly: on('14:30') }],
    });
    await asks(office, 'openDepartment', { department: 'repair', name: 'Repair', zone: 'Europe/Vienna' });
    const offer = { caseId, to: 'repair', reason: 'ABSENCE_OR_SHIFT', ask: 'Mend it', ifThen: ['Lend one'] };
    expect(await asks(shop, 'offerTransfer', { ...offer, noneVerified: true })).not.toHaveProperty('code');
    const offered = await lastOf();
    expect(offered.type).toBe('TransferOffered');
    expect(offered.data).not.toHaveProperty('shiftOnRecord');
    expect(await asks(shop, 'recallTransfer', { caseId, reason: 'We stay' })).not.toHaveProperty('code');
  });

  it('is refused where it lies farther ahead than anybody can promise', async () => {
    expect(await promises('9999-12-31T23:59:59.000Z')).toMatchObject({ code: 'PROMISE_TOO_FAR' });
    const query = '{ availability(department: "shop", at: "9999-12-31T23:59:59Z") { open } }';
    expect((await shop.ask(query)).errors?.[0]).toMatchObject({ extensions: { code: 'INPUT_INVALID' } });
  });

  it('goes by the hours of its channel, which availability says to whoever asks', async () => {
    const on = (from: string, until: string) => [{ day: 'MONDAY', from, until }];
    await asks(office, 'setOpeningHours', {
      ...{ department: 'shop', weekly: on('09:00', '18:00') },
      channels: [{ channel: 'PHONE', weekly: on('12:00', '13:00') }],
    });
    const byPhone = await promises('2026-03-09T13:30:00.000Z');
    expect(byPhone).toMatchObject({
      code: 'PROMISE_OUTSIDE_HOURS',
      alternatives: [expect.stringContaining('due 2026-03-16T12:00:00.000Z'), expect.anything(), expect.anything()],
    });
    expect(await promises('2026-03-09T13:30:00.000Z', { channel: 'EMAIL' })).not.toHaveProperty('code');
    expect((await lastOf()).data['calendar']).toMatch(/^shop@\d+$/);
    const query = `query ($channel: Channel) { availability(department: "shop", channel: $channel, at: "2026-03-09T13:30:00Z") { open until opensAt hours { from until } calendar } }`;
    const asked = async (channel?: string) =>
      (await shop.get<{ availability: object }>(query, { channel })).availability;
    expect(await asked()).toMatchObject({ open: true, until: '2026-03-09T17:00:00.000Z' });
    expect(await asked('PHONE')).toMatchObject({
      ...{
        open: false,
        opensAt: '2026-03-16T11:00:00.000Z',
        calendar: expect.stringMatching(/^shop@\d+\/PHONE$/) as string,
      },
      hours: [{ from: '2026-03-16T11:00:00.000Z', until: '2026-03-16T12:00:00.000Z' }],
    });
    const nowhere = await shop.get<{ availability: null }>('{ availability(department: "nowhere") { open } }');
    expect(nowhere.availability).toBeNull();
  });
});
