import fastify from 'fastify';
import { WebSocket } from 'ws';
import type { By } from '@baton/contracts';
import { app } from '../../src/app.js';
import { tellBrowsers } from '../../src/platform/http/origins.js';
import { devToken } from '../../src/platform/auth/dev-token.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import { client, type Client } from '../support/client.js';

const FRONT = 'https://front.example';
const OTHER = 'https://other.example';
const carla: By = { agent: 'carla', department: 'call-centre', role: 'AGENT' };
const AUDITOR: By = { agent: 'udo', department: 'audit', role: 'AUDITOR' };
const QUERY = '{ departments { totalCount } }';
const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;

/** A service of its own for each group, with the settings it is about. */
function service(env: Record<string, string>): { baton: TestBaton; clock: TestClock } {
  const held = { clock: new TestClock() } as { baton: TestBaton; clock: TestClock };
  beforeAll(async () => {
    held.baton = await startBaton(app, { clock: held.clock, env });
  });
  afterAll(() => held.baton.close());
  return held;
}

/** What becomes of an upgrade: the status of the answer; 101 when the socket is open. */
const upgraded = (url: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    socket.once('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.on('error', reject);
  });

/** A socket that says who it is: what it is told, in order, and the code it is closed with. */
function introduced(url: string, token: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  const got: { type: string; id?: string; payload?: unknown }[] = [];
  let wake = (): void => undefined;
  const closed = new Promise<number>((resolve, reject) => socket.once('close', resolve).once('error', reject));
  const send = (message: object): void => socket.send(JSON.stringify(message));
  socket.once('open', () => send({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } }));
  socket.on('message', (data) => {
    got.push(JSON.parse((data as Buffer).toString()) as (typeof got)[number]);
    wake();
  });
  const message = async (index: number): Promise<(typeof got)[number] | undefined> => {
    while (got.length <= index && socket.readyState !== WebSocket.CLOSED) {
      await Promise.race([new Promise<void>((resolve) => (wake = resolve)), closed]);
    }
    return got[index];
  };
  return { socket, send, message, closed };
}

describe('a page of an allowed origin', () => {
  const held = service({ BATON_CORS_ORIGINS: `${FRONT},http://localhost:8080` });
  const without = service({});
  const preflight = (path: string, origin: string, headers = 'authorization,last-event-id,content-type') =>
    client(held.baton.url).raw(
      {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': headers },
      },
      path,
    );

  it.each(['/graphql', '/feeds/cases'])('is told before it asks that it may, with its token: %s', async (path) => {
    const answer = await preflight(path, FRONT);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(FRONT);
    const allowed = answer.headers.get('access-control-allow-headers')?.toLowerCase();
    for (const header of ['authorization', 'last-event-id', 'content-type']) expect(allowed).toContain(header);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  it('reads the answers, refusals and feeds included, and their ids', async () => {
    const headers = { origin: FRONT };
    const body = JSON.stringify({ query: QUERY });
    const post = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
    const ending = new AbortController();
    const ofCarla = await held.baton.as(carla);
    const feed = await ofCarla.raw({ method: 'GET', headers, signal: ending.signal }, '/feeds/cases');
    const answers = [await ofCarla.raw(post), await client(held.baton.url).raw(post), feed];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 200]);
    for (const answer of answers) {
      expect(answer.headers.get('access-control-allow-origin')).toBe(FRONT);
      expect(answer.headers.get('access-control-expose-headers')).toContain('x-correlation-id');
    }
    ending.abort();
  });

  it.each([
    ['/graphql', {}, 204, undefined],
    ['/graphql', { origin: FRONT }, 204, undefined],
    ['/graphql', { 'access-control-request-method': 'POST' }, 204, undefined],
    ['/graphql', { 'access-control-request-method': 'POST', origin: '' }, 204, undefined],
    ['/health/ready', {}, 404, 'NOT_FOUND'],
    ['/nowhere', {}, 404, 'NOT_FOUND'],
    ['/nowhere', { origin: FRONT }, 404, 'NOT_FOUND'],
  ])(
    'that asks with OPTIONS, but not for leave, is answered as without CORS: %s %j',
    async (path, headers, status, code) => {
      const options = (url: string): Promise<Response> => client(url).raw({ method: 'OPTIONS', headers }, path);
      for (const answer of [await options(held.baton.url), await options(without.baton.url)]) {
        expect(answer.status).toBe(status);
        expect(answer.headers.get('allow')).toBe(status === 204 ? 'GET, HEAD, POST' : null);
        expect(answer.headers.get('x-correlation-id')).not.toBeNull();
        expect(status === 204 ? undefined : await codeOf(answer)).toBe(code);
      }
    },
  );

  it('that wants to ask at an address that is none hears of it from the answer, not from a refused preflight', async () => {
    const answer = await preflight('/nowhere', FRONT);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, FRONT]);
  });

  it('is alone: a page of another origin gets no leave', async () => {
    expect((await preflight('/graphql', OTHER)).headers.get('access-control-allow-origin')).toBeNull();
    expect(
      (await preflight('/graphql', `${FRONT}.evil.example`)).headers.get('access-control-allow-origin'),
    ).toBeNull();
    expect((await preflight('/graphql', 'null')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('opens a WebSocket, as do a page of the service itself and a program, and no other page', async () => {
    const { url } = held.baton;
    expect(await upgraded(url, { origin: FRONT })).toBe(101);
    expect(await upgraded(url, { origin: url })).toBe(101);
    expect(await upgraded(url, {})).toBe(101);
    for (const origin of [OTHER, 'null', `${FRONT}.evil.example`]) expect(await upgraded(url, { origin })).toBe(403);
  });
});

describe('unless told', () => {
  const held = service({});

  it('no page of another origin may ask', async () => {
    const answer = await client(held.baton.url).raw({
      method: 'OPTIONS',
      headers: { origin: FRONT, 'access-control-request-method': 'POST' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await upgraded(held.baton.url, { origin: FRONT })).toBe(403);
  });

  it.each(['/health/live', '/graphql', '/nowhere', '/feeds/cases'])(
    '%s is not to be framed, sniffed or kept',
    async (path) => {
      const { headers } = await client(held.baton.url).raw({ method: 'GET' }, path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it('the page of GraphiQL may load what it needs, from here alone', async () => {
    const page = await client(held.baton.url).raw({ method: 'GET', headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self'");
    expect(page.headers.get('content-security-policy')).not.toContain('http');
    const file = /src="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const script = await client(held.baton.url).raw({ method: 'GET' }, file);
    expect([script.status, script.headers.get('cross-origin-resource-policy')]).toEqual([200, 'same-origin']);
  });
});

it('in production browsers are told to come by TLS alone', async () => {
  const door = fastify();
  await tellBrowsers(door, { corsOrigins: undefined, production: true });
  const { headers } = await door.inject('/');
  expect(headers['strict-transport-security']).toBe('max-age=15552000');
});

describe('with GraphiQL and introspection off', () => {
  const held = service({ BATON_GRAPHIQL: 'off', BATON_INTROSPECTION: 'off' });

  it('a browser gets no page', async () => {
    const page = await client(held.baton.url).raw({ method: 'GET', headers: { accept: 'text/html' } });
    expect(page.status).toBe(401);
    expect((await client(held.baton.url).raw({ method: 'GET' }, '/')).status).toBe(404);
  });

  it('nobody is told the schema, and operations are carried out as ever', async () => {
    const asked = await held.baton.as(carla);
    for (const query of [
      '{ __schema { types { name } } }',
      '{ a: __type(name: "Case") { name } }',
      'query { ...f } fragment f on Query { __schema { types { name } } }',
    ]) {
      const { errors } = await asked.ask(query);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'INTROSPECTION_OFF', remedy: expect.any(String) } });
    }
    expect(await asked.get('{ __typename departments { __typename totalCount } }')).toMatchObject({
      __typename: 'Query',
    });
  });

  it.each([
    ['a field', '{ departmentz { totalCount } }', {}],
    ['an argument', '{ departments(firstt: 1) { totalCount } }', {}],
    ['a type', 'query ($kind: IdentifierKin) { departments { totalCount } }', {}],
    ['a word', '{ customerContext(identifier: { kind: PHONEE, value: "1" }) { __typename } }', {}],
    [
      'a word in a variable',
      'query ($identifier: CustomerIdentityInput!) { customerContext(identifier: $identifier) { __typename } }',
      { identifier: { kind: 'PHONEE', valu: '1' } },
    ],
  ])('nor is anybody who mistypes %s told what there is', async (_, query, variables) => {
    const asked = await held.baton.as(carla);
    for (let time = 0; time < 3; time += 1) {
      const { errors } = await asked.ask(query, variables);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'VALIDATION' } });
      expect(JSON.stringify(errors)).not.toContain('Did you mean');
    }
  });

  it('nor over a WebSocket', async () => {
    const { url, baton } = held.baton;
    const token = await devToken(baton.secrets.devKey(), carla, held.clock.now(), 3600);
    const { socket, send, message } = introduced(url, token);
    expect(await message(0)).toEqual({ type: 'connection_ack' });
    const mistyped = [
      'subscription { caseEventz { __typename } }',
      'subscription { caseEvents(departmen: "shop") { __typename } }',
      'subscription { caseEvents { ... on CaseEvent { positio } } }',
      'subscription { caseEvents { ... on CaseEven { position } } }',
      'subscription ($department: Strin) { caseEvents(department: $department) { __typename } }',
    ];
    for (const [index, query] of mistyped.entries()) {
      send({ type: 'subscribe', id: String(index), payload: { query } });
      const answer = await message(index + 1);
      expect(answer).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'VALIDATION' } }] });
      expect(JSON.stringify(answer)).not.toContain('Did you mean');
    }
    socket.terminate();
  });
});

describe('a caller who asks too often', () => {
  const held = service({ BATON_CALLER_REQUESTS: '3' });

  it('is told to wait, and another one is not', async () => {
    const asked = await held.baton.as(carla);
    const other = await held.baton.as({ ...carla, agent: 'chen' });
    const post = (by: Client) =>
      by.raw({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUERY }),
      });
    for (let time = 0; time < 3; time += 1) expect((await post(asked)).status).toBe(200);
    const refused = await post(asked);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await codeOf(refused)).toBe('TOO_MANY_REQUESTS');
    expect((await post(other)).status).toBe(200);
    held.clock.pass({ minutes: 1 });
    expect((await post(asked)).status).toBe(200);
  });
});

describe('a caller who subscribes too often', () => {
  const held = service({ BATON_CALLER_REQUESTS: '3' });

  it('is told to wait as over HTTP, in one count with it, and nothing of it is recorded', async () => {
    const { baton } = held;
    const token = await devToken(baton.baton.secrets.devKey(), AUDITOR, held.clock.now(), 3600);
    const { socket, send, message } = introduced(baton.url, token);
    await message(0);
    const subscribe = (id: string): void =>
      send({ type: 'subscribe', id, payload: { query: 'subscription { caseEvents { __typename } }' } });
    for (const [index, id] of ['a', 'b'].entries()) {
      subscribe(id);
      expect(await message(index + 1)).toMatchObject({ type: 'next', id });
    }
    expect((await client(baton.url, token).raw({ method: 'HEAD' }, '/feeds/cases')).status).toBe(200);
    const before = await baton.baton.store.head();
    subscribe('c');
    expect(await message(3)).toMatchObject({
      type: 'error',
      id: 'c',
      payload: [{ extensions: { code: 'TOO_MANY_REQUESTS', remedy: expect.stringContaining('Wait 60 seconds') } }],
    });
    expect(await baton.baton.store.head()).toBe(before);
    held.clock.pass({ minutes: 1 });
    subscribe('d');
    expect(await message(4)).toMatchObject({ type: 'next', id: 'd' });
    socket.terminate();
  });
});

describe('an address that asks too often', () => {
  const held = service({ BATON_ADDRESS_REQUESTS: '5' });

  it('is told to wait before anybody looks at its tokens, but may ask how the service is', async () => {
    const nobody = client(held.baton.url);
    for (let time = 0; time < 5; time += 1) expect((await nobody.raw({ method: 'POST' })).status).toBe(401);
    const refused = await nobody.raw({ method: 'POST' });
    expect([refused.status, refused.headers.get('retry-after'), await codeOf(refused)]).toEqual([
      429,
      '60',
      'TOO_MANY_REQUESTS',
    ]);
    expect((await nobody.raw({ method: 'GET' }, '/nowhere')).status).toBe(429);
    expect(await upgraded(held.baton.url, {})).toBe(429);
    for (let time = 0; time < 10; time += 1) {
      expect((await nobody.raw({ method: 'GET' }, '/health/ready')).status).toBe(200);
    }
  });
});

describe('an address whose tokens are refused too often', () => {
  const held = service({ BATON_ADDRESS_REFUSALS: '4', BATON_TRUSTED_PROXIES: '127.0.0.1' });

  it('is looked at no longer for a minute; others behind the same proxy are', async () => {
    const bad = client(held.baton.url, 'e30.e30.AAAA');
    const from = (ip: string, asked: Client = bad) => asked.raw({ method: 'POST', headers: { 'x-forwarded-for': ip } });
    for (let time = 0; time < 4; time += 1) expect((await from('192.0.2.1')).status).toBe(401);
    expect((await from('192.0.2.1')).status).toBe(429);
    expect((await from('192.0.2.1', await held.baton.as(carla))).status).toBe(429);
    expect((await from('192.0.2.2')).status).toBe(401);
    held.clock.pass({ minutes: 1 });
    expect((await from('192.0.2.1')).status).toBe(401);
  });

  it('is so over WebSockets, too, in one count with HTTP', async () => {
    const { url } = held.baton;
    const headers = { 'x-forwarded-for': '192.0.2.4' };
    for (let time = 0; time < 4; time += 1) {
      expect(await introduced(url, 'e30.e30.AAAA', headers).closed).toBe(4401);
    }
    expect(await upgraded(url, headers)).toBe(429);
    expect((await client(url).raw({ method: 'POST', headers })).status).toBe(429);
    expect(await upgraded(url, { 'x-forwarded-for': '192.0.2.5' })).toBe(101);
  });

  it('is not one that only forgot its token', async () => {
    const nobody = client(held.baton.url);
    for (let time = 0; time < 6; time += 1) {
      expect((await nobody.raw({ method: 'POST', headers: { 'x-forwarded-for': '192.0.2.3' } })).status).toBe(401);
    }
  });
});
