import fastify from 'fastify';
import { buildSchema } from 'graphql';
import type { By } from '@baton/contracts';
import { authenticate } from '../auth/authentication.js';
import type { TokenVerifier } from '../auth/verification.js';
import { AccessGuard, type Access } from './access-guard.js';
import type { Sent } from './sent.js';
import {
  ANY,
  departmentOfAgent,
  entry,
  guarded,
  named,
  namedOrOwn,
  namedUnlessNarrowed,
  NO,
  nobodys,
  OWN,
  type Entry,
} from './access-matrix.js';
import { guardSchema } from './guarded-schema.js';

const access: Access = {
  matrix: {
    queries: { inbox: entry(named('department'), OWN, ANY, ANY, NO) },
    mutations: {},
    subscriptions: {},
    routes: { 'GET /feed': guarded(nobodys, ANY, ANY, ANY, ANY) },
  },
  departmentOfAgent: (agent) => Promise.resolve(agent === 'anna' ? 'sales' : undefined),
  hasLeft: (agent) => Promise.resolve(agent === 'gil'),
};
const guard = new AccessGuard(access);
const chen: By = { agent: 'chen', department: 'sales', role: 'AGENT' };
const may = async (row: Entry, sent: Sent, by: By = chen): Promise<boolean> =>
  (await guard.denied('inbox', row, by, sent)) === undefined;

describe('the guard', () => {
  const own = (about: Entry['about']): Entry => entry(about, OWN, OWN, NO, ANY);

  it('lets a role that reaches its own department ask for it alone', async () => {
    const row = own(named('filter.department'));
    expect(await may(row, { filter: { department: 'sales' } })).toBe(true);
    for (const filter of [{ department: 'billing' }, { department: null }, {}, null, 'sales']) {
      expect(await may(row, { filter })).toBe(false);
    }
    expect(await may(row, {})).toBe(false);
  });

  it('takes one own department among several names for enough', async () => {
    const row = own(named('from', 'to'));
    expect(await may(row, { from: 'billing', to: 'sales' })).toBe(true);
    expect(await may(row, { from: 'billing', to: 'repairs' })).toBe(false);
  });

  it('counts what is not said as the own department where the row says so', async () => {
    const row = own(namedOrOwn('department'));
    expect(await may(row, {})).toBe(true);
  });

  it.each([
    ['empty', '', 'WRONG_FORM'],
    ['nothing but spaces', ' ', 'WRONG_FORM'],
    ['given twice', ['sales', 'billing'], 'GIVEN_TWICE'],
  ])('calls a department wrong, not foreign, that is %s', async (_, department, code) => {
    for (const path of ['department', 'filter.department']) {
      const sent = path === 'department' ? { department } : { filter: { department } };
      const error = { extensions: { code: 'INPUT_INVALID', fields: [{ path: path.split('.'), code }] } };
      await expect(may(own(named(path)), sent)).rejects.toMatchObject(error);
      await expect(may(own(namedOrOwn(path)), sent)).rejects.toMatchObject(error);
    }
  });

  it('lets everybody ask for one case, but not for a case without a name', async () => {
    const row = own(namedUnlessNarrowed('department', 'caseId'));
    expect(await may(row, { caseId: 'c', department: 'billing' })).toBe(true);
    for (const caseId of ['', ' ', null, {}]) expect(await may(row, { caseId })).toBe(false);
  });

  it('knows in which department an agent works', async () => {
    const row = own(departmentOfAgent('agent'));
    expect(await may(row, { agent: 'anna' })).toBe(true);
    expect(await may(row, { agent: 'chen' })).toBe(true);
    expect(await may(row, {})).toBe(true);
    expect(await may(row, { agent: 'eva' })).toBe(false);
    expect(await may(row, { agent: 7 })).toBe(false);
  });

  it('finds nothing where a path leads into what every object has', async () => {
    expect(await may(own(named('constructor.name')), {})).toBe(false);
    expect(await may(own(namedOrOwn('constructor.name')), {})).toBe(true);
  });

  it('H11 knows who has left: he changes nothing any more, whatever his token says', async () => {
    expect(await guard.gone({ ...chen, agent: 'gil', role: 'ADMIN' })).toEqual({
      code: 'AGENT_GONE',
      message: 'gil has left, and changes nothing any more',
      remedy: 'Ask a colleague; whoever comes back is registered under another id.',
    });
    expect(await guard.gone(chen)).toBeUndefined();
  });

  it('says who may, and what to do', async () => {
    const row = entry(named('department'), OWN, ANY, ANY, NO);
    expect(await guard.denied('inbox', row, chen, { department: 'billing' })).toEqual({
      message: 'inbox shows an agent of sales only what is of sales',
      remedy: 'Give sales as department; all departments are open to SUPERVISOR, AUDITOR.',
    });
    expect(await guard.denied('inbox', row, { ...chen, role: 'ADMIN' }, {})).toEqual({
      message: 'inbox is for AGENT, SUPERVISOR, AUDITOR; your token says ADMIN',
      remedy: 'Ask one of them, or for a token with that role.',
    });
  });
});

describe('what has no row', () => {
  it.each([
    ['a query', 'type Query { inbox: Int case: Int }', 'queries.case'],
    ['a command', 'type Query { inbox: Int } type Mutation { toString: Int }', 'mutations.toString'],
    ['a subscription', 'type Query { inbox: Int } type Subscription { events: Int }', 'subscriptions.events'],
  ])('keeps the service from starting: %s', (_, schema, row) => {
    expect(() => guardSchema(buildSchema(schema), guard)).toThrow(`no row for ${row}`);
  });

  it('keeps the service from starting: an address', () => {
    const app = fastify();
    const fails = () => Promise.reject(new Error('not to be asked'));
    const nobody: TokenVerifier = { development: true, verify: fails, trouble: () => undefined };
    authenticate(app, nobody, guard);
    app.get('/feed', () => 'HEAD is answered as GET is');
    expect(() => app.get('/events', () => '')).toThrow("no row for routes['GET /events']");
    expect(() => app.delete('/feed', () => '')).toThrow("no row for routes['DELETE /feed']");
  });

  it('is not answered to a caller who is not known', () => {
    const schema = guardSchema(buildSchema('type Query { inbox: Int }'), guard);
    const field = schema.getQueryType()?.getFields()['inbox'];
    expect(() => field?.resolve?.({}, {}, {}, {} as never)).toThrow('Nobody is known to ask');
  });
});
