import { request } from 'node:http';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { createClient } from 'graphql-ws';
import { v7 } from 'uuid';
import { WebSocket } from 'ws';
import { keyOfStream, Role, Weekday, type By } from '@baton/contracts';
import { accessMatrix } from '../../src/access-matrix.js';
import { app as baton } from '../../src/app.js';
import { HandOverShift } from '../../src/cases/commands/hand-over-shift/hand-over-shift.decision.js';
import type { About, Entry, Reach } from '../../src/platform/access/access-matrix.js';
import type { App } from '../../src/platform/app.js';
import { devToken } from '../../src/platform/auth/dev-token.js';
import { issue } from '../../src/platform/commands/issue.js';
import { registeredCommands } from '../../src/platform/commands/registry.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import { client, type Client } from '../support/client.js';

/* Walks every cell of the matrix, subscriptions over WebSockets, all else over HTTP: each field and address, each role, of one's own department or another's. */

const HOME = 'home';
const AWAY = 'away';
const THIRD = 'third';
const NOW = '2026-03-02T09:00:00.000Z';
type Whose = 'own' | 'foreign';
const WHOSE: readonly Whose[] = ['own', 'foreign'];
type Answered = 'allowed' | 'denied';

const admin: By = { agent: 'ada', department: HOME, role: 'ADMIN' };
/** Who accepts what the other one offered: nobody accepts his own offer. */
const colleague: By = { ...admin, agent: 'alma' };
/** Whoever asks in a cell: what is asked for is always of HOME. */
const asker = (role: Role, whose: Whose): By => ({
  agent: `${role.toLowerCase()}-${whose}`,
  department: whose === 'own' ? HOME : AWAY,
  role,
});

/** The agent who asks of his own department: he decides for himself. */
const HIMSELF = asker('AGENT', 'own').agent;

const routes: string[] = [];
const observed: App = {
  ...baton,
  module: (basis) => ({
    module: class Observed {},
    imports: [baton.module(basis)],
    providers: [
      {
        provide: 'routes of the application',
        inject: [HttpAdapterHost],
        useFactory: ({ httpAdapter }: HttpAdapterHost) => {
          (httpAdapter.getInstance() as FastifyInstance).addHook('onRoute', ({ method, url }) => {
            for (const one of [method].flat()) if (one !== 'HEAD') routes.push(`${one} ${url}`);
          });
          return routes;
        },
      },
    ],
  }),
};

let service: TestBaton;
let schema: GraphQLSchema;
const clients = new Map<string, Client>();
/** Was an administrator, and has left; his token has not ended yet. */
let gil: Client;
let customerId: string;

beforeAll(async () => {
  service = await startBaton(observed, { clock: new TestClock(NOW) });
  schema = service.http.get(GraphQLSchemaHost).schema;
  for (const role of Role.values) {
    for (const whose of WHOSE) clients.set(`${role} ${whose}`, await service.as(asker(role, whose)));
  }
  for (const department of [HOME, AWAY, THIRD]) {
    await done('openDepartment', { department, name: department, zone: 'Europe/Vienna' });
  }
  await done('registerAgent', { agent: 'hanna', name: 'Hanna', department: HOME });
  await done('registerAgent', { agent: HIMSELF, name: 'Otto', department: HOME });
  // Where agents are registered, a supervisor takes cases as one of them (H11).
  await done('registerAgent', { agent: asker('SUPERVISOR', 'own').agent, name: 'Susi', department: HOME });
  await done('registerAgent', { agent: 'gil', name: 'Gil', department: HOME });
  await done('announceLeaving', { agent: 'gil' }, admin, '2026-03-01T00:00:00.000Z');
  await done('deactivateAgent', { agent: 'gil' });
  gil = await service.as({ ...admin, agent: 'gil' });
  customerId = v7();
  await done('registerCustomer', { customerId, kind: 'PERSON', name: 'Anna Weber' });
});
afterAll(() => service.close());

const tokenOf = (by: By): Promise<string> => devToken(service.baton.secrets.devKey(), by, NOW, 60);
const clientOf = (role: Role, whose: Whose): Client => clients.get(`${role} ${whose}`) as Client;

/** Carries a command out; the data of the last event that it wrote. */
async function done(mutation: string, input: object, by: By = admin, now = NOW): Promise<Record<string, string>> {
  const command = registeredCommands().find((known) => known.mutation === mutation)?.command;
  if (!command) throw new Error(`${mutation} is no command`);
  const { stream, revision } = await issue(service.bus, command, input, { by, now });
  for await (const event of service.baton.store.readStream(stream, { from: revision })) {
    return event.data as unknown as Record<string, string>;
  }
  throw new Error(`${mutation} wrote nothing`);
}

const contact = (): { readonly contactId: string } & Record<string, unknown> => ({
  contactId: v7(),
  direction: 'INBOUND',
  channel: 'PHONE',
  participants: ['Anna Weber'],
  startedAt: '2026-03-02T08:00:00.000Z',
  endedAt: '2026-03-02T08:05:00.000Z',
  disposition: 'FOLLOW_UP',
  matter: 'The router is broken',
});

/** A new case that HOME answers for, or another department. */
async function aCase(department = HOME): Promise<{ caseId: string; contactId: string }> {
  const first = contact();
  const caseId = v7();
  const matter = 'The router is broken';
  await done('openCase', { caseId, customerId, department, matter, kind: 'FAULT', contact: first });
  return { caseId, contactId: first.contactId };
}

/** A case of HOME that is in the hands of the agent who asks of his own department. */
async function heldByHim(): Promise<{ caseId: string }> {
  const { caseId } = await aCase();
  await done('withdrawLeaving', { agent: HIMSELF });
  await done('claimCase', { caseId }, asker('AGENT', 'own'));
  return { caseId };
}

const promise = (contactId: string): object => ({
  beneficiary: 'Anna Weber',
  action: 'A new router arrives by post',
  due: '2026-03-04T12:00:00.000Z',
  zone: 'Europe/Vienna',
  channel: 'PHONE',
  evidence: 'The post says so',
  contactId,
});
async function withPromise(callback = false): Promise<{ caseId: string; promiseId: string }> {
  const { caseId, contactId } = await aCase();
  const { promiseId } = await done('makePromise', { caseId, ...promise(contactId), callback });
  return { caseId, promiseId: promiseId as string };
}
async function promiseSpokenOf(): Promise<{ caseId: string; promiseId: string; contactId: string }> {
  const made = await withPromise();
  const again = { ...contact(), startedAt: NOW, endedAt: NOW };
  await done('recordContact', { caseId: made.caseId, contact: again });
  return { ...made, contactId: again.contactId };
}
const offer = (to: string): object => ({ to, reason: 'SKILL_NEEDED', ask: 'Mend the router' });
async function consulted(department: string, to: string): Promise<{ caseId: string; consultId: string }> {
  const { caseId } = await aCase(department);
  const { consultId } = await done('requestConsult', { caseId, ...question(to) });
  return { caseId, consultId: consultId as string };
}
const question = (to: string): object => ({
  to,
  channel: 'CHAT',
  question: 'Is it ours?',
  due: '2026-03-03T12:00:00.000Z',
});
const told = { topic: 'delivery', value: 'On Friday', basis: 'UNVERIFIED' };
const anIdentifier = (): object => ({ kind: 'CUSTOMER_NUMBER', value: `C-${v7()}` });
async function identified(): Promise<object> {
  const identifier = anIdentifier();
  await done('addIdentifier', { customerId, ...identifier });
  return { customerId, ...identifier };
}

const toCall = (caseId: string) => ({
  customerId,
  caseId,
  channel: 'PHONE',
  purpose: 'The router',
  urgent: 'It burns',
});
async function outreach(): Promise<object> {
  const { caseId } = await aCase();
  const { outreachId } = await done('reserveOutreach', toCall(caseId), asker('AGENT', 'own'));
  return { customerId, outreachId };
}

/** For each command a valid input about what is HOME's, made anew for each command that is carried out. */
const inputs: Readonly<Record<string, () => Promise<object>>> = {
  acceptHandover: async () => {
    const { caseId } = await aCase();
    const colleague = { ...asker('AGENT', 'own'), agent: 'hanna' };
    await done('claimCase', { caseId }, colleague);
    const { stream } = await issue(service.bus, HandOverShift, { cases: [{ caseId }] }, { by: colleague, now: NOW });
    return { handoverId: keyOfStream({ stream }) };
  },
  acceptTransfer: async () => {
    const { caseId } = await aCase(AWAY);
    await done('offerTransfer', { caseId, ...offer(HOME) });
    return { caseId };
  },
  addIdentifier: async () => ({ customerId, ...anIdentifier() }),
  addNote: async () => ({ caseId: (await aCase()).caseId, text: 'He calls again' }),
  amendBrief: async () => {
    const { caseId } = await aCase();
    const { transferId } = await done('offerTransfer', { caseId, ...offer(THIRD) });
    await done('acceptTransfer', { caseId }, colleague);
    return { caseId, transferId, correction: 'It is the other router' };
  },
  answerConsult: async () => ({ ...(await consulted(AWAY, HOME)), answer: 'It is ours' }),
  answerQuestion: async () => {
    const { caseId } = await aCase();
    const { questionId } = await done('raiseQuestion', { caseId, text: 'Which router?' });
    return { caseId, questionId, answer: 'The grey one' };
  },
  arbitrateAssignment: async () => {
    const { caseId } = await aCase();
    const readBack = { ask: 'See to it', firstAction: 'Look at it', by: '2099-01-01T00:00:00.000Z' };
    for (const to of [THIRD, HOME, THIRD]) {
      await done('offerTransfer', { caseId, ...offer(to), ifThen: ['Else call him'], noneVerified: true });
      await done('acceptTransfer', { caseId, readBack }, colleague);
    }
    return { caseId, to: AWAY, reason: 'Nobody wants it' };
  },
  assignCaseLead: async () => ({ caseId: (await aCase()).caseId, lead: 'hanna', reason: 'She knows him' }),
  assignSegment: async () => ({ customerId, segment: `S${v7()}` }),
  cancelPromise: async () => ({ ...(await withPromise()), reason: 'No routers left' }),
  announceLeaving: async () => {
    await done('withdrawLeaving', { agent: HIMSELF });
    return { agent: HIMSELF };
  },
  cancelAbsence: async () => ({ ...(await someday()), reason: 'He stays' }),
  deactivateAgent: async () => {
    const agent = `l${v7()}`;
    await done('registerAgent', { agent, name: 'Lotte', department: HOME });
    await done('announceLeaving', { agent }, admin, '2026-03-01T00:00:00.000Z');
    return { agent };
  },
  endAbsence: () => away(true),
  nameStandIns: async () => ({ ...(await someday()), standIns: [{ agent: 'hanna' }] }),
  planAbsence: () => Promise.resolve({ agent: HIMSELF, ...aDay() }),
  startAbsence: () => away(false),
  withdrawLeaving: async () => {
    await done('announceLeaving', { agent: HIMSELF });
    return { agent: HIMSELF };
  },
  claimCase: async () => {
    await done('withdrawLeaving', { agent: HIMSELF });
    return { caseId: (await aCase()).caseId };
  },
  closeCase: async () => {
    const { caseId } = await aCase();
    await done('resolveCase', { caseId, resolution: 'Sent a new one' });
    return { caseId };
  },
  completeOutreach: async () => ({ ...(await outreach()), outcome: 'NO_ANSWER' }),
  correctContact: async () => ({ ...(await aCase()), matter: 'The modem is broken', reason: 'Misheard' }),
  declineTransfer: async () => {
    const { caseId } = await aCase(AWAY);
    await done('offerTransfer', { caseId, ...offer(HOME) });
    return { caseId, reason: 'Not ours', suggestionUnknown: true };
  },
  establishFact: async () => ({ caseId: (await aCase()).caseId, topic: 'router', value: 'Grey' }),
  handOverShift: async () => ({ agent: HIMSELF, cases: [await heldByHim()] }),
  informCustomerOfTransfer: async () => {
    const { caseId } = await aCase(THIRD);
    await done('offerTransfer', { caseId, ...offer(HOME) });
    await done('acceptTransfer', { caseId }, colleague);
    return { caseId, waiver: 'UNREACHABLE' };
  },
  linkCases: async () => ({ caseId: (await aCase()).caseId, other: (await aCase()).caseId, kind: 'RELATED' }),
  keepPromise: async () => ({ ...(await withPromise()), delivery: 'Parcel 17' }),
  makePromise: async () => {
    const { caseId, contactId } = await aCase(THIRD);
    return { caseId, department: HOME, ...promise(contactId) };
  },
  makeStatement: async () => ({ caseId: (await aCase()).caseId, ...told }),
  mergeCases: async () => ({ caseId: (await aCase(THIRD)).caseId, into: (await aCase()).caseId, reason: 'One router' }),
  moveAgent: async () => {
    const agent = `m${v7()}`;
    await done('registerAgent', { agent, name: 'Max', department: THIRD });
    return { agent, to: HOME };
  },
  offerTransfer: async () => ({ caseId: (await aCase()).caseId, ...offer(THIRD) }),
  openCase: async () => ({ customerId, department: HOME, matter: 'It is broken', kind: 'FAULT', contact: contact() }),
  openDepartment: async () => ({ department: `d${v7()}`, name: 'New' }),
  raiseQuestion: async () => ({ caseId: (await aCase()).caseId, text: 'Which router?' }),
  rateCase: async () => ({ ...(await aCase()), score: 4 }),
  rateHandoff: async () => {
    const { caseId } = await aCase(THIRD);
    await done('offerTransfer', { caseId, ...offer(HOME) });
    await done('acceptTransfer', { caseId }, colleague);
    return { caseId, score: 4 };
  },
  recallTransfer: async () => {
    const { caseId } = await aCase();
    await done('offerTransfer', { caseId, ...offer(THIRD) });
    return { caseId, reason: 'We found it' };
  },
  recordCallbackAttempt: async () => ({ ...(await withPromise(true)), outcome: 'NO_ANSWER' }),
  recordContact: async () => ({ caseId: (await aCase()).caseId, contact: contact() }),
  recordDeviation: async () => ({
    caseId: (await aCase()).caseId,
    procedure: 'P-1',
    deviation: 'None',
    reason: 'Haste',
  }),
  recordRetell: async () => {
    const { caseId } = await aCase();
    await done('establishFact', { caseId, topic: 'router', value: 'Grey' });
    return { caseId, topic: 'router' };
  },
  registerAgent: async () => ({ agent: `r${v7()}`, name: 'Rita', department: HOME }),
  registerCustomer: async () => ({ kind: 'PERSON', name: 'Jonas Weber' }),
  releaseCase: async () => ({ caseId: (await aCase()).caseId }),
  releaseOutreach: async () => ({ ...(await outreach()), reason: 'Not needed' }),
  releasePromise: promiseSpokenOf,
  renegotiatePromise: async () => ({ ...(await promiseSpokenOf()), due: '2026-03-05T12:00:00.000Z', reason: 'Post' }),
  reopenCase: async () => {
    const { caseId } = await aCase();
    await done('resolveCase', { caseId, resolution: 'Sent a new one' });
    return { caseId, reason: 'Broken again' };
  },
  requestConsult: async () => ({ caseId: (await aCase()).caseId, ...question(THIRD) }),
  reserveOutreach: async () => toCall((await aCase()).caseId),
  resolveCase: async () => ({ caseId: (await aCase()).caseId, resolution: 'Sent a new one' }),
  retireIdentifier: async () => ({ ...(await identified()), reason: 'Given back' }),
  setAgentSkills: async () => ({ agent: 'hanna', skills: [`s${v7()}`] }),
  setCapacity: async () => ({ department: HOME, cases: (minutes += 1), perSkill: [] }),
  setHolidays: async () => ({ department: HOME, holidays: [{ date: '2027-01-01', name: `N${v7()}` }], exceptions: [] }),
  setDepartmentSkills: async () => ({ department: HOME, skills: [`s${v7()}`] }),
  setOpeningHours: async () => ({ department: HOME, weekly: [{ day: 'MONDAY', from: '09:00', until: aMinute() }] }),
  setPreferences: async () => ({ customerId, language: `de-x-${v7().slice(-8)}` }),
  supersedeStatement: async () => {
    const { caseId } = await aCase();
    const { statementId } = await done('makeStatement', { caseId, ...told });
    return { caseId, statementId, ...told, value: 'On Monday', reason: 'A holiday' };
  },
  unlinkCases: async () => {
    const { caseId } = await aCase();
    const { linkId } = await done('linkCases', { caseId, other: (await aCase()).caseId, kind: 'RELATED' });
    return { caseId, linkId, reason: 'Two matters' };
  },
  unmergeCases: async () => {
    const { caseId } = await aCase(THIRD);
    const { mergeId } = await done('mergeCases', { caseId, into: (await aCase()).caseId, reason: 'One router' });
    return { caseId, mergeId, reason: 'Two routers' };
  },
  verifyIdentifier: async () => ({ ...(await identified()), how: 'By letter' }),
  withdrawConsult: async () => ({ ...(await consulted(HOME, THIRD)), reason: 'We found it' }),
};
let days = 0;
const aDay = (): { from: string; until: string } => {
  const from = Date.parse('2027-01-01T00:00:00.000Z') + (days += 1) * 86_400_000;
  return { from: new Date(from).toISOString(), until: new Date(from + 3_600_000).toISOString() };
};
const absent = async (span: object): Promise<{ agent: string; absenceId: string }> => {
  const { absenceId = '' } = await done('planAbsence', { agent: HIMSELF, standIns: [{ agent: 'hanna' }], ...span });
  return { agent: HIMSELF, absenceId };
};
const someday = () => absent(aDay());
let last: { agent: string; absenceId: string } | undefined;
/** Ends the absence of this moment, if there is one. */
async function backAgain(): Promise<void> {
  if (!last) return;
  await done('startAbsence', last).catch(() => undefined);
  await done('endAbsence', last).catch(() => undefined);
  last = undefined;
}
/** An absence of this moment, begun or not; the one before it is over. */
async function away(begun: boolean): Promise<{ agent: string; absenceId: string }> {
  await backAgain();
  last = await absent({ from: NOW, until: '2026-12-01T00:00:00.000Z' });
  if (begun) await done('startAbsence', last);
  return last;
}
let minutes = 0;
const aMinute = (): string => `17:${String((minutes += 1)).padStart(2, '0')}`;

/** What the matrix promises for a cell, read without the guard. */
const promised = (reach: Reach, whose: Whose): Answered =>
  reach === 'ANY' || (reach === 'OWN' && whose === 'own') ? 'allowed' : 'denied';
const cells = (entry: Entry): Record<string, Answered> =>
  Object.fromEntries(
    Role.values.flatMap((role) => WHOSE.map((whose) => [`${role} ${whose}`, promised(entry.reach[role], whose)])),
  );

/** A value of a type: whatever it demands, and nothing more. */
function valueOf(type: GraphQLInputType): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [];
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  if (isScalarType(bare)) return { ID: v7(), Int: 0, Boolean: true, DateTime: NOW }[bare.name] ?? 'text';
  const named = getNamedType(bare);
  if (!isInputObjectType(named)) return undefined;
  const demanded = Object.values(named.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(demanded.map((field) => [field.name, valueOf(field.type)]));
}

/** The arguments that a field demands, with a value where what it is about is said. */
function variablesOf(field: GraphQLField<unknown, unknown>, about: About, path?: string): Record<string, unknown> {
  const demanded = field.args.filter(({ type }) => isNonNullType(type));
  const variables = Object.fromEntries(demanded.map(({ name, type }) => [name, valueOf(type)]));
  if (path === undefined) return variables;
  const [first = '', second] = path.split('.');
  const value = about.kind === 'agent' ? 'hanna' : HOME;
  return { ...variables, [first]: second === undefined ? value : { [second]: value } };
}

function operation(kind: string, field: GraphQLField<unknown, unknown>, variables: object): string {
  const used = field.args.filter(({ name }) => name in variables);
  const declared = used.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = used.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = isScalarType(getNamedType(field.type)) ? '' : ' { __typename ... on Refused { code message } }';
  const asked = passed === '' ? field.name : `${field.name}(${passed})`;
  return `${kind}${declared === '' ? '' : `(${declared})`} { ${asked}${selection.replace(REFUSED, isOutcome(field) ? '$&' : '')} }`;
}
const REFUSED = / \.\.\. on Refused \{ code message \}/;
const isOutcome = (field: GraphQLField<unknown, unknown>): boolean => getNamedType(field.type).name === 'Outcome';

const pathsOf = (about: About): readonly (string | undefined)[] =>
  about.kind === 'argument' ? about.paths : about.kind === 'agent' ? [about.path] : [undefined];

const fieldsOf = (root: 'Query' | 'Mutation' | 'Subscription'): Record<string, GraphQLField<unknown, unknown>> => {
  const type = {
    Query: schema.getQueryType(),
    Mutation: schema.getMutationType(),
    Subscription: schema.getSubscriptionType(),
  };
  return type[root]?.getFields() ?? {};
};

describe('the matrix of access', () => {
  it('has a row for every field of the schema and every address, and for nothing else', () => {
    const sorted = (names: Iterable<string>): string[] => [...names].sort();
    expect(sorted(Object.keys(accessMatrix.queries))).toEqual(sorted(Object.keys(fieldsOf('Query'))));
    expect(sorted(Object.keys(accessMatrix.mutations))).toEqual(sorted(Object.keys(fieldsOf('Mutation'))));
    expect(sorted(Object.keys(accessMatrix.subscriptions))).toEqual(sorted(Object.keys(fieldsOf('Subscription'))));
    expect(sorted(Object.keys(accessMatrix.routes))).toEqual(sorted(new Set(routes)));
  });

  it('lets an auditor change nothing, and see everything', () => {
    const reach = (rows: Readonly<Record<string, Entry>>) =>
      new Set(Object.values(rows).map((row) => row.reach.AUDITOR));
    expect(reach(accessMatrix.mutations)).toEqual(new Set(['NO']));
    expect(reach({ ...accessMatrix.queries, ...accessMatrix.subscriptions })).toEqual(new Set(['ANY']));
  });
});

describe('a query', () => {
  const asked = async (name: string, whose: Whose, role: Role, path: string | undefined): Promise<Answered> => {
    const field = fieldsOf('Query')[name] as GraphQLField<unknown, unknown>;
    const variables = variablesOf(field, (accessMatrix.queries[name] as Entry).about, path);
    const { errors = [] } = await clientOf(role, whose).ask(operation('query', field, variables), variables);
    const [error] = errors;
    if (error?.extensions.code !== 'FORBIDDEN') {
      expect(errors.map(({ extensions }) => extensions.code)).not.toContain('INTERNAL');
      expect(errors.map(({ extensions }) => extensions.code)).not.toContain('VALIDATION');
      return 'allowed';
    }
    expect(error).toMatchObject({
      message: expect.stringContaining(name),
      extensions: { remedy: expect.stringMatching(/\.$/) },
    });
    return 'denied';
  };

  it.each(Object.keys(accessMatrix.queries))('%s is answered to whom its row says', async (name) => {
    const entry = accessMatrix.queries[name] as Entry;
    for (const path of pathsOf(entry.about)) {
      const found: Record<string, Answered> = {};
      for (const role of Role.values) {
        for (const whose of WHOSE) found[`${role} ${whose}`] = await asked(name, whose, role, path);
      }
      expect(found).toEqual(cells(entry));
    }
  });

  it('that says nothing of a department is about all of them', async () => {
    const agent = clientOf('AGENT', 'own');
    for (const query of [
      '{ promises { totalCount } }',
      '{ serviceFigures { cases } }',
      '{ transferFlow { totalCount } }',
    ]) {
      expect((await agent.ask(query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await clientOf('AUDITOR', 'own').ask(query)).errors).toBeUndefined();
    }
  });

  it('of promises may be narrowed to one case or one customer, whoever owes them', async () => {
    const agent = clientOf('AGENT', 'foreign');
    const codeOf = async (filter: object) => {
      const query = 'query ($filter: PromiseFilterInput) { promises(filter: $filter) { totalCount } }';
      return (await agent.ask(query, { filter })).errors?.[0]?.extensions.code;
    };
    expect(await codeOf({ customerId })).toBeUndefined();
    expect(await codeOf({ caseId: v7() })).toBeUndefined();
    expect(await codeOf({ customerId: null })).toBe('FORBIDDEN');
  });

  it('shows an agent his own worklist without naming him', async () => {
    expect((await clientOf('AGENT', 'foreign').ask('{ agentWorklist { totalCount } }')).errors).toBeUndefined();
  });
});

describe('a command', () => {
  const DENIED = ['NOT_ALLOWED', 'NOT_YOUR_DEPARTMENT'];
  const sent = async (name: string, input: object, role: Role, whose: Whose): Promise<Answered> => {
    const field = fieldsOf('Mutation')[name] as GraphQLField<unknown, unknown>;
    const { store } = service.baton;
    const before = await store.head();
    const query = operation('mutation', field, { input });
    const answer = await clientOf(role, whose).get<
      Record<string, { __typename: string; code?: string; message?: string }>
    >(query, { input });
    const outcome = answer[name];
    if (!DENIED.includes(outcome?.code ?? '')) {
      expect(outcome).toEqual({ __typename: 'Receipt' });
      return 'allowed';
    }
    expect(outcome?.message).toMatch(/\.$/);
    expect(await store.head()).toBe(before);
    return 'denied';
  };

  it('there is an input of each to try it with', () => {
    expect(Object.keys(inputs).sort()).toEqual(Object.keys(fieldsOf('Mutation')).sort());
  });

  it.each(Object.keys(accessMatrix.mutations))(
    '%s is carried out for whom its row says, and else nothing is written',
    async (name) => {
      const entry = accessMatrix.mutations[name] as Entry;
      const make = inputs[name] as () => Promise<object>;
      const expected = cells(entry);
      const denied = await make();
      const found: Record<string, Answered> = {};
      for (const role of Role.values) {
        for (const whose of WHOSE) {
          const cell = `${role} ${whose}`;
          found[cell] = await sent(name, expected[cell] === 'denied' ? denied : await make(), role, whose);
        }
      }
      expect(found).toEqual(expected);
    },
  );

  it('H11 of whoever has left finds a department that is open', async () => {
    const weekly = Weekday.values.map((day) => ({ day, from: '00:00', until: '24:00' }));
    expect((await done('setOpeningHours', { department: HOME, weekly })).zone).toBe('Europe/Vienna');
  });

  it.each(Object.keys(accessMatrix.mutations))(
    'H11 %s is not carried out for an administrator who has left, and nothing is written',
    async (name) => {
      const input = await (inputs[name] as () => Promise<object>)();
      const field = fieldsOf('Mutation')[name] as GraphQLField<unknown, unknown>;
      const { store } = service.baton;
      const after = (await store.head()) as string;
      const answer = await gil.get<Record<string, unknown>>(operation('mutation', field, { input }), { input });
      expect(answer[name]).toMatchObject({
        __typename: 'Refused',
        code: 'AGENT_GONE',
        message: expect.stringContaining('gil has left') as string,
      });
      const { events } = await store.readAll({ after, limit: 100 });
      expect(events.filter(({ by }) => by.agent === 'gil')).toEqual([]);
      await backAgain();
    },
  );

  it('H11 leaves whoever has left his reading, and whoever is leaving his work', async () => {
    expect((await gil.ask('{ departments { totalCount } }')).errors).toBeUndefined();
    const { caseId } = await aCase();
    await done('announceLeaving', { agent: HIMSELF });
    expect(await sent('addNote', { caseId, text: 'He calls again' }, 'AGENT', 'own')).toBe('allowed');
    await done('withdrawLeaving', { agent: HIMSELF });
  });
});

describe('a subscription', () => {
  const subscribed = async (name: string, by: By, path: string | undefined): Promise<Answered> => {
    const field = fieldsOf('Subscription')[name] as GraphQLField<unknown, unknown>;
    const variables = variablesOf(field, (accessMatrix.subscriptions[name] as Entry).about, path);
    const socket = createClient({
      url: `${service.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { Authorization: `Bearer ${await tokenOf(by)}` },
      retryAttempts: 0,
    });
    const query = operation('subscription', field, variables);
    const answers = socket.iterate({ query, variables });
    try {
      const { value } = (await answers.next()) as IteratorResult<{ data?: unknown; errors?: unknown }>;
      expect(value).toEqual({ data: { [name]: { __typename: expect.any(String) } } });
      return 'allowed';
    } catch (errors) {
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', remedy: expect.stringMatching(/\.$/) } }]);
      return 'denied';
    } finally {
      await socket.dispose();
    }
  };

  it.each(Object.keys(accessMatrix.subscriptions))('%s is open over a WebSocket to whom its row says', async (name) => {
    const entry = accessMatrix.subscriptions[name] as Entry;
    for (const path of pathsOf(entry.about)) {
      const found: Record<string, Answered> = {};
      for (const role of Role.values) {
        for (const whose of WHOSE) found[`${role} ${whose}`] = await subscribed(name, asker(role, whose), path);
      }
      expect(found).toEqual(cells(entry));
    }
  });
});

describe('an address', () => {
  /** The status alone, over a connection of its own: an address may answer without an end. */
  const answered = (route: string, token: string | undefined, department?: string): Promise<number> => {
    const [method = '', url = ''] = route.split(' ');
    const query = department === undefined ? '' : `?department=${department}`;
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const headers = { 'content-type': 'application/json', ...authorization };
    return new Promise((resolve, reject) => {
      const address = `${service.url}${url.replaceAll(/:\w+/g, 'x')}${query}`;
      const sent = request(address, { method, headers, agent: false }, (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      });
      sent.on('error', reject).end(method === 'POST' ? '{"query":"{ __typename }"}' : undefined);
    });
  };

  it.each(Object.keys(accessMatrix.routes))('%s is open to whom its row says', async (route) => {
    const entry = accessMatrix.routes[route] as (typeof accessMatrix.routes)[string];
    const found: Record<string, Answered> = {};
    const department = entry.about.kind === 'argument' ? HOME : undefined;
    for (const role of Role.values) {
      for (const whose of WHOSE) {
        const status = await answered(route, await tokenOf(asker(role, whose)), department);
        expect(status).not.toBe(401);
        found[`${role} ${whose}`] = status === 403 ? 'denied' : 'allowed';
      }
    }
    expect(found).toEqual(cells(entry));
    const nobody = await answered(route, undefined, department);
    expect(nobody === 401 ? 'denied' : 'allowed').toBe(entry.open ? 'allowed' : 'denied');
    expect(nobody).not.toBe(403);
  });
});

describe('without a token', () => {
  it.each([...Object.keys(accessMatrix.queries), ...Object.keys(accessMatrix.mutations)])(
    '%s is not answered',
    async (name) => {
      const field = fieldsOf('Query')[name] ?? (fieldsOf('Mutation')[name] as GraphQLField<unknown, unknown>);
      const variables = variablesOf(field, { kind: 'nobody' });
      const kind = name in accessMatrix.queries ? 'query' : 'mutation';
      const { status, errors } = await client(service.url).ask(operation(kind, field, variables), variables);
      expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    },
  );
});
