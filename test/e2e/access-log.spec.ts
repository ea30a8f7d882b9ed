import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { streamOf, type By, type CaseFact, type Role } from '@baton/contracts';
import { StoreFailed, Streams, verifyLog, type StoredEvent } from '@baton/event-store';
import { StoredRows } from '@baton/event-store/sqlite';
import { appendOptions, newEvent } from '@baton/event-store/testing';
import { offered, recalled } from '../../src/cases/testing/case.happenings.js';
import { app } from '../../src/app.js';
import { caseReads } from '../../src/audit/access-log/case-reads.js';
import { accessLogCommand } from '../../src/audit/access-log.cli.js';
import { aPromise } from '../../src/cases/views/testing/stories.js';
import { openDepartment } from '../../src/feeds/testing/case-writer.js';
import { devToken } from '../../src/platform/auth/dev-token.js';
import { runProgram } from '../../src/platform/cli/program.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';
import { wrapped } from '../support/wrapped-store.js';

const ONE = '5f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
const TWO = '6f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
const NOBODYS = '7f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
const by = (role: Role, department: string, agent = role.toLowerCase()): By => ({ agent, department, role });
const audrey = by('AUDITOR', 'audit', 'audrey');
const TRAIL = 'query Look($id: ID!) { case(id: $id) { id } caseTrail(id: $id) { totalCount } }';

interface Entry {
  readonly reader: string;
  readonly caseId: string | null;
  readonly what: readonly string[];
  readonly operation: string | null;
  readonly correlationId: string;
  readonly readAt: string;
  readonly followed: string | null;
}

describe('the log of who looked at cases', () => {
  const clock = new TestClock();
  let baton: TestBaton;
  let full = false;

  beforeAll(async () => {
    baton = await startBaton(
      {
        ...app,
        module: (basis) => {
          const store = wrapped(basis.baton.store, (stream, append) => {
            if (full && stream.startsWith('access-')) throw new StoreFailed('STORE_FULL', 'No room', 'Make room');
            return append();
          });
          return app.module({ ...basis, baton: { ...basis.baton, streams: new Streams(store) } });
        },
      },
      { clock },
    );
    await openDepartment(baton.baton.store, 'repair');
    await write(ONE, { type: 'CaseOpened', data: { department: 'repair', matter: 'A broken router' } });
    await write(TWO, { type: 'CaseOpened', data: { department: 'sales' } });
  });
  afterAll(() => baton.close());

  const write = (caseId: string, ...facts: readonly CaseFact[]) =>
    baton.baton.store.append(
      streamOf('case', caseId),
      facts.map(({ type, data }) => ({ ...newEvent(type, data), recordedAt: clock.now(), occurredAt: clock.now() })),
      appendOptions('any'),
    );
  const kept = async (): Promise<StoredEvent[]> => {
    const page = await baton.baton.store.readAll({ filter: { kinds: ['access'] }, limit: 1000 });
    return [...page.events];
  };
  /** What an operation leaves behind. */
  const leaves = async (asking: By, ask: (client: Client) => Promise<unknown>): Promise<readonly StoredEvent[]> => {
    const before = (await kept()).length;
    await ask(await baton.as(asking));
    return (await kept()).slice(before);
  };
  const look = (id: string) => (client: Client) => client.get(TRAIL, { id });

  it('keeps every look of an auditor: who, at what, under which operation and correlation id', async () => {
    let correlationId: string | null = null;
    const [event, ...others] = await leaves(audrey, async (client) => {
      const { headers, errors } = await client.ask(TRAIL, { id: ONE.toUpperCase() });
      expect(errors).toBeUndefined();
      correlationId = headers.get('x-correlation-id');
    });
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: 'CaseRead',
      stream: `access-${clock.now().slice(0, 10)}-audrey`,
      by: audrey,
      correlationId,
      recordedAt: clock.now(),
      data: { caseId: ONE, what: ['case', 'caseTrail'], operation: 'Look' },
    });
  });

  it.each([
    ['AGENT', 'repair', 0],
    ['AGENT', 'sales', 1],
    ['SUPERVISOR', 'repair', 0],
    ['SUPERVISOR', 'sales', 1],
    ['ADMIN', 'repair', 0],
    ['ADMIN', 'sales', 1],
    ['AUDITOR', 'repair', 1],
  ] as const)('of a case of repair, asked by %s of %s, keeps %i', async (role, department, count) => {
    expect(await leaves(by(role, department), look(ONE))).toHaveLength(count);
  });

  it('X3 of a matter of several cases keeps each that is told of', async () => {
    const [survivor, duplicate, mergeId] = ['a', 'b', 'c'].map((n) => `${n}f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d`) as [
      string,
      string,
      string,
    ];
    const opened: CaseFact = { type: 'CaseOpened', data: { department: 'repair' } };
    const merged = (other: string, role: 'DUPLICATE' | 'SURVIVOR'): CaseFact => ({
      type: 'CasesMerged',
      data: { mergeId, other, role, reason: 'One matter' },
    });
    await write(survivor, opened);
    await write(duplicate, opened, merged(survivor, 'DUPLICATE'));
    await write(survivor, merged(duplicate, 'SURVIVOR'));
    const trail = 'query($id: ID!) { matterTrail(id: $id, first: 50) { edges { node { caseId revision } } } }';
    const events = await leaves(audrey, (client) => client.get(trail, { id: survivor }));
    expect(events.map(({ data }) => data)).toEqual([
      { caseId: survivor, what: ['matterTrail'] },
      { caseId: duplicate, what: ['matterTrail'] },
    ]);
  });

  it('hinders nobody: who has the customer on the line sees any case', async () => {
    const client = await baton.as(by('AGENT', 'sales'));
    expect(await client.get('query($id: ID!) { case(id: $id) { matter } }', { id: ONE })).toEqual({
      case: { matter: 'A broken router' },
    });
  });

  it('knows whom a case concerns now: who has an offer of it, and for 30 days who answered for it', async () => {
    const id = '8f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
    const at = async (department: string) => (await leaves(by('AGENT', department), look(id))).length;
    await write(id, { type: 'CaseOpened', data: { department: 'repair' } });
    await write(id, { type: 'TransferObserved', data: { from: 'repair', to: 'sales' } });
    expect([await at('repair'), await at('sales'), await at('stores')]).toEqual([0, 0, 1]);
    clock.pass({ days: 30 });
    expect(await at('repair')).toBe(0);
    clock.pass({ minutes: 1 });
    expect([await at('repair'), await at('sales')]).toEqual([1, 0]);
  });

  it('keeps one record for an operation and case, whatever its text and however often it is asked', async () => {
    const text = `query Many($id: ID!, $other: ID!, $no: Boolean!) {
      a: case(id: $id) { id }
      b: case(id: $id) { status }
      ...Rest
      ... on Query { caseBrief(id: $other) { caseId } }
      skipped: caseDiff(id: $other, fromRevision: 0, toRevision: 0) @include(if: $no) { total }
    }
    fragment Rest on Query { promises(filter: { caseId: "${ONE}" }) { totalCount } departments { totalCount } }`;
    // Compiled from the second time on.
    for (let time = 0; time < 3; time++) {
      const events = await leaves(audrey, (client) => client.ask(text, { id: ONE, other: TWO, no: false }));
      expect(events.map(({ data }) => data)).toEqual([
        { caseId: ONE, what: ['case', 'promises'], operation: 'Many' },
        { caseId: TWO, what: ['caseBrief'], operation: 'Many' },
      ]);
    }
  });

  it('keeps nothing of what is not read: no such case, no id, a list, a field that is left out', async () => {
    expect(await leaves(audrey, look(NOBODYS))).toEqual([]);
    expect(await leaves(audrey, (client) => client.ask(TRAIL, { id: 'nonsense' }))).toEqual([]);
    const lists =
      '{ searchCases(text: "hippopotamus") { totalCount } departmentInbox(department: "stores") { totalCount } serviceFigures(from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z") { __typename } }';
    expect(await leaves(audrey, (client) => client.ask(lists))).toEqual([]);
    const left = 'query($id: ID!) { case(id: $id) @skip(if: true) { id } agents { totalCount } }';
    expect(await leaves(audrey, (client) => client.get(left, { id: ONE }))).toEqual([]);
  });

  describe('of a list across cases', () => {
    const LISTED = 'af0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
    const OTHER = 'bf0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
    const customerId = 'cf0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
    const promise = { ...aPromise(1, '2026-05-01T08:00:00.000Z'), department: 'kitchens' };
    let at: string;
    beforeAll(async () => {
      const data = { department: 'kitchens', customerId, reference: 'K-1', matter: 'The oven zigzags' };
      await write(
        LISTED,
        { type: 'CaseOpened', data },
        { type: 'CaseClaimed', data: { holder: 'kim' } },
        { type: 'PromiseMade', data: promise },
      );
      at = (await write(OTHER, { type: 'CaseOpened', data: { department: 'kitchens' } })).position;
    });

    const lists = [
      ['searchCases', 'searchCases(text: "zigzags", atLeast: $at)', [LISTED]],
      ['searchCases', 'searchCases(reference: "K-1", atLeast: $at)', [LISTED]],
      ['departmentInbox', 'departmentInbox(department: "kitchens", atLeast: $at)', [LISTED, OTHER]],
      ['agentWorklist', 'agentWorklist(agent: "kim", atLeast: $at)', [LISTED]],
      ['promises', 'promises(filter: { customerId: $customer }, atLeast: $at)', [LISTED]],
      ['promises', 'promises(filter: { caseId: $case }, atLeast: $at)', [LISTED]],
    ] as const;
    const asked = (field: string) => (client: Client) => {
      const variables = ['at: String', 'customer: ID', 'case: ID'].filter((one) =>
        field.includes(one.split(':')[0] ?? ''),
      );
      const text = `query List(${variables.map((one) => `$${one}`).join(', ')}) { ${field} { totalCount } }`;
      return client.get(text, { at, customer: customerId, case: LISTED });
    };

    it.each(lists)('keeps in one append a look at each case that it tells of: %s', async (name, field, cases) => {
      const events = await leaves(by('SUPERVISOR', 'sales'), asked(field));
      expect(events.map(({ data }) => data)).toEqual(
        expect.arrayContaining(cases.map((caseId) => ({ caseId, what: [name], operation: 'List' }))),
      );
      expect(events).toHaveLength(cases.length);
      expect(new Set(events.map(({ commandId }) => commandId)).size).toBe(1);
      expect(await leaves(audrey, asked(field))).toHaveLength(cases.length);
    });

    it.each(lists)("keeps nothing of one's own department: %s, %s", async (_, field) => {
      expect(await leaves(by('SUPERVISOR', 'kitchens'), asked(field))).toEqual([]);
    });

    it('counts nothing beyond the last case that it tells of', async () => {
      const after = Buffer.from(JSON.stringify(['0001-01-01T00:00:00.000Z', LISTED])).toString('base64url');
      const client = await baton.as(by('AGENT', 'sales'));
      const text =
        'query($after: String) { searchCases(text: "zigzags", after: $after) { totalCount edges { cursor } } }';
      expect(await client.get(text, { after })).toEqual({ searchCases: { totalCount: null, edges: [] } });
    });

    it('shows nothing that it could not keep', async () => {
      full = true;
      try {
        const { errors } = await (await baton.as(by('AGENT', 'sales'))).ask('{ searchCases { totalCount } }');
        expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['STORE_FAILED']);
      } finally {
        full = false;
      }
    });
  });

  it('tells nobody from outside, in a refusal, what happened to the case (X2)', async () => {
    const id = 'df0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
    await write(
      id,
      { type: 'CaseOpened', data: { department: 'repair' } },
      { type: 'NoteAdded', data: { noteId: ONE, text: 'Called back' } },
    );
    const text = `mutation($id: ID!) { addNote(input: { caseId: $id, text: "Hello" }, expectedRevision: 0) {
      ... on Refused { code actualRevision missed { type } } } }`;
    const refused = async (department: string) =>
      (await (await baton.as(by('AGENT', department))).get<{ addNote: object }>(text, { id })).addNote;
    const refusal = { code: 'REVISION_CONFLICT', actualRevision: 1 };
    expect(await refused('repair')).toEqual({ ...refusal, missed: [{ type: 'NoteAdded' }] });
    expect(await refused('sales')).toEqual({ ...refusal, missed: [] });
  });

  it('tells a former receiver, in a refusal, what ended its part, and nothing of what came after (X2, H12)', async () => {
    const id = 'ef0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
    const parties = { from: 'repair', to: 'sales' };
    await write(id, { type: 'CaseOpened', data: { department: 'repair' } }, offered(parties), recalled(parties), {
      type: 'NoteAdded',
      data: { noteId: ONE, text: 'Called back' },
    });
    const text = `mutation($id: ID!) { acceptTransfer(input: { caseId: $id }, expectedRevision: 0) {
      ... on Refused { code actualRevision missed { type } } } }`;
    const sales = await baton.as(by('AGENT', 'sales'));
    const missed = [{ type: 'TransferOffered' }, { type: 'TransferRecalled' }];
    expect(await sales.get(text, { id })).toEqual({
      acceptTransfer: { code: 'REVISION_CONFLICT', actualRevision: 3, missed },
    });
  });

  it("keeps a look at the customer's context as a look at each case that it tells of", async () => {
    const ada = await baton.as(by('ADMIN', 'repair', 'ada'));
    const { registerCustomer } = await ada.get<{ registerCustomer: { key: string } }>(
      `mutation { registerCustomer(input: { kind: PERSON, name: "Marta", identifiers: [{ kind: EMAIL, value: "marta@example.org" }] }) { ... on Receipt { key } } }`,
    );
    const id = '9f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
    const data = { department: 'repair', customerId: registerCustomer.key, matter: 'Noise' };
    const { position } = await write(id, { type: 'CaseOpened', data });
    const context = `query Call($at: String, $id: ID!) {
      customerContext(identifier: { kind: EMAIL, value: "marta@example.org" }, atLeast: $at) { openCases { caseId } }
      case(id: $id) { id }
    }`;
    const asked = (other: string) => (client: Client) => client.get(context, { at: position, id: other });
    expect((await leaves(by('AGENT', 'sales'), asked(TWO))).map((event) => event.data)).toEqual([
      { caseId: id, what: ['customerContext'], operation: 'Call' },
    ]);
    expect(await leaves(by('AGENT', 'repair'), asked(id))).toEqual([]);
    expect((await leaves(by('AGENT', 'sales'), asked(id))).map((event) => event.data)).toEqual([
      { caseId: id, what: ['case'], operation: 'Call' },
    ]);
  });

  it('shows nothing that it could not keep', async () => {
    full = true;
    try {
      const client = await baton.as(audrey);
      for (let time = 0; time < 3; time++) {
        const { data, errors } = await client.ask(TRAIL, { id: ONE });
        expect(data).toEqual({ case: null, caseTrail: null });
        expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['STORE_FAILED', 'STORE_FAILED']);
      }
      const own = await baton.as(by('AGENT', 'repair'));
      expect(await own.get(TRAIL, { id: ONE })).toMatchObject({ case: { id: ONE } });
    } finally {
      full = false;
    }
  });

  it('shows nothing that it could not keep, under whatever other name it is asked as well', async () => {
    const context = 'customerContext(identifier: { kind: EMAIL, value: "marta@example.org" })';
    const twice = `{ a: ${context} { openCases { summary } } b: ${context} { openCases { summary } } }`;
    const client = await baton.as(by('AGENT', 'sales'));
    expect(JSON.stringify(await client.get(twice))).toContain('Noise');
    full = true;
    try {
      const { data, errors } = await client.ask(twice);
      expect(data).toEqual({ a: null, b: null });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['STORE_FAILED', 'STORE_FAILED']);
    } finally {
      full = false;
    }
  });

  it('keeps one record of a feed, at its start', async () => {
    const follow = (query: string) => async (client: Client) => {
      const { status, body } = await client.raw({}, `/feeds/cases${query}`);
      expect(status).toBe(200);
      await body?.cancel();
    };
    expect((await leaves(audrey, follow(''))).map(({ data }) => data)).toEqual([{ what: ['GET /feeds/cases'] }]);
    expect((await leaves(by('SUPERVISOR', 'sales'), follow('?department=repair'))).map(({ data }) => data)).toEqual([
      { what: ['GET /feeds/cases'], department: 'repair' },
    ]);
    expect((await leaves(by('ADMIN', 'sales'), follow(`?case=${ONE}`))).map(({ data }) => data)).toEqual([
      { what: ['GET /feeds/cases'], caseId: ONE },
    ]);
    expect(await leaves(by('AGENT', 'repair'), follow(''))).toEqual([]);
    expect(await leaves(by('ADMIN', 'repair'), follow(`?case=${ONE}`))).toEqual([]);
  });

  it('keeps one record of a subscription, before its first message', async () => {
    const subscribed = (department: string) => async () => {
      const token = await devToken(baton.baton.secrets.devKey(), by('SUPERVISOR', 'sales'), clock.now(), 3600);
      const client = createClient({
        url: `${baton.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${token}` },
        retryAttempts: 0,
      });
      const query = `subscription { caseEvents(department: "${department}") { __typename } }`;
      for await (const message of client.iterate({ query })) {
        expect(message).toEqual({ data: { caseEvents: { __typename: 'CaughtUp' } } });
        break;
      }
      await client.dispose();
    };
    expect((await leaves(by('SUPERVISOR', 'sales'), subscribed('repair'))).map(({ data }) => data)).toEqual([
      { what: ['caseEvents'], department: 'repair' },
    ]);
    expect(await leaves(by('SUPERVISOR', 'sales'), subscribed('sales'))).toEqual([]);
  });

  it('stands in no trail and no feed of a case, and does not move it', async () => {
    const client = await baton.as(audrey);
    const { caseTrail } = await client.get<{ caseTrail: { totalCount: number } }>(TRAIL, { id: ONE });
    expect(caseTrail.totalCount).toBe(1);
    const { body } = await client.raw({}, '/feeds/cases?after=beginning');
    let text = '';
    for await (const chunk of body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('event: caught-up')) break;
    }
    expect(text).toContain('CaseOpened');
    expect(text).not.toContain('CaseRead');
  });

  const LIST = `query List($case: ID, $reader: String, $from: DateTime, $to: DateTime, $first: Int, $after: String, $at: String) {
    accessLog(case: $case, reader: $reader, from: $from, to: $to, first: $first, after: $after, atLeast: $at) {
      edges { node { reader caseId what operation correlationId readAt followed } }
      pageInfo { hasNextPage endCursor }
    }
  }`;
  const listed = async (variables: object = {}) => {
    const client = await baton.as(audrey);
    const at = (await kept()).at(-1)?.position;
    const { accessLog } = await client.get<{
      accessLog: { edges: { node: Entry }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    }>(LIST, { at, ...variables });
    return { entries: accessLog.edges.map(({ node }) => node), ...accessLog.pageInfo };
  };

  it('is listed for auditors, the newest first, by case, reader and time, page by page', async () => {
    const all = await kept();
    const { entries } = await listed({ first: 100 });
    expect(entries).toHaveLength(all.length);
    expect(entries.map(({ readAt }) => readAt)).toEqual(
      all
        .map(({ recordedAt }) => recordedAt)
        .sort()
        .reverse(),
    );
    const of = await listed({ case: TWO, first: 100 });
    expect(new Set(of.entries.map(({ caseId }) => caseId))).toEqual(new Set([TWO]));
    const sales = await listed({ reader: 'supervisor', first: 100 });
    expect(sales.entries.map(({ followed }) => followed)).toContain('repair');
    expect((await listed({ from: '2026-04-01T00:00:00Z', first: 100 })).entries.length).toBeGreaterThan(0);
    expect((await listed({ to: '2026-03-01T00:00:00Z' })).entries).toEqual([]);
    const paged: Entry[] = [];
    for (let after: string | null = null; ;) {
      const page = await listed({ first: 4, after });
      paged.push(...page.entries);
      if (!page.hasNextPage) break;
      after = page.endCursor;
    }
    expect(paged).toEqual(entries);
  });

  it('is for auditors alone', async () => {
    for (const role of ['AGENT', 'SUPERVISOR', 'ADMIN'] as const) {
      const { errors } = await (await baton.as(by(role, 'repair'))).ask(LIST);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('can be verified, survives a rebuild of the views, and is listed on the command line beside the service', async () => {
    const log = StoredRows.open(join(baton.folder, 'events.db'));
    const found = await verifyLog(log);
    await log.close();
    expect([found.bad, found.stray]).toEqual([undefined, undefined]);
    const before = await listed({ first: 100 });
    await baton.runner.rebuild('access_log');
    expect(await listed({ first: 100 })).toEqual(before);
    let out = '';
    let err = '';
    const code = await runProgram(() => Promise.resolve(app), [accessLogCommand], ['access-log', TWO, '--json'], {
      env: { BATON_DATA: baton.folder, BATON_LOG_LEVEL: 'error' },
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
    });
    expect([code, err]).toEqual([0, '']);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry);
    expect(lines.map(({ correlationId }) => correlationId)).toEqual(
      (await listed({ case: TWO, first: 100 })).entries.map(({ correlationId }) => correlationId),
    );
  });

  it('says of every query whether it reads a case, and of those that take a case that they do', () => {
    const queries = baton.http.get(GraphQLSchemaHost).schema.getQueryType()?.getFields() ?? {};
    expect(Object.keys(caseReads).sort()).toEqual(Object.keys(queries).sort());
    const notOfCases = new Set(['agent', 'customer', 'department']);
    for (const { name, args } of Object.values(queries)) {
      const ofCase = name.startsWith('case') || ['briefDraft', 'matterTrail', 'suggestDepartments'].includes(name);
      const takesCase = ofCase && args.some((argument) => argument.name === 'id');
      if (!notOfCases.has(name))
        expect([name, takesCase]).toEqual([name, caseReads[name]?.kind === 'argument' && name !== 'promises']);
    }
  });
});

it('keeps looks apart by reader and day, so that no stream grows for ever', async () => {
  const clock = new TestClock('2026-03-02T23:59:00.000Z');
  const baton = await startBaton(app, { clock });
  try {
    const data = { department: 'repair' };
    await baton.baton.store.append(streamOf('case', ONE), [newEvent('CaseOpened', data)], appendOptions('any'));
    for (const agent of ['ann', 'bob/2']) await (await baton.as(by('AUDITOR', 'audit', agent))).get(TRAIL, { id: ONE });
    clock.pass({ minutes: 2 });
    await (await baton.as(by('AUDITOR', 'audit', 'ann'))).get(TRAIL, { id: ONE });
    const { events } = await baton.baton.store.readAll({ filter: { kinds: ['access'] }, limit: 10 });
    expect(events.map(({ stream, revision }) => [stream, revision])).toEqual([
      ['access-2026-03-02-ann', 0],
      ['access-2026-03-02-bob/2', 0],
      ['access-2026-03-03-ann', 0],
    ]);
  } finally {
    await baton.close();
  }
});
