import { serverAudits } from 'graphql-http';
import type { By } from '@baton/contracts';
import { startBaton, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';
import { smallApp } from '../support/small-app.js';

/* GraphQL over HTTP: the official audits, and what they do not ask. */

const admin: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const GRAPHQL = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';
const NEST = '{ nest { name } }';

let baton: TestBaton;
let ada: Client;

beforeAll(async () => {
  baton = await startBaton(smallApp);
  ada = await baton.as(admin);
});
afterAll(() => baton.close());

interface Body {
  readonly data?: unknown;
  readonly errors?: { message: string; extensions: { code: string; remedy?: string; parameter?: string } }[];
}

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  ada.raw({
    method: 'POST',
    headers: { 'content-type': JSON_TYPE, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const address = (parameters: Record<string, string>): string =>
  `/graphql?${new URLSearchParams(parameters).toString()}`;
const get = (parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  ada.raw({ method: 'GET', headers }, address(parameters));
const bodyOf = async (response: Response): Promise<Body> => (await response.json()) as Body;
const codeOf = async (response: Response): Promise<unknown> => (await bodyOf(response)).errors?.[0]?.extensions.code;

describe('the audits of GraphQL over HTTP', () => {
  const fetchFn = (url: string, { headers, ...init }: RequestInit = {}): Promise<Response> =>
    ada.raw({ ...init, headers: headers ?? {} }, new URL(url).pathname + new URL(url).search);
  const audits = serverAudits({ url: 'http://baton.test/graphql', fetchFn });

  it('there are as many as there were', () => {
    expect(audits.length).toBeGreaterThanOrEqual(61);
  });

  it.each(audits.map(({ id, name, fn }) => ({ id, name, fn })))('$id $name', async ({ fn }) => {
    const result = await fn();
    expect([result.status, 'reason' in result ? result.reason : '']).toEqual(['ok', '']);
  });
});

describe('what an answer is written in', () => {
  it.each([
    [GRAPHQL, GRAPHQL],
    [JSON_TYPE, JSON_TYPE],
    ['*/*', JSON_TYPE],
    [`${GRAPHQL}, ${JSON_TYPE};q=0.9`, GRAPHQL],
  ])('accepting %s is %s in UTF-8, whether it went well or not', async (accept, type) => {
    for (const query of [NEST, '{', '{ colour }', '{ fails }']) {
      const response = await post({ query }, { accept });
      expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    }
    expect((await post('{', { accept })).headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    const nobody = await fetch(`${baton.url}/graphql`, { method: 'POST', headers: { accept }, body: '{}' });
    expect([nobody.status, nobody.headers.get('content-type')]).toEqual([401, `${type}; charset=utf-8`]);
  });

  it('is refused where it could be written in nothing that is accepted', async () => {
    const response = await post({ query: NEST }, { accept: 'application/xml' });
    expect([response.status, await codeOf(response)]).toEqual([406, 'NOT_ACCEPTABLE']);
  });

  it('is kept by nobody on the way', async () => {
    for (const response of [await post({ query: NEST }), await post({ query: '{' }), await get({ query: NEST })]) {
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  it.each([
    ['a text that is no GraphQL', { query: '{' }],
    ['a field that is not there', { query: '{ colour }' }],
    [
      'a variable of another type',
      { query: 'query ($n: Int) { clubs(first: $n) { totalCount } }', variables: { n: 'x' } },
    ],
    ['an operation that is not there', { query: NEST, operationName: 'Other' }],
    ['too much depth', { query: `{ nest { ${'within { '.repeat(12)} name ${'} '.repeat(12)} } }` }],
  ])('%s: 400 in the newer form, 200 in the older, data in neither', async (_, request) => {
    for (let time = 0; time < 3; time += 1) {
      for (const [accept, status] of [
        [GRAPHQL, 400],
        [JSON_TYPE, 200],
      ] as const) {
        const response = await post(request, { accept });
        const body = await bodyOf(response);
        expect(response.status).toBe(status);
        expect(body).not.toHaveProperty('data');
        expect(body.errors?.[0]?.extensions).toMatchObject({ code: expect.any(String), remedy: expect.any(String) });
      }
    }
  });

  it('an error while it was carried out has data and 200 in both', async () => {
    for (const accept of [GRAPHQL, JSON_TYPE]) {
      const response = await post(
        { query: 'mutation { openClub(input: { club: "!", name: "x" }) { __typename } }' },
        { accept },
      );
      expect([response.status, (await bodyOf(response)).data]).toEqual([200, { openClub: null }]);
    }
  });
});

describe('a request by POST', () => {
  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a text', '"{ nest { name } }"'],
    ['a number', '7'],
    ['no query', { variables: {} }],
    ['a query that is null', { query: null }],
    ['a query that is empty', { query: '' }],
    ['a documentId that is no text', { query: NEST, documentId: 7 }],
    ['JSON that does not end', '{"query":"{ nest { name } }'],
    ['a poisoned prototype', '{"query":"{ nest { name } }","variables":{"__proto__":{"x":1}}}'],
  ])('of %s is refused with 400, whatever is accepted', async (_, body) => {
    for (const accept of [GRAPHQL, JSON_TYPE]) {
      const response = await post(body, { accept });
      expect([response.status, await codeOf(response)]).toEqual([400, 'BODY_INVALID']);
    }
  });

  it.each([
    ['query', 0],
    ['operationName', {}],
    ['variables', []],
    ['variables', 'x'],
    ['extensions', true],
  ])('names the parameter %s where it is %j', async (parameter, value) => {
    const { errors } = await bodyOf(await post({ query: NEST, [parameter]: value }));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BODY_INVALID', parameter, remedy: expect.any(String) });
  });

  it('may begin with a byte order mark', async () => {
    const response = await post(`\uFEFF${JSON.stringify({ query: NEST })}`);
    expect(await bodyOf(response)).toEqual({ data: { nest: { name: 'n20' } } });
  });

  it('may hold what nobody knows', async () => {
    expect((await post({ query: NEST, persisted: true, later: [1] })).status).toBe(200);
  });

  it('with a key twice means the last', async () => {
    const response = await post(`{"query":"{","query":${JSON.stringify(NEST)}}`);
    expect(response.status).toBe(200);
  });

  it('in any script', async () => {
    const name = '"Łódź 👩‍🔧 مرحبا"';
    const response = await post({ query: `{ __type(name: ${name}) { name } } # ${name}` });
    expect(await bodyOf(response)).toEqual({ data: { __type: null } });
  });

  it.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', { 'content-type': 'text/plain' }],
    ['GraphQL', { 'content-type': 'application/graphql' }],
    ['a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['JSON in another encoding', { 'content-type': 'application/json; charset=utf-16' }],
    ['compressed JSON', { 'content-encoding': 'gzip' }],
  ])('announced as %s is 415', async (_, headers) => {
    const response = await post({ query: NEST }, headers);
    expect([response.status, await codeOf(response)]).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED']);
  });

  it('with very many variables is refused as too large, not as a fault', async () => {
    const response = await post({ query: NEST, variables: { x: 'x'.repeat(1_100_000) } });
    expect([response.status, await codeOf(response)]).toEqual([413, 'BODY_TOO_LARGE']);
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`v${i}`, i]));
    expect((await post({ query: NEST, variables: many })).status).toBe(200);
  });
});

describe('a request by GET', () => {
  it('is answered when it is a query', async () => {
    const query = 'query One { nest { name } } query Two($n: Int) { clubs(first: $n) { edges { cursor } } }';
    expect(await bodyOf(await get({ query, operationName: 'One' }))).toEqual({ data: { nest: { name: 'n20' } } });
    const two = { query, operationName: 'Two', variables: '{"n":2}', extensions: '{"some":"value"}' };
    expect(await bodyOf(await get(two))).toEqual({ data: { clubs: { edges: [] } } });
  });

  it('that changes something is 405, and says how it is asked', async () => {
    const query =
      'query Read { nest { name } } mutation Open { openClub(input: { club: "a", name: "b" }) { __typename } }';
    for (const method of ['GET', 'HEAD']) {
      const response = await ada.raw({ method }, address({ query, operationName: 'Open' }));
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    }
    expect((await get({ query, operationName: 'Read' })).status).toBe(200);
    expect(await ada.get('{ clubs { edges { node { club } } } }')).toEqual({ clubs: { edges: [] } });
  });

  it.each([
    ['no query', {}, 400, 'BODY_INVALID'],
    ['a query that is no GraphQL', { query: '{' }, 400, 'SYNTAX'],
    ['an operation that is not there', { query: NEST, operationName: 'Other' }, 400, 'VALIDATION'],
    ['variables that are no JSON', { query: NEST, variables: '{' }, 400, 'BODY_INVALID'],
    ['variables that are no object', { query: NEST, variables: '[1]' }, 400, 'BODY_INVALID'],
    ['a poisoned prototype', { query: NEST, variables: '{"__proto__":{}}' }, 400, 'BODY_INVALID'],
    ['an address beyond measure', { query: `${NEST} #${'x'.repeat(8200)}` }, 414, 'ADDRESS_TOO_LONG'],
  ])('with %s is refused', async (_, parameters, status, code) => {
    const response = await get(parameters as Record<string, string>, { accept: GRAPHQL });
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });

  it('with a parameter twice is refused', async () => {
    const response = await ada.raw({}, `/graphql?query=${encodeURIComponent(NEST)}&query=%7B`);
    expect([response.status, await codeOf(response)]).toEqual([400, 'BODY_INVALID']);
  });

  it('is logged without what was asked', async () => {
    const before = baton.logged.length;
    await get({ query: 'query Secret { nest { name } }', variables: '{"phone":"+43"}' });
    await get({ query: '{ fails }' });
    const lines = baton.logged.slice(before).join('\n');
    expect(lines).toContain('"route":"/graphql"');
    expect(lines).not.toMatch(/Secret|\+43|%2B43|query=/);
  });

  it('of a browser that wants a page is the page; a program that names JSON gets JSON', async () => {
    const page = await get(
      { query: NEST },
      { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' },
    );
    expect(page.headers.get('content-type')).toContain('text/html');
    const program = await get({ query: NEST }, { accept: 'application/json, text/html;q=0.1' });
    expect(await bodyOf(program)).toEqual({ data: { nest: { name: 'n20' } } });
  });

  it('by HEAD has the headers of GET and no body', async () => {
    const response = await ada.raw({ method: 'HEAD' }, address({ query: NEST }));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, `${JSON_TYPE}; charset=utf-8`]);
    expect(await response.text()).toBe('');
  });
});

describe('another method', () => {
  it.each(['PUT', 'PATCH', 'DELETE'])('%s is 405 with those that there are', async (method) => {
    const response = await ada.raw({ method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect(await codeOf(response)).toBe('METHOD_NOT_ALLOWED');
  });

  it('is 405 also elsewhere, with those that there are', async () => {
    const response = await ada.raw({ method: 'POST' }, '/health/ready');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await codeOf(response)).toBe('METHOD_NOT_ALLOWED');
  });

  it('OPTIONS names those that there are', async () => {
    const response = await ada.raw({ method: 'OPTIONS' });
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST']);
  });
});
