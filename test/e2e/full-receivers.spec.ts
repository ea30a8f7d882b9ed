import type { By } from '@baton/contracts';
import { app } from '../../src/app.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

const ada: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const ines: By = { agent: 'ines', department: 'shop', role: 'AGENT' };
const tom: By = { agent: 'tom', department: 'repair', role: 'AGENT' };

interface Outcome {
  readonly key: string;
  readonly position: string;
  readonly code?: string;
  readonly message?: string;
  readonly alternatives?: readonly string[];
  readonly proposal?: Readonly<Record<string, unknown>>;
}

const CUSTOMER = '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';
const PROPOSAL = 'caseId department beneficiary action callback from due zone channel evidence contactId';

describe('an offer to a department that has all the work it can do', () => {
  let baton: TestBaton;
  let office: Client;
  let shop: Client;
  let repair: Client;
  beforeAll(async () => {
    baton = await startBaton(app, { clock: new TestClock('2026-03-06T10:00:00.000Z') });
    [office, shop, repair] = await Promise.all([baton.as(ada), baton.as(ines), baton.as(tom)]);
    for (const department of ['shop', 'repair']) {
      await asks(office, 'openDepartment', { department, name: department, zone: 'Europe/Vienna' });
    }
    await asks(office, 'registerAgent', { agent: 'tom', name: 'Tom', department: 'repair' });
    await asks(office, 'registerCustomer', { customerId: CUSTOMER, kind: 'PERSON', name: 'Ewa' });
    const quiet = { quietFrom: '08:00', quietUntil: '13:00', zone: 'Europe/Vienna' };
    await asks(office, 'setPreferences', { customerId: CUSTOMER, ...quiet });
  });
  afterAll(() => baton.close());

  async function asks(client: Client, mutation: string, input: object): Promise<Outcome> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const operation = `mutation ($input: ${type}!) { ${mutation}(input: $input) {
      ... on Receipt { key position } ... on Refused { code message alternatives proposal { ${PROPOSAL} } } } }`;
    return (await client.get<Record<string, Outcome>>(operation, { input }))[mutation] as Outcome;
  }

  const opens = async (client: Client): Promise<Outcome> => {
    const contact = {
      ...{ direction: 'INBOUND', channel: 'PHONE', participants: ['Ewa'], matter: 'Dead', disposition: 'SOLVED' },
      ...{ startedAt: '2026-03-06T09:50:00Z', endedAt: '2026-03-06T09:55:00Z' },
    };
    const matter = { matter: 'It is dead', kind: 'FAULT', urgency: 'LOW' };
    return asks(client, 'openCase', { customerId: CUSTOMER, ...matter, contact });
  };
  const offers = (caseId: string, more: object = {}): Promise<Outcome> =>
    asks(shop, 'offerTransfer', {
      ...{ caseId, to: 'repair', reason: 'SKILL_NEEDED', ask: 'repair it' },
      ...{ ifThen: ['If there is no part, lend a machine'], noneVerified: true },
      ...more,
    });

  /** Resolves once the loads hold what was written until then. */
  const counted = (atLeast: string): Promise<unknown> =>
    office.get('query ($atLeast: String) { departmentLoad(department: "repair", atLeast: $atLeast) { accountable } }', {
      atLeast,
    });
  const transferOf = async (id: string): Promise<unknown> => {
    const query = `query ($id: ID!) { case(id: $id) { transfers {
      queue { limitOf of limit cases place turns position } suggestion { rules rank position } } } }`;
    return (await shop.get<{ case: { transfers: unknown[] } }>(query, { id })).case.transfers.at(-1);
  };

  it('H7 refuses the customer on the line with a call back that can be promised, and lets the case stand in a line', async () => {
    const first = await opens(repair);
    await asks(office, 'setCapacity', { department: 'repair', cases: 1 });
    await counted(first.position);
    const [one, two] = [await opens(shop), await opens(shop)];

    const refused = await offers(one.key, { mode: 'BLIND' });
    expect(refused).toMatchObject({
      code: 'RECEIVER_FULL',
      message: 'repair has 1 open cases and 0 on offer; it can work on 1 at a time.',
      alternatives: [expect.stringContaining('it has place 1 in the line'), expect.stringContaining('makePromise')],
    });
    // Eleven in Vienna: the customer must not be called before one.
    expect(refused.proposal).toMatchObject({ channel: 'PHONE', from: '2026-03-06T12:00:00.000Z' });
    expect((await asks(shop, 'makePromise', { ...refused.proposal })).code).toBeUndefined();

    await counted((await offers(one.key)).position);
    expect((await offers(two.key)).code).toBeUndefined();
    const line = { limitOf: 'DEPARTMENT', of: 'repair', limit: 1, cases: 1 };
    expect(await transferOf(one.key)).toMatchObject({ queue: { ...line, place: 1, turns: 1 } });
    expect(await transferOf(two.key)).toMatchObject({ queue: { ...line, place: 2, turns: 2 } });
  });

  it('X4 suggests who has the skill that is wanted without any earlier transfer, and says when they have all they can do', async () => {
    await asks(office, 'openDepartment', { department: 'gas', name: 'Gas', zone: 'Europe/Vienna' });
    const skills = await asks(office, 'setDepartmentSkills', { department: 'gas', skills: ['gas meter'] });
    const { key } = await opens(shop);
    const suggested = async (atLeast: string) => {
      const query = `query ($id: ID!, $atLeast: String) { suggestDepartments(id: $id, ask: "Read the gas meter", atLeast: $atLeast) {
        rules position suggestions { department rank full reasons seal } } }`;
      const { suggestDepartments: found } = await shop.get<{
        suggestDepartments: {
          rules: string;
          position: string;
          suggestions: { department: string; rank: number; full: boolean; reasons: string[]; seal: string }[];
        };
      }>(query, { id: key, atLeast });
      const made = found.suggestions.find(({ department }) => department === 'gas');
      return { ...made, rules: found.rules, position: found.position };
    };
    const reasons = ['gas has taken nothing from shop yet.', 'It can do what is wanted: gas meter.'];
    expect(await suggested(skills.position)).toMatchObject({ full: false, reasons });

    const unknown = `query ($id: ID!, $skill: String) { suggestDepartments(id: $id, skill: $skill) { skillUnknown suggestions { department } } }`;
    const withSkill = (skill?: string) =>
      shop.get<{ suggestDepartments: { skillUnknown: string | null } }>(unknown, { id: key, skill });
    expect((await withSkill('gass meter')).suggestDepartments.skillUnknown).toContain('has the skill gass meter');
    expect((await withSkill('gas meter')).suggestDepartments.skillUnknown).toBeNull();
    expect((await withSkill()).suggestDepartments.skillUnknown).toBeNull();

    const perSkill = [{ skill: 'gas meter', cases: 1 }];
    const limit = await asks(office, 'setCapacity', { department: 'gas', perSkill });
    expect(limit.code).toBeUndefined();
    const other = await opens(shop);
    const { position } = await offers(other.key, { to: 'gas', skill: 'gas meter' });
    const full = await suggested(position);
    expect(full).toMatchObject({
      full: true,
      reasons: [...reasons, 'For gas meter it has 0 open cases and 1 on offer, and can work on 1.'],
    });
    const { rules, rank, seal, position: counted } = full;
    const relied = await offers(key, { to: 'gas', suggestion: { rules, rank, seal, position: counted } });
    expect(relied.code).toBeUndefined();
  });

  it('X4 takes the suggestion that Baton made for a case, and refuses one that somebody made up', async () => {
    await asks(office, 'setCapacity', { department: 'repair' });
    const past = await opens(shop);
    await offers(past.key);
    const accepted = await asks(repair, 'acceptTransfer', { caseId: past.key });
    const { key } = await opens(shop);
    const query = `query ($id: ID!, $atLeast: String) { suggestDepartments(id: $id, atLeast: $atLeast) {
      rules position suggestions { department rank seal } } }`;
    const { suggestDepartments: found } = await shop.get<{
      suggestDepartments: {
        rules: string;
        position: string;
        suggestions: { department: string; rank: number; seal: string }[];
      };
    }>(query, { id: key, atLeast: accepted.position });
    const { rules, position } = found;
    const [{ department, rank, seal } = { department: '', rank: 0, seal: '' }] = found.suggestions;
    expect(department).toBe('repair');
    const suggestion = { rules, position, rank, seal };
    const madeUp = { suggestion: { ...suggestion, rank: rank + 1 } };
    expect(await offers(key, madeUp)).toMatchObject({ code: 'SUGGESTION_UNKNOWN' });
    expect((await offers(key, { suggestion })).code).toBeUndefined();
    expect(await transferOf(key)).toEqual({ queue: null, suggestion: { rules, rank, position } });
  });
});
