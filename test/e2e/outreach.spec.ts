import { setTimeout as pause } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { By } from '@baton/contracts';
import { app } from '../../src/app.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

const ada: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const ines: By = { agent: 'ines', department: 'shop', role: 'AGENT' };
const tom: By = { agent: 'tom', department: 'repair', role: 'AGENT' };
/** Monday, 2 March 2026, ten in the morning in Vienna. */
const MORNING = '2026-03-02T09:00:00.000Z';

interface Outcome {
  readonly key?: string;
  readonly code?: string;
  readonly message?: string;
  readonly alternatives?: readonly string[];
}
interface Outreach {
  readonly outreachId: string;
  readonly live: boolean;
  readonly agent: string;
  readonly endedAt: string | null;
  readonly outcome: string | null;
}

describe('C4 calling the customer', () => {
  const customerId = '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';
  let clock: TestClock;
  let baton: TestBaton;
  let shop: Client;
  let repair: Client;
  let caseId: string;
  beforeEach(async () => {
    clock = new TestClock(MORNING);
    baton = await startBaton(app, { clock });
    const office = await baton.as(ada);
    [shop, repair] = await Promise.all([baton.as(ines), baton.as(tom)]);
    for (const department of ['shop', 'repair']) {
      await asks(office, 'openDepartment', { department, name: department, zone: 'Europe/Vienna' });
    }
    await asks(office, 'registerCustomer', { customerId, kind: 'PERSON', name: 'Ewa' });
    const opening = { customerId, matter: 'It is dead', kind: 'FAULT', contact: contact('INBOUND') };
    ({ key: caseId = '' } = await asks(shop, 'openCase', opening));
  });
  afterEach(() => baton.close());

  const contact = (direction: string, contactId = v7()) => ({
    ...{ contactId, direction, channel: 'PHONE', participants: ['Ewa'], disposition: 'FOLLOW_UP', matter: 'Dead' },
    ...{ startedAt: clock.now(), endedAt: clock.now() },
  });
  async function asks(client: Client, mutation: string, input: object): Promise<Outcome> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const operation = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ... on Receipt { key } ... on Refused { code message alternatives } } }`;
    return (await client.get<Record<string, Outcome>>(operation, { input }))[mutation] as Outcome;
  }
  const reserve = (client: Client, own: object = {}): Promise<Outcome> =>
    asks(client, 'reserveOutreach', {
      customerId,
      caseId,
      channel: 'PHONE',
      purpose: 'The date of the repair',
      ...own,
    });
  async function outreach(client = repair): Promise<readonly Outreach[]> {
    const query = `query ($id: ID!) { customerOutreach(customerId: $id) { outreach { outreachId live agent endedAt outcome } } }`;
    type Answer = { customerOutreach: { outreach: Outreach[] } };
    return (await client.get<Answer>(query, { id: customerId })).customerOutreach.outreach;
  }
  async function reached(): Promise<void> {
    const contactId = v7();
    await asks(shop, 'recordContact', { caseId, contact: contact('OUTBOUND', contactId) });
    const [{ outreachId = '' } = {}] = await outreach();
    const ended = { customerId, outreachId, outcome: 'REACHED', contactId };
    expect(await asks(shop, 'completeOutreach', ended)).not.toHaveProperty('code');
  }

  it('is done by one of two departments, and the other is told by whom, when and how it ended', async () => {
    expect(await reserve(shop)).not.toHaveProperty('code');
    const second = await reserve(repair);
    expect(second).toMatchObject({ code: 'OUTREACH_RESERVED' });
    expect(second.message).toMatch(
      /ines of shop reserved .* over PHONE at 2026-03-02T09:00:00.000Z: “The date of the repair”/,
    );

    clock.pass({ minutes: 10 });
    await reached();
    const afterwards = await reserve(repair);
    expect(afterwards).toMatchObject({ code: 'OUTREACH_HELD_UP', alternatives: ['JUST_REACHED'] });
    expect(afterwards.message).toContain(
      'ines of shop reached the customer about this over PHONE at 2026-03-02T09:10:00.000Z',
    );
    expect(await outreach()).toMatchObject([{ live: false, agent: 'ines', outcome: 'REACHED' }]);
  });

  it('is done by exactly one of two who ask at the same instant', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [one, two] = await Promise.all([reserve(shop), reserve(repair)]);
      expect([one.code, two.code].sort()).toEqual(['OUTREACH_RESERVED', undefined]);
      const [{ outreachId = '', agent = '' } = {}] = await outreach();
      const given = { customerId, outreachId, reason: 'Another round' };
      expect(await asks(agent === 'ines' ? shop : repair, 'releaseOutreach', given)).not.toHaveProperty('code');
    }
  });

  it('waits for nobody who forgets to say how it ended: that expires by itself after an hour', async () => {
    await reserve(shop);
    clock.pass({ minutes: 59 });
    expect(await reserve(repair)).toMatchObject({ code: 'OUTREACH_RESERVED' });
    clock.pass({ minutes: 1 });
    while ((await outreach())[0]?.endedAt === null) await pause(5);
    expect(await outreach()).toMatchObject([{ live: false, outcome: null, endedAt: clock.now() }]);
    expect(await reserve(repair)).not.toHaveProperty('code');
    // The call of the first took its time: how it ended is still worth knowing.
    const [, { outreachId = '' } = {}] = await outreach();
    const late = { customerId, outreachId, outcome: 'NO_ANSWER' };
    expect(await asks(shop, 'completeOutreach', late)).not.toHaveProperty('code');
  });

  it('is told of for seven days, and no longer, though nobody has reserved anything since', async () => {
    await reserve(shop);
    clock.pass({ minutes: 10 });
    await reached();
    clock.pass({ minutes: 7 * 24 * 60 - 1 });
    expect(await outreach(await baton.as(tom))).toHaveLength(1);
    clock.pass({ minutes: 1 });
    expect(await outreach(await baton.as(tom))).toEqual([]);
  });

  it('keeps the quiet hours and the channel of the customer, and what cannot wait is recorded', async () => {
    const preferences = { channel: 'EMAIL', zone: 'Europe/Vienna', quietFrom: '09:30', quietUntil: '11:00' };
    await asks(shop, 'setPreferences', { customerId, ...preferences });
    const held = await reserve(shop);
    expect(held).toMatchObject({ code: 'OUTREACH_HELD_UP', alternatives: ['QUIET_HOURS', 'OTHER_CHANNEL'] });
    expect(held.message).toContain('Wait until 2026-03-02T10:00:00.000Z');
    expect(await reserve(shop, { channel: 'EMAIL' })).not.toHaveProperty('code');
    const [{ outreachId = '' } = {}] = await outreach();
    await asks(shop, 'releaseOutreach', { customerId, outreachId, reason: 'She must know it now' });
    expect(await reserve(shop, { urgent: 'Her battery may burn' })).not.toHaveProperty('code');
    for await (const { type, data } of baton.baton.store.readStream(`customer-${customerId}`, {
      direction: 'backwards',
      limit: 1,
    })) {
      expect({ type, data }).toMatchObject({
        type: 'OutreachReserved',
        data: { urgent: { guards: ['QUIET_HOURS', 'OTHER_CHANNEL'], reason: 'Her battery may burn' } },
      });
    }
  });

  it('names a case of the customer, and a contact that was recorded', async () => {
    expect(await reserve(shop, { caseId: v7() })).toMatchObject({ code: 'CASE_UNKNOWN' });
    const another = '6d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';
    await asks(shop, 'registerCustomer', { customerId: another, kind: 'PERSON', name: 'Jan' });
    expect(await reserve(shop, { customerId: another })).toMatchObject({ code: 'CUSTOMERS_DIFFER' });
    await reserve(shop);
    const [{ outreachId = '' } = {}] = await outreach();
    const ended = { customerId, outreachId, outcome: 'REACHED', contactId: v7() };
    expect(await asks(shop, 'completeOutreach', ended)).toMatchObject({ code: 'CONTACT_UNKNOWN' });
  });

  it('is about the case in which work goes on, where the case was merged', async () => {
    const opening = { customerId, matter: 'It is dead', kind: 'FAULT', contact: contact('INBOUND') };
    const { key: into = '' } = await asks(shop, 'openCase', opening);
    await asks(shop, 'mergeCases', { caseId, into, reason: 'One matter' });
    await reserve(shop);
    expect(await reserve(repair, { caseId: into })).toMatchObject({ code: 'OUTREACH_RESERVED' });
  });

  it('is held up also where a colleague reached the customer without reserving it', async () => {
    const contactId = v7();
    await asks(shop, 'recordContact', { caseId, contact: contact('OUTBOUND', contactId) });
    const held = await reserve(repair);
    expect(held).toMatchObject({ code: 'OUTREACH_HELD_UP', alternatives: ['JUST_REACHED'] });
    expect(held.message).toContain(contactId);
    expect(await reserve(shop)).not.toHaveProperty('code');
  });

  it('stays reserved where the case is merged meanwhile, and ends with the contact that is recorded there', async () => {
    const opening = { customerId, matter: 'It is dead', kind: 'FAULT', contact: contact('INBOUND') };
    const { key: into = '' } = await asks(shop, 'openCase', opening);
    await reserve(shop);
    await asks(shop, 'mergeCases', { caseId, into, reason: 'One matter' });
    expect(await reserve(repair, { caseId: into })).toMatchObject({ code: 'OUTREACH_RESERVED' });

    const contactId = v7();
    await asks(shop, 'recordContact', { caseId: into, contact: contact('OUTBOUND', contactId) });
    const [{ outreachId = '' } = {}] = await outreach();
    const ended = { customerId, outreachId, outcome: 'REACHED', contactId };
    expect(await asks(shop, 'completeOutreach', ended)).not.toHaveProperty('code');
    expect(await reserve(repair, { caseId: into })).toMatchObject({ alternatives: ['JUST_REACHED'] });
  });
});
