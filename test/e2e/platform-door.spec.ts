import { connect } from 'node:net';
import { v7 } from 'uuid';
import type { By } from '@baton/contracts';
import { startBaton, type TestBaton } from '../support/baton.js';
import { client, type Client } from '../support/client.js';
import { smallApp } from '../support/small-app.js';

const admin: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const OPEN = `mutation Open($input: OpenClubInput!, $commandId: ID, $expectedRevision: Int, $occurredAt: DateTime) {
  openClub(input: $input, commandId: $commandId, expectedRevision: $expectedRevision, occurredAt: $occurredAt) {
    __typename
    ... on Receipt { stream key revision position commandId }
    ... on Refused { code message rule missing alternatives actualRevision missed { revision type agent department } }
  }
}`;

interface Outcome {
  readonly __typename: 'Receipt' | 'Refused';
  readonly [field: string]: unknown;
}

let baton: TestBaton;
let ada: Client;

beforeAll(async () => {
  baton = await startBaton(smallApp);
  ada = await baton.as(admin);
});
afterAll(() => baton.close());

const open = async (club: string, more: object = {}): Promise<Outcome> =>
  (await ada.get<{ openClub: Outcome }>(OPEN, { input: { club, name: 'Chess' }, ...more })).openClub;

describe('a command at the door', () => {
  it('answers a receipt with where it wrote', async () => {
    expect(await open('chess')).toMatchObject({
      __typename: 'Receipt',
      stream: 'department-chess',
      key: 'chess',
      revision: 0,
      position: expect.stringMatching(/^\d+$/),
      commandId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('writes who asked, when it happened and under which ids', async () => {
    const occurredAt = '2026-03-01T10:00:00+01:00';
    const commandId = v7();
    await open('rowing', { occurredAt, commandId });
    const { value: event } = await baton.baton.store.readStream('department-rowing')[Symbol.asyncIterator]().next();
    expect(event).toMatchObject({
      by: admin,
      commandId,
      occurredAt: '2026-03-01T09:00:00.000Z',
      recordedAt: '2026-03-02T09:00:00.000Z',
      data: { name: 'Chess' },
    });
  });

  it('X1 answers the same receipt to the same command', async () => {
    const commandId = v7();
    expect(await open('bridge', { commandId })).toEqual(await open('bridge', { commandId: commandId.toUpperCase() }));
  });

  it('X1 refuses the same id with another body', async () => {
    const commandId = v7();
    await open('tennis', { commandId });
    expect(await open('football', { commandId })).toMatchObject({ code: 'COMMAND_ID_REUSED', rule: 'X1' });
  });

  it('X2 names the events that were missed', async () => {
    await open('golf');
    await ada.get('mutation { renameClub(input: { club: "golf", name: "Minigolf" }) { __typename } }');
    expect(await open('golf', { expectedRevision: 0 })).toMatchObject({
      code: 'REVISION_CONFLICT',
      actualRevision: 1,
      missed: [{ revision: 1, type: 'SkillsSet', agent: 'ada', department: 'office' }],
    });
  });

  it('answers a business no as data, with what is missing and what else could be done', async () => {
    await open('judo');
    expect(await open('judo')).toMatchObject({
      __typename: 'Refused',
      code: 'DEPARTMENT_EXISTS',
      missing: ['club'],
      alternatives: ['renameClub'],
      missed: [],
    });
  });

  it('is refused to a role that may not ask', async () => {
    const auditor = await baton.as({ agent: 'otto', department: 'audit', role: 'AUDITOR' });
    const answer = await auditor.get<{ openClub: Outcome }>(OPEN, { input: { club: 'fencing', name: 'F' } });
    expect(answer.openClub).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining('ADMIN') });
  });

  it('C2 cannot have happened later than now', async () => {
    expect(await open('ski', { occurredAt: '2026-03-02T09:00:00.001Z' })).toMatchObject({ code: 'OCCURRED_IN_FUTURE' });
  });

  it('that is wrong leaves the receipts of the others in the same operation', async () => {
    const { data, errors } = await ada.ask<Record<string, unknown>>(`mutation {
      good: openClub(input: { club: "bees", name: "Bees" }) { __typename }
      bad: openClub(input: { club: "!", name: "Wasps" }) { __typename }
    }`);
    expect(data).toEqual({ good: { __typename: 'Receipt' }, bad: null });
    expect(errors).toEqual([expect.objectContaining({ path: ['bad'] })]);
  });

  it('names every field that is wrong', async () => {
    const { data, errors } = await ada.ask(OPEN, { input: { club: '!', name: 'x'.repeat(41) }, commandId: v7() });
    expect(data).toEqual({ openClub: null });
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['openClub'],
        extensions: expect.objectContaining({
          code: 'INPUT_INVALID',
          fields: [
            { path: ['input', 'club'], message: expect.stringContaining('must be a code'), code: 'WRONG_FORM' },
            { path: ['input', 'name'], message: expect.stringContaining('40'), code: 'TOO_LONG' },
          ],
        }),
      }),
    ]);
  });

  it('needs a UUID as its id', async () => {
    const { errors } = await ada.ask(OPEN, { input: { club: 'go', name: 'Go' }, commandId: '7' });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'INPUT_INVALID',
      fields: [{ path: ['commandId'], code: 'WRONG_FORM' }],
    });
  });

  it.each(['2026-03-01T10:00:00', '2026-02-30T10:00:00Z', 'yesterday'])(
    'does not take %j for an instant',
    async (at) => {
      const { errors } = await ada.ask(OPEN, { input: { club: 'go', name: 'Go' }, occurredAt: at });
      expect(errors?.[0]?.extensions.code).toBe('VALIDATION');
      expect(errors?.[0]?.message).toContain('ISO 8601');
    },
  );
});

describe('a query over a view', () => {
  const LIST = `query List($first: Int, $after: String, $atLeast: String) {
    clubs(first: $first, after: $after, atLeast: $atLeast) {
      edges { cursor node { club name openedAt } } pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }`;
  interface List {
    readonly clubs: {
      readonly edges: { node: { club: string } }[];
      readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
    };
  }

  it('holds what its caller has just written when he says so', async () => {
    const { position } = await open('zither');
    const { clubs } = await ada.get<List>(LIST, { atLeast: position, first: 100 });
    expect(clubs.edges.map(({ node }) => node.club)).toContain('zither');
  });

  it('is read page by page', async () => {
    const { position } = await open('yoga');
    const names: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 50; page += 1) {
      const { clubs }: List = await ada.get<List>(LIST, { first: 2, after, atLeast: position });
      names.push(...clubs.edges.map(({ node }) => node.club));
      expect(clubs.pageInfo.hasPreviousPage).toBe(page > 0);
      after = clubs.pageInfo.endCursor;
      if (!clubs.pageInfo.hasNextPage) break;
    }
    const all = await ada.get<List>(LIST, { first: 100 });
    expect(names).toEqual(all.clubs.edges.map(({ node }) => node.club));
    expect(names.length).toBeGreaterThan(4);
  });

  it('is VIEW_BEHIND when the position does not come in time', async () => {
    const { errors } = await ada.ask(LIST, { atLeast: '999999999' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VIEW_BEHIND', remedy: expect.any(String) });
  });

  it.each([
    ['a position that is none', { atLeast: 'soon' }, 'INPUT_INVALID'],
    ['a position of another engine', { atLeast: '1/2' }, 'INPUT_INVALID'],
    ['a page of nothing', { first: 0 }, 'INPUT_INVALID'],
    ['a page of more than a hundred', { first: 101 }, 'INPUT_INVALID'],
    ['a page too large for its cost', { first: 100_000_000 }, 'INPUT_INVALID'],
    ['a cursor that Baton never gave out', { after: 'WzFd!' }, 'CURSOR_INVALID'],
    ['a cursor of another list', { after: Buffer.from('["a","b"]').toString('base64url') }, 'CURSOR_INVALID'],
  ])('refuses %s', async (_, variables, code) => {
    const { errors } = await ada.ask(LIST, variables);
    expect(errors?.[0]?.extensions.code).toBe(code);
  });
});

describe('what is wrong with an operation', () => {
  const LONG = `{ ${'nest { name } '.repeat(900)} }`;
  const DEEP = `{ ${'nest { within { '.slice(0, 7)} ${'within { '.repeat(12)} name ${'} '.repeat(12)} } }`;

  it.each([
    ['malformed text', '{ clubs( }', 'SYNTAX'],
    ['nothing', '   ', 'SYNTAX'],
    ['JSON instead of GraphQL', 'null', 'SYNTAX'],
    ['a syntax tree instead of text', '{"kind":"Document","definitions":[]}', 'SYNTAX'],
    ['an unknown field', '{ clubs { edges { node { colour } } } }', 'VALIDATION'],
    ['a wrong type', '{ clubs(first: "two") { pageInfo { hasNextPage } } }', 'VALIDATION'],
    [
      'an unknown input field',
      'mutation { openClub(input: { club: "a", name: "b", king: 1 }) { __typename } }',
      'VALIDATION',
    ],
    ['an unknown enum value', 'query ($role: Role!) { nest { name } }', 'VALIDATION'],
    ['too much depth', DEEP, 'QUERY_TOO_DEEP'],
    ['too many words', LONG, 'QUERY_TOO_LONG'],
    [
      'too many aliases',
      `{ ${Array.from({ length: 61 }, (_, i) => `a${i}: nest { name }`).join(' ')} }`,
      'QUERY_TOO_COSTLY',
    ],
    [
      'too many items',
      '{ nest { within { within { within { within { name depth weight within { name } } } } } } }',
      'QUERY_TOO_COSTLY',
    ],
    [
      'fragments that stand for more fields than can be counted',
      `{ nest { ...f0 } } fragment f14 on Nest { name depth } ${Array.from(
        { length: 14 },
        (_, i) => `fragment f${i} on Nest { ...f${i + 1} ... on Nest { ...f${i + 1} } }`,
      ).join(' ')}`,
      'QUERY_TOO_COSTLY',
    ],
    ['a fragment that contains itself', '{ nest { ...a } } fragment a on Nest { within { ...a } }', 'VALIDATION'],
  ])('is said: %s', async (_, query, code) => {
    const { status, errors } = await ada.ask(query);
    expect(errors?.map(({ extensions }) => extensions.code)).toContain(code);
    expect(status).toBe(400);
    expect(errors?.every(({ extensions }) => typeof extensions.remedy === 'string')).toBe(true);
  });

  it('points at the place', async () => {
    const { errors } = await ada.ask('{\n  clubs {\n    colour\n  }\n}');
    expect(errors?.[0]).toMatchObject({
      locations: [{ line: 3, column: 5 }],
      message: expect.stringContaining('colour'),
    });
  });

  it('is the same the second time, when it is remembered', async () => {
    const first = await ada.ask('{ colour }');
    const second = await ada.ask('{ colour }');
    expect(second.errors).toEqual(first.errors);
  });

  it('is said of variables too, also once the operation is compiled', async () => {
    const query = 'query ($first: Int!) { clubs(first: $first) { pageInfo { hasNextPage } } }';
    for (let time = 0; time < 4; time += 1) {
      const { errors } = await ada.ask(query, { first: 'two' });
      expect(errors?.[0]?.extensions.code).toBe('VALIDATION');
      expect((await ada.ask(query, { first: 2 })).errors).toBeUndefined();
    }
  });

  it('two operations of one text answer each for itself, also once they are compiled', async () => {
    const query = 'query One { nest { name } } query Two { nest { depth } }';
    for (let time = 0; time < 4; time += 1) {
      const one = await ada.ask(query, {}, { operationName: 'One' });
      const two = await ada.ask(query, {}, { operationName: 'Two' });
      expect([one.data, two.data]).toEqual([{ nest: { name: 'n20' } }, { nest: { depth: 20 } }]);
    }
    expect((await ada.ask(query)).errors?.[0]?.extensions.code).toBe('VALIDATION');
    expect((await ada.ask(query, {}, { operationName: 'Three' })).errors?.[0]?.extensions.code).toBe('VALIDATION');
  });

  it.each([[undefined], [null]])('variables may be %j', async (variables) => {
    for (let time = 0; time < 3; time += 1) {
      expect((await ada.ask('{ nest { name } }', undefined, { variables })).data).toEqual({ nest: { name: 'n20' } });
    }
  });

  it('an operation that is not there is said to be missing, with variables or without', async () => {
    for (const variables of [undefined, {}]) {
      const { errors } = await ada.ask('{ nest { name } }', undefined, { operationName: 'Other', variables });
      expect(errors?.[0]?.extensions.code).toBe('VALIDATION');
    }
  });

  it('introspection is answered, as GraphiQL asks for it', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { errors } = await ada.ask(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }));
    expect(errors).toBeUndefined();
  });

  it('an unexpected error tells nothing but an id, under which the log has it', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { errors, headers } = await ada.ask('{ fails }');
      const correlationId = headers.get('x-correlation-id') ?? '';
      expect(errors?.[0]).toMatchObject({ path: ['fails'], extensions: { code: 'INTERNAL', correlationId } });
      expect(JSON.stringify(errors)).not.toContain('secret');
      expect(baton.logged.find((line) => line.includes(correlationId) && line.includes('secret'))).toBeDefined();
    }
  });

  it("is in the log as an error, once, where it is ours, and not where it is the caller's", async () => {
    const errorsLogged = async (query: string): Promise<unknown[]> => {
      const before = baton.logged.length;
      expect((await ada.ask(query)).errors).toHaveLength(1);
      const lines = baton.logged.slice(before).map((line) => JSON.parse(line) as { level: number; code?: string });
      return lines.flatMap(({ level, code }) => (level >= 40 ? [code] : []));
    };
    for (let time = 0; time < 3; time += 1) {
      expect(await errorsLogged('{ clubs(first: 0) { pageInfo { hasNextPage } } }')).toEqual([]);
      expect(await errorsLogged('{ refuses }')).toEqual([]);
      expect(await errorsLogged('mutation { openClub(input: { club: "!", name: "" }) { __typename } }')).toEqual([]);
      expect(await errorsLogged('{ fails }')).toEqual(['INTERNAL']);
    }
  });

  it('a refused query has the code of the refusal', async () => {
    const { errors } = await ada.ask('{ refuses }');
    expect(errors?.[0]).toMatchObject({ path: ['refuses'], extensions: { code: 'CASE_UNKNOWN', rule: 'H1' } });
  });
});

describe('a request', () => {
  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    ada.raw({ method: 'POST', headers, body });
  const codeOf = async (response: Response): Promise<unknown> =>
    ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

  it.each([
    ['JSON that does not parse', '{"query":', 400, 'BODY_INVALID'],
    ['no query', '{}', 400, 'BODY_INVALID'],
    ['an empty body', '', 400, 'BODY_INVALID'],
    ['a query that is no text', '{"query":{"a":1}}', 400, 'BODY_INVALID'],
    ['variables that are no object', '{"query":"{ nest { name } }","variables":"x"}', 400, 'BODY_INVALID'],
    ['several operations at once', '[{"query":"{ nest { name } }"}]', 400, 'BATCHING_OFF'],
    [
      'more than a mebibyte',
      JSON.stringify({ query: `{ nest { name } } #${'x'.repeat(1_048_576)}` }),
      413,
      'BODY_TOO_LARGE',
    ],
    ['a poisoned prototype', '{"query":"{ nest { name } }","__proto__":{"x":1}}', 400, 'BODY_INVALID'],
  ])('with %s is refused', async (_, body, status, code) => {
    const response = await post(body);
    expect(await codeOf(response)).toBe(code);
    expect(response.status).toBe(status);
  });

  it('is JSON', async () => {
    const response = await post('query=1', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.status).toBe(415);
    expect(await codeOf(response)).toBe('MEDIA_TYPE_UNSUPPORTED');
  });

  it('to an address that is none is told where the door is', async () => {
    const response = await ada.raw({ method: 'GET' }, '/grapql');
    expect(response.status).toBe(404);
    expect(await codeOf(response)).toBe('NOT_FOUND');
  });

  it('to an address that cannot be read is told so as any other', async () => {
    const response = await ada.raw({ method: 'GET' }, '/%E0%A4%A');
    expect(response.status).toBe(400);
    expect(response.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'ADDRESS_INVALID', remedy: expect.any(String) } }],
    });
  });

  it.each([
    [
      'whose address is longer than headers may be',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['that is no HTTP', 'what is this?\r\n\r\n', 400, 'REQUEST_INVALID'],
  ])('%s is told so as any other', async (_, sent, status, code) => {
    const socket = connect(Number(new URL(baton.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(sent);
    let answer = '';
    for await (const piece of socket) answer += String(piece);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toEqual({
      errors: [{ message: expect.any(String), extensions: { code, remedy: expect.any(String) } }],
    });
  });

  it('keeps the correlation id it came with, unless that is not of its form', async () => {
    const sent = async (id: string) => (await post('{}', { 'x-correlation-id': id })).headers.get('x-correlation-id');
    expect(await sent('order-17:a')).toBe('order-17:a');
    expect(await sent('a b')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await sent('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('without a valid token', () => {
  const nobody = (headers: Record<string, string> = {}) =>
    client(baton.url).raw({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"query":"{ nest { name } }"}',
    });

  it.each([
    ['no token', {}, 'carries no token'],
    ['another scheme', { authorization: 'Basic YWRhOmFkYQ==' }, 'no bearer token'],
    ['rubbish', { authorization: 'Bearer rubbish' }, 'not one that Baton can read'],
    ['a token of another key', { authorization: `Bearer ${'e30.e30.AAAA'}` }, 'not'],
  ])('nothing is answered: %s', async (_, headers, why) => {
    const response = await nobody(headers);
    const body = (await response.json()) as { data: unknown; errors: { message: string; extensions: object }[] };
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(body).not.toHaveProperty('data');
    expect(body.errors[0]).toMatchObject({
      message: expect.stringContaining(why),
      extensions: {
        code: 'UNAUTHENTICATED',
        remedy: expect.stringContaining(
          '`npm run baton -- token --agent <you> --department <yours> --role AGENT` and send it',
        ),
      },
    });
  });

  it('not even whether a body could be read', async () => {
    const response = await client(baton.url).raw({ method: 'POST', body: '{"query":' });
    expect(response.status).toBe(401);
  });

  it('a browser gets the page, a program that asks the same way gets nothing of the data', async () => {
    const page = await client(baton.url).raw({ headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    const post = await nobody({ accept: 'text/html' });
    expect(post.status).toBe(401);
  });

  it('health is answered', async () => {
    const live = await client(baton.url).raw({}, '/health/live');
    expect([live.status, await live.json()]).toEqual([200, { status: 'live' }]);
    const ready = await client(baton.url).raw({}, '/health/ready');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      engine: { engine: 'sqlite', durability: expect.stringContaining('synchronous=FULL') },
      views: [{ name: 'club_list', status: 'live', parked: 0 }],
      problems: [],
    });
  });
});

describe('GraphiQL', () => {
  it('loads nothing from elsewhere, and everything it names is served', async () => {
    const page = await client(baton.url).raw({ headers: { accept: 'text/html,application/xhtml+xml' } });
    const html = await page.text();
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, file]) => file ?? '')
      .filter((file) => file !== 'data:,');
    expect(files).toHaveLength(6);
    for (const file of files) {
      const served = await client(baton.url).raw({}, file);
      expect([file, served.status]).toEqual([file, 200]);
      expect(served.headers.get('cache-control')).toContain('immutable');
      expect(served.headers.get('content-type')).toMatch(file.endsWith('.css') ? /text\/css/ : /text\/javascript/);
      if (file.endsWith('.css')) expect(await served.text()).not.toMatch(/url\(["']?https?:/);
    }
  });

  it('serves no other file', async () => {
    for (const path of ['/graphiql/x/start.js', '/graphiql/x/..%2f..%2fpackage.json', '/graphiql/']) {
      expect((await client(baton.url).raw({}, path)).status).toBe(404);
    }
  });

  it('is where a browser lands at the root', async () => {
    const root = await client(baton.url).raw({ redirect: 'manual' }, '/');
    expect([root.status, root.headers.get('location')]).toEqual([302, '/graphql']);
  });
});
