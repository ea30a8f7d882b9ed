import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { By } from '@baton/contracts';
import { startBaton, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';
import { smallApp } from '../support/small-app.js';

const admin: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const NEST = 'query Nest { nest { name } }';
const OPEN = 'mutation Open($club: String!) { openClub(input: { club: $club, name: "x" }) { __typename } }';
const TWO = 'query One { nest { name } } query Two { nest { depth } }';
const UNFIT = 'query Unfit { colour }';
const OTHER = 'query Other { nest { depth } }';
const idOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'baton-operations-'));
const file = join(folder, 'operations.json');
writeFileSync(file, JSON.stringify(Object.fromEntries([NEST, OPEN, TWO, UNFIT].map((text) => [idOf(text), text]))));
afterAll(() => rmSync(folder, { recursive: true }));

let baton: TestBaton;
let ada: Client;

const starting = (env: NodeJS.ProcessEnv): void => {
  beforeAll(async () => {
    baton = await startBaton(smallApp, { env });
    ada = await baton.as(admin);
  });
  afterAll(() => baton.close());
};

const ask = (request: object) => ada.ask('', undefined, { query: undefined, variables: undefined, ...request });
const apq = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: idOf(text) } } });
const codeOf = async (request: object): Promise<unknown> => {
  const { status, errors } = await ask(request);
  return [status, errors?.[0]?.extensions.code];
};
const NAMED = { nest: { name: 'n20' } };

describe('a registered operation', () => {
  starting({ BATON_OPERATIONS_FILE: file });

  it('is asked for by its id, in each of the ways that clients do', async () => {
    for (let time = 0; time < 3; time += 1) {
      for (const request of [{ documentId: idOf(NEST) }, { documentId: `sha256:${idOf(NEST)}` }, apq(NEST)]) {
        expect((await ask(request)).data).toEqual(NAMED);
      }
    }
  });

  it('is asked for by GET', async () => {
    for (const parameters of [{ documentId: idOf(NEST) }, { extensions: JSON.stringify(apq(NEST).extensions) }]) {
      const response = await ada.raw({}, `/graphql?${new URLSearchParams(parameters).toString()}`);
      expect(await response.json()).toEqual({ data: NAMED });
    }
    const mutation = await ada.raw({}, `/graphql?documentId=${idOf(OPEN)}&variables={"club":"x"}`);
    expect(mutation.status).toBe(405);
  });

  it('takes variables and the name of one of several', async () => {
    expect((await ask({ documentId: idOf(OPEN), variables: { club: 'chess' } })).data).toMatchObject({
      openClub: { __typename: 'Receipt' },
    });
    expect((await ask({ documentId: idOf(TWO), operationName: 'Two' })).data).toEqual({ nest: { depth: 20 } });
  });

  it('that nobody knows is said so, in the words that clients look for, with what to do', async () => {
    const { status, errors } = await ask({ documentId: idOf(OTHER) });
    expect([status, errors?.[0]?.message]).toEqual([400, 'PersistedQueryNotFound']);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'PERSISTED_QUERY_NOT_FOUND',
      remedy: expect.stringContaining('as query'),
    });
  });

  it('does not come to be one by being asked with its text', async () => {
    expect((await ask({ query: OTHER, ...apq(OTHER) })).data).toEqual({ nest: { depth: 20 } });
    expect(await codeOf(apq(OTHER))).toEqual([400, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  it.each([
    ['a hash that is not of the text', { query: NEST, ...apq(OTHER) }, 'PERSISTED_QUERY_MISMATCH'],
    ['an id and a text', { query: NEST, documentId: idOf(NEST) }, 'BODY_INVALID'],
    ['an id and a hash', { documentId: idOf(NEST), ...apq(NEST) }, 'BODY_INVALID'],
    [
      'a hash of another version',
      { extensions: { persistedQuery: { version: 2, sha256Hash: idOf(NEST) } } },
      'BODY_INVALID',
    ],
    ['a hash that is none', { extensions: { persistedQuery: 'x' } }, 'BODY_INVALID'],
    ['the name of something every object has', { documentId: 'constructor' }, 'PERSISTED_QUERY_NOT_FOUND'],
  ])('asked for with %s is refused', async (_, request, code) => {
    expect(await codeOf(request)).toEqual([400, code]);
  });

  it('that does not fit the schema is warned of at start, and is refused as any other', async () => {
    expect(baton.logged.filter((line) => line.includes('does not fit the schema'))).toEqual([
      expect.stringContaining(idOf(UNFIT)),
    ]);
    expect(await codeOf({ documentId: idOf(UNFIT) })).toEqual([400, 'VALIDATION']);
  });

  it('stands beside all others', async () => {
    expect((await ask({ query: OTHER })).data).toEqual({ nest: { depth: 20 } });
  });
});

describe('where nothing but registered operations is carried out', () => {
  starting({ BATON_OPERATIONS_FILE: file, BATON_OPERATIONS_ONLY: 'on' });

  it('they are, by their id or their text', async () => {
    for (const request of [{ documentId: idOf(NEST) }, { query: NEST }, { query: NEST, ...apq(NEST) }]) {
      expect((await ask(request)).data).toEqual(NAMED);
    }
  });

  it.each([
    ['another', { query: OTHER }],
    ['the same with a space more', { query: `${NEST} ` }],
    ['another with its hash', { query: OTHER, ...apq(OTHER) }],
    ['introspection', { query: '{ __schema { queryType { name } } }' }],
    ['a text that is no GraphQL', { query: '{' }],
  ])('%s is not', async (_, request) => {
    expect(await codeOf(request)).toEqual([400, 'OPERATION_NOT_REGISTERED']);
    const response = await ada.raw({}, `/graphql?${new URLSearchParams({ query: request.query }).toString()}`);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_NOT_REGISTERED' } }] });
  });

  it('an id that nobody knows is not answered with the advice to send the text', async () => {
    const { errors } = await ask(apq(OTHER));
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'PERSISTED_QUERY_NOT_FOUND',
      remedy: expect.not.stringContaining('Send the text'),
    });
  });
});

describe('without registered operations', () => {
  starting({});

  it('a client that asks by id is told to stop it', async () => {
    expect(await codeOf(apq(NEST))).toEqual([400, 'PERSISTED_QUERY_NOT_SUPPORTED']);
  });

  it('the service does not start to carry out nothing', async () => {
    await expect(startBaton(smallApp, { env: { BATON_OPERATIONS_ONLY: 'on' } })).rejects.toMatchObject({
      problems: [expect.stringContaining('BATON_OPERATIONS_FILE is needed')],
    });
  });

  it('nor with a file that was altered', async () => {
    const altered = join(folder, 'altered.json');
    writeFileSync(altered, JSON.stringify({ [idOf(NEST)]: OTHER }));
    await expect(startBaton(smallApp, { env: { BATON_OPERATIONS_FILE: altered } })).rejects.toMatchObject({
      problems: [expect.stringMatching(/^BATON_OPERATIONS_FILE: [^]*is not the sha256 of the text/)],
    });
  });
});
