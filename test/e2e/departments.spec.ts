import { Global, Module } from '@nestjs/common';
import type { By } from '@baton/contracts';
import { DepartmentsModule } from '../../src/departments/departments.module.js';
import { DEPARTMENT_WORK, type DepartmentWork } from '../../src/departments/department-work.js';
import { OPEN_WORK, type OpenWork } from '../../src/departments/open-work.js';
import { agents } from '../../src/departments/views/agents/agents.projection.js';
import { departments } from '../../src/departments/views/departments/departments.projection.js';
import type { App } from '../../src/platform/app.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { access } from '../support/access.js';
import { startBaton, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

/** Nobody has any work. */
const idle: OpenWork = {
  of: () => Promise.resolve([]),
  unknown: () => Promise.resolve([]),
  inInbox: () => Promise.resolve([]),
  heldFor: () => Promise.resolve([]),
  ledBy: () => Promise.resolve([]),
  passOn: () => Promise.resolve(),
  escalate: () => Promise.resolve(),
  giveBack: () => Promise.resolve(),
};

const nothing: DepartmentWork = {
  of: () => Promise.resolve({ accountable: 0, offered: 0, promises: 0, consults: 0 }),
};

@Global()
@Module({
  providers: [
    { provide: OPEN_WORK, useValue: idle },
    { provide: DEPARTMENT_WORK, useValue: nothing },
  ],
  exports: [OPEN_WORK, DEPARTMENT_WORK],
})
class Neighbourhood {}

/** The departments on the real platform, without any other module. */
const app: App = {
  projections: [departments, agents],
  module: (basis) => ({
    module: class Departments {},
    imports: [PlatformModule.for(basis, access), Neighbourhood, DepartmentsModule],
  }),
};

const OUTCOME = `{
  __typename
  ... on Receipt { stream key revision position }
  ... on Refused { code message missing }
}`;

interface Outcome {
  readonly __typename: 'Receipt' | 'Refused';
  readonly position: string;
  readonly [field: string]: unknown;
}

const admin: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const lead: By = { agent: 'lea', department: 'repair', role: 'SUPERVISOR' };

let baton: TestBaton;
let ada: Client;
let lea: Client;

beforeAll(async () => {
  baton = await startBaton(app);
  [ada, lea] = await Promise.all([baton.as(admin), baton.as(lead)]);
  await asks(ada, 'openDepartment', { department: 'repair', name: 'Repair shop', zone: 'Europe/Vienna' });
  await asks(ada, 'openDepartment', { department: 'sales', name: 'Sales' });
});
afterAll(() => baton.close());

async function asks(client: Client, mutation: string, input: object): Promise<Outcome> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const operation = `mutation Ask($input: ${type}!) { ${mutation}(input: $input) ${OUTCOME} }`;
  return (await client.get<Record<string, Outcome>>(operation, { input }))[mutation] as Outcome;
}

describe('departments', () => {
  const DEPARTMENT =
    'query ($code: String!) { department(code: $code) { code name zone skills openedAt revision weekly { day from until } } }';

  it('are shown at once as they were opened', async () => {
    expect(await ada.get(DEPARTMENT, { code: 'sales' })).toEqual({
      department: {
        code: 'sales',
        name: 'Sales',
        zone: null,
        skills: [],
        openedAt: '2026-03-02T09:00:00.000Z',
        revision: 0,
        weekly: [],
      },
    });
    expect(await ada.get(DEPARTMENT, { code: 'nowhere' })).toEqual({ department: null });
  });

  it('get their hours and skills from their own supervisor', async () => {
    const weekly = [
      { day: 'FRIDAY', from: '22:00', until: '06:00' },
      { day: 'MONDAY', from: '08:00', until: '17:30' },
    ];
    expect(await asks(lea, 'setOpeningHours', { department: 'repair', weekly })).toMatchObject({
      key: 'repair',
      revision: 1,
    });
    await asks(lea, 'setDepartmentSkills', { department: 'repair', skills: ['screens', 'batteries'] });
    const again = await asks(lea, 'setDepartmentSkills', { department: 'repair', skills: ['batteries', 'screens'] });
    expect(again).toMatchObject({ __typename: 'Receipt', revision: 2 });
    expect(await lea.get(DEPARTMENT, { code: 'repair' })).toMatchObject({
      department: { weekly: [weekly[1], weekly[0]], skills: ['batteries', 'screens'], zone: 'Europe/Vienna' },
    });
  });

  it.each([
    ['another department', lead, { department: 'sales', skills: [] }, 'NOT_YOUR_DEPARTMENT'],
    ['a department nobody opened', admin, { department: 'nowhere', skills: [] }, 'DEPARTMENT_UNKNOWN'],
    [
      'an agent who leads nothing',
      { ...lead, role: 'AGENT' as const },
      { department: 'repair', skills: [] },
      'NOT_ALLOWED',
    ],
  ])('refuse to be changed: %s', async (_, by, input, code) => {
    expect(await asks(await baton.as(by), 'setDepartmentSkills', input)).toMatchObject({ __typename: 'Refused', code });
  });

  it('refuse hours that are none, and name them', async () => {
    const refused = await asks(lea, 'setOpeningHours', {
      department: 'repair',
      weekly: [{ day: 'MONDAY', from: '17:00', until: '17:00' }],
    });
    expect(refused).toMatchObject({ code: 'HOURS_INVALID', message: expect.stringContaining('MONDAY 17:00-17:00') });
  });

  it('are opened by an administrator only', async () => {
    expect(await asks(lea, 'openDepartment', { department: 'mine', name: 'Mine' })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  it('are listed page by page, with what the caller has just written', async () => {
    const { position } = await asks(ada, 'openDepartment', { department: 'zoo', name: '<b>Zoo</b>' });
    const LIST = `query ($after: String, $atLeast: String) {
      departments(first: 2, after: $after, atLeast: $atLeast) { edges { node { code name } } pageInfo { hasNextPage endCursor } }
    }`;
    interface List {
      departments: {
        edges: { node: { code: string; name: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    }
    const first = (await ada.get<List>(LIST, { atLeast: position })).departments;
    expect(first.edges.map(({ node }) => node.code)).toEqual(['repair', 'sales']);
    const second = (await ada.get<List>(LIST, { atLeast: position, after: first.pageInfo.endCursor })).departments;
    expect(second).toMatchObject({
      edges: [{ node: { code: 'zoo', name: '<b>Zoo</b>' } }],
      pageInfo: { hasNextPage: false },
    });
  });
});

describe('agents', () => {
  const AGENTS = `query ($department: String, $atLeast: String) {
    agents(department: $department, atLeast: $atLeast) { edges { node { agent department skills } } }
  }`;
  interface List {
    agents: { edges: { node: { agent: string; department: string; skills: string[] } }[] };
  }

  it('come, learn and move on', async () => {
    expect(await asks(lea, 'registerAgent', { agent: 'tom', name: 'Tom Huber', department: 'repair' })).toMatchObject({
      stream: 'agent-tom',
      revision: 0,
    });
    await asks(ada, 'registerAgent', { agent: 'uma', name: 'Uma Rao', department: 'sales' });
    await asks(lea, 'setAgentSkills', { agent: 'tom', skills: ['French'] });
    const moved = await asks(ada, 'moveAgent', { agent: 'tom', to: 'sales' });
    const again = await asks(ada, 'moveAgent', { agent: 'tom', to: 'sales' });
    expect(again).toEqual(moved);
    expect(await ada.get('{ agent(id: "tom") { agent name department skills revision } }')).toEqual({
      agent: { agent: 'tom', name: 'Tom Huber', department: 'sales', skills: ['French'], revision: 2 },
    });
    const inSales = await ada.get<List>(AGENTS, { department: 'sales', atLeast: moved.position });
    expect(inSales.agents.edges.map(({ node }) => node.agent)).toEqual(['tom', 'uma']);
    const inRepair = await ada.get<List>(AGENTS, { department: 'repair', atLeast: moved.position });
    expect(inRepair.agents.edges).toEqual([]);
  });

  it.each([
    ['registerAgent', { agent: 'vic', name: 'Vic', department: 'nowhere' }, 'DEPARTMENT_UNKNOWN'],
    ['moveAgent', { agent: 'uma', to: 'nowhere' }, 'DEPARTMENT_UNKNOWN'],
    ['moveAgent', { agent: 'nobody', to: 'sales' }, 'AGENT_UNKNOWN'],
    ['registerAgent', { agent: 'uma', name: 'Another', department: 'sales' }, 'AGENT_EXISTS'],
  ])('%s is refused where it makes no sense', async (mutation, input, code) => {
    await asks(ada, 'registerAgent', { agent: 'uma', name: 'Uma Rao', department: 'sales' });
    expect(await asks(ada, mutation, input)).toMatchObject({ __typename: 'Refused', code });
  });

  it('are null where there is none', async () => {
    expect(await ada.get('{ agent(id: "nobody") { agent } }')).toEqual({ agent: null });
  });
});
