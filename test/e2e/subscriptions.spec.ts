import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket, type ClientOptions } from 'ws';
import type { By, CaseFact } from '@baton/contracts';
import { StoreFailed, type EventStore } from '@baton/event-store';
import { AppModule } from '../../src/app.module.js';
import { app } from '../../src/app.js';
import { CaseFeed } from '../../src/feeds/case-feed.js';
import { append, openDepartment, opened, passed, waited } from '../../src/feeds/testing/case-writer.js';
import type { App } from '../../src/platform/app.js';
import { devToken } from '../../src/platform/auth/dev-token.js';
import { SOCKET_LIMITS } from '../../src/platform/subscriptions/limits.js';
import { startBaton, TestClock, type TestBaton, type TestBatonOptions } from '../support/baton.js';
import { temporaryFolder } from '../support/baton-process.js';
import { heartbeatsByHand } from '../support/heartbeats.js';

const ONE = '5f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
const TWO = '6f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
const ines: By = { agent: 'ines', department: 'service', role: 'AGENT' };
const petra: By = { agent: 'petra', department: 'service', role: 'SUPERVISOR' };

const FOLLOW = `subscription Follow($after: String, $department: String, $types: [String!], $case: ID) {
  caseEvents(after: $after, department: $department, types: $types, case: $case) {
    __typename
    ... on CaseEvent { position type caseId revision sentence by { agent department } data }
    ... on CaughtUp { position }
    ... on CutOff { code message position }
  }
}`;

const { heartbeats, beat } = heartbeatsByHand();

let baton: TestBaton;
let clock: TestClock;
let pagesLeft = Infinity;

/** The store, whose disk is gone once so many pages have been read. */
const fragile = (store: EventStore): EventStore => {
  const gone = new StoreFailed('STORE_UNREACHABLE', 'the disk is gone', 'Look after the disk');
  return Object.assign(Object.create(store) as EventStore, {
    subscribe: (options: Parameters<EventStore['subscribe']>[0]) => store.subscribe(options),
    readAll: (options: Parameters<EventStore['readAll']>[0]) =>
      (pagesLeft -= 1) < 0 ? Promise.reject(gone) : store.readAll(options),
    head: () => (pagesLeft < 0 ? Promise.reject(gone) : store.head()),
  });
};

const begin = async (options: TestBatonOptions = {}, readersMax = 100, readersOfAgent = 100): Promise<void> => {
  clock = new TestClock();
  pagesLeft = Infinity;
  const module: App['module'] = (basis) =>
    AppModule.for(
      { ...basis, baton: { ...basis.baton, store: fragile(basis.baton.store) } },
      {
        heartbeats,
        feed: { bufferSize: 10, pageSize: 5, readersMax, readersOfAgent },
      },
    );
  baton = await startBaton({ ...app, module }, { clock, ...options });
};

const write = (caseId: string, ...facts: readonly CaseFact[]): Promise<string> =>
  append(baton.baton.store, caseId, ...facts);
const tokenOf = (by: By, seconds = 3600): Promise<string> =>
  devToken(baton.baton.secrets.devKey(), by, clock.now(), seconds);
const wsUrl = (): string => `${baton.url.replace('http', 'ws')}/graphql`;

interface Message {
  readonly __typename: 'CaseEvent' | 'CaughtUp' | 'CutOff';
  readonly position: string;
  readonly [field: string]: unknown;
}

const clients: Client[] = [];
const raws: WebSocket[] = [];
afterEach(async () => {
  for (const socket of raws.splice(0)) socket.terminate();
  for (const client of clients.splice(0)) await client.dispose();
});

/** The real client of the package graphql-ws. */
const clientAs = (by: By, more: Partial<Parameters<typeof createClient>[0]> = {}): Client => {
  const client = createClient({
    url: wsUrl,
    webSocketImpl: WebSocket,
    connectionParams: async () => ({ Authorization: `Bearer ${await tokenOf(by)}` }),
    retryAttempts: 0,
    ...more,
  });
  clients.push(client);
  return client;
};

/** A subscription in the hand of a spec. */
class Hand {
  private readonly results: AsyncIterableIterator<{ data?: unknown; errors?: unknown }>;
  constructor(client: Client, variables: object = {}, query = FOLLOW) {
    this.results = client.iterate({ query, variables: variables as Record<string, unknown> });
  }
  static follow = (by: By, variables: object = {}): Hand => new Hand(clientAs(by), variables);

  async next(): Promise<Message | undefined> {
    const { value, done } = (await this.results.next()) as IteratorResult<{
      data?: { caseEvents: Message };
      errors?: unknown;
    }>;
    if (done) return undefined;
    if (value.errors) throw new Error(JSON.stringify(value.errors));
    return value.data?.caseEvents;
  }

  /** What each of the next is: the position of an event, or the type of another. */
  async take(count: number): Promise<(string | undefined)[]> {
    const taken: (string | undefined)[] = [];
    for (let index = 0; index < count; index += 1) {
      const message = await this.next();
      taken.push(message?.__typename === 'CaseEvent' ? message.position : message?.__typename);
    }
    return taken;
  }

  leave = () => this.results.return?.();
}

/** A socket without a client: what it gets, in order, and how it was closed. */
class Raw {
  readonly got: { type: string; id?: string; payload?: unknown }[] = [];
  private readonly ending = Promise.withResolvers<{ code: number; reason: string }>();
  private wake = (): void => undefined;
  private constructor(readonly socket: WebSocket) {
    raws.push(socket);
    socket.on('message', (data) => {
      this.got.push(JSON.parse((data as Buffer).toString()) as never);
      this.wake();
    });
    socket.once('close', (code, reason) => this.ending.resolve({ code, reason: reason.toString() }));
    socket.on('error', () => undefined);
  }
  get closed(): Promise<{ code: number; reason: string }> {
    return this.ending.promise;
  }
  static async open(protocol: string[] = ['graphql-transport-ws'], options: ClientOptions = {}): Promise<Raw> {
    const raw = new Raw(new WebSocket(wsUrl(), protocol, options));
    await new Promise((resolve, reject) => raw.socket.once('open', resolve).once('error', reject));
    return raw;
  }
  static async introduced(by: By): Promise<Raw> {
    const raw = await Raw.open();
    raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${await tokenOf(by)}` } });
    expect(await raw.message(0)).toEqual({ type: 'connection_ack' });
    return raw;
  }
  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }
  subscribe(id: string, query: string, variables: object = {}): void {
    this.send({ type: 'subscribe', id, payload: { query, variables } });
  }
  async message(index: number): Promise<{ type: string; id?: string; payload?: unknown } | undefined> {
    while (this.got.length <= index && this.socket.readyState !== WebSocket.CLOSED) {
      await Promise.race([new Promise<void>((resolve) => (this.wake = resolve)), this.closed]);
    }
    return this.got[index];
  }
}

describe('the subscription caseEvents', () => {
  beforeEach(() => begin());
  afterEach(() => baton.close());

  it('replays, says that it has caught up, then goes on live', async () => {
    await write(ONE, opened('service'), waited);
    const hand = Hand.follow(ines, { after: 'beginning' });
    expect(await hand.next()).toMatchObject({
      __typename: 'CaseEvent',
      position: '1',
      type: 'CaseOpened',
      caseId: ONE,
      revision: 0,
      sentence: expect.stringMatching(/opened the case/),
      data: { department: 'service' },
    });
    expect(await hand.take(1)).toEqual(['2']);
    expect(await hand.next()).toEqual({ __typename: 'CaughtUp', position: '2' });
    await write(ONE, waited);
    expect(await hand.take(1)).toEqual(['3']);
  });

  it('begins now unless told', async () => {
    await write(ONE, opened('service'), waited);
    const hand = Hand.follow(ines);
    expect(await hand.next()).toEqual({ __typename: 'CaughtUp', position: '2' });
  });

  it('picks departments, words and cases as the other door does', async () => {
    await write(ONE, opened('service'), passed('service', 'sales'));
    await write(TWO, opened('sales'), waited);
    await openDepartment(baton.baton.store, 'sales');
    const sales = Hand.follow(petra, { after: 'beginning', department: 'sales', types: ['CaseOpened'], case: TWO });
    expect(await sales.take(2)).toEqual(['3', 'CaughtUp']);
    const all = Hand.follow(petra, { after: '1', department: '*' });
    expect(await all.take(4)).toEqual(['2', '3', '4', 'CaughtUp']);
  });

  it('is refused for a department that there is not, but for one of its own, which the token says', async () => {
    const misspelt = Hand.follow(petra, { department: 'servcie' });
    await expect(misspelt.next()).rejects.toMatchObject([
      {
        message: expect.stringContaining('there is no department servcie'),
        extensions: { code: 'INPUT_INVALID', fields: [{ path: ['department'] }] },
      },
    ]);
    for (const own of [{}, { department: 'service' }]) {
      expect(await Hand.follow(petra, own).take(1)).toEqual(['CaughtUp']);
    }
  });

  it('tells everybody the same who asks for the same, and each what it asked for', async () => {
    const client = clientAs(petra);
    const narrow = 'subscription { caseEvents { ... on CaseEvent { type } ... on CaughtUp { position } } }';
    const hands = [new Hand(client), new Hand(client), new Hand(client, {}, narrow)];
    await Promise.all(hands.map((hand) => hand.next()));
    await write(ONE, opened('service'));
    const [first, second, third] = await Promise.all(hands.map((hand) => hand.next()));
    expect(first).toEqual(second);
    expect(first).toHaveProperty('sentence');
    expect(third).toEqual({ type: 'CaseOpened' });
  });

  it('ends with the token, says from where to go on, and the socket takes nothing more', async () => {
    await write(ONE, opened('service'));
    const raw = await Raw.introduced(ines);
    raw.subscribe('a', FOLLOW, { after: 'beginning' });
    expect(await raw.message(2)).toMatchObject({ payload: { data: { caseEvents: { __typename: 'CaughtUp' } } } });
    clock.pass({ hours: 1, seconds: 5 });
    expect(await raw.message(3)).toMatchObject({
      payload: { data: { caseEvents: { __typename: 'CutOff', code: 'TOKEN_EXPIRED', position: '1' } } },
    });
    expect(await raw.message(4)).toEqual({ id: 'a', type: 'complete' });
    expect(await raw.closed).toEqual({ code: 4403, reason: expect.stringContaining('token has expired') });
  });

  it('tells its readers that the service stops, then says goodbye', async () => {
    await write(ONE, opened('service'));
    const raw = await Raw.introduced(ines);
    raw.subscribe('a', FOLLOW);
    raw.subscribe('b', FOLLOW);
    await raw.message(2);
    await baton.close();
    expect(await raw.closed).toEqual({ code: 1001, reason: 'The service is stopping' });
    const cut = raw.got.filter(({ payload }) => JSON.stringify(payload)?.includes('STOPPING'));
    expect(cut.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    expect(raw.got.filter(({ type }) => type === 'complete')).toHaveLength(2);
  });

  it('ends for nobody but who leaves it, and then costs nothing more', async () => {
    const raw = await Raw.introduced(ines);
    raw.subscribe('a', FOLLOW);
    raw.subscribe('b', FOLLOW);
    await raw.message(2);
    raw.send({ type: 'complete', id: 'a' });
    raw.send({ type: 'ping' });
    expect(await raw.message(3)).toEqual({ type: 'pong' });
    const feed = baton.http.get(CaseFeed);
    while (feed.readers > 1) await nextTurn();
    await write(ONE, opened('service'));
    expect(await raw.message(4)).toMatchObject({ id: 'b', payload: { data: { caseEvents: { position: '1' } } } });
  });

  it('tells its reader that the events cannot be read, and the log why, as the other door does', async () => {
    await write(ONE, opened('service'), ...Array.from({ length: 20 }, () => waited));
    const end = { code: 'STORE_FAILED', position: '10', message: expect.stringContaining('Nothing is lost') };
    const read = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];
    pagesLeft = 2;
    const hand = Hand.follow(ines, { after: 'beginning' });
    expect(await hand.take(10)).toEqual(read);
    expect(await hand.next()).toEqual({ __typename: 'CutOff', ...end });
    expect(await hand.next()).toBeUndefined();
    const headers = { authorization: `Bearer ${await tokenOf(ines)}` };
    pagesLeft = 2;
    const answer = await fetch(`${baton.url}/feeds/cases?after=beginning`, { headers });
    const blocks = (await answer.text()).split('\n\n').filter((block) => block.startsWith('id: '));
    expect(blocks.map((block) => /^id: (\d+)/.exec(block)?.[1])).toEqual([...read, '10']);
    expect(JSON.parse(/data: (.*)$/.exec(blocks.at(-1) ?? '')?.[1] ?? '')).toEqual(end);
    expect(baton.logged.filter((line) => line.includes('the disk is gone'))).toHaveLength(2);
  });

  it('is refused where not even the end of the log can be read, as the other door is', async () => {
    pagesLeft = -1;
    await expect(Hand.follow(ines).next()).rejects.toMatchObject([{ extensions: { code: 'STORE_FAILED' } }]);
    const headers = { authorization: `Bearer ${await tokenOf(ines)}` };
    const answer = await fetch(`${baton.url}/feeds/cases`, { headers });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'STORE_FAILED' } }] });
  });

  it('is refused where as many follow as there is room for, as the other door is, until one leaves', async () => {
    await baton.close();
    await begin({}, 1);
    const headers = { authorization: `Bearer ${await tokenOf(ines)}` };
    const hand = Hand.follow(ines);
    await hand.next();
    await expect(Hand.follow(ines).next()).rejects.toMatchObject([{ extensions: { code: 'TOO_MANY_READERS' } }]);
    const answer = await fetch(`${baton.url}/feeds/cases`, { headers });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_READERS' } }] });
    await hand.leave();
    const feed = baton.http.get(CaseFeed);
    while (feed.readers > 0) await nextTurn();
    expect(await Hand.follow(ines).take(1)).toEqual(['CaughtUp']);
  });

  it('lets a burst of readers, who all come at once, not pass what there is room for', async () => {
    await baton.close();
    await begin({}, 3);
    const raw = await Raw.introduced(petra);
    for (let index = 0; index < 12; index += 1) raw.subscribe(String(index), FOLLOW, { department: '*' });
    await raw.message(12);
    const refused = raw.got.filter(({ type }) => type === 'error');
    expect(refused).toHaveLength(9);
    expect(refused[0]).toMatchObject({ payload: [{ extensions: { code: 'TOO_MANY_READERS' } }] });
  });

  it('leaves room for others, however often one agent follows, at both doors', async () => {
    await baton.close();
    await begin({}, 100, 2);
    const hands = [Hand.follow(ines), Hand.follow(ines)];
    for (const hand of hands) expect(await hand.take(1)).toEqual(['CaughtUp']);
    await expect(Hand.follow(ines).next()).rejects.toMatchObject([
      { message: expect.stringContaining('one agent'), extensions: { code: 'TOO_MANY_READERS' } },
    ]);
    const follow = async (signal: AbortSignal | null = null): Promise<number> => {
      const headers = { authorization: `Bearer ${await tokenOf(ines)}` };
      return (await fetch(`${baton.url}/feeds/cases`, { headers, signal })).status;
    };
    expect(await follow()).toBe(503);
    expect(await Hand.follow(petra).take(1)).toEqual(['CaughtUp']);
    for (const hand of hands) await hand.leave();
    const feed = baton.http.get(CaseFeed);
    while (feed.readers > 1) await nextTurn();
    // What is refused or left gives its place back.
    for (let time = 0; time < 4; time += 1) {
      const gone = new AbortController();
      expect(await follow(gone.signal)).toBe(200);
      gone.abort();
      while (feed.readers > 1) await nextTurn();
      await expect(Hand.follow(ines, { after: '99' }).next()).rejects.toMatchObject([
        { extensions: { code: 'INPUT_INVALID' } },
      ]);
    }
  });
});

describe('the how-to page', () => {
  beforeAll(() => begin());
  afterAll(() => baton.close());

  it('shows a subscription that works', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/how-to/follow-a-department.md'), 'utf8');
    const query = /```graphql\n([^]*?)```/.exec(page)?.[1] ?? '';
    await openDepartment(baton.baton.store, 'call-centre');
    await write(ONE, opened('call-centre'));
    const hand = new Hand(clientAs(petra), { after: 'beginning' }, query);
    expect(await hand.take(1)).toEqual(['CaughtUp']);
  });
});

describe('a client that comes back', () => {
  it('gets everything once, also when its socket breaks and the service starts again', async () => {
    const folder = temporaryFolder();
    await begin({ folder });
    const port = new URL(baton.url).port;
    const got: Message[] = [];
    let wake = (): void => undefined;
    const until = async (position: number): Promise<void> => {
      while (!got.some((message) => message.position === String(position))) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    };
    let socket: WebSocket | undefined;
    const client = clientAs(ines, {
      retryAttempts: Infinity,
      retryWait: () => nextTurn(),
      shouldRetry: () => true,
      on: { connected: (connected) => (socket = connected as WebSocket) },
    });
    // Where to go on is part of what is asked: kept up to date, it is what the client asks when it comes back.
    const payload = { query: FOLLOW, variables: { after: 'beginning' } };
    const ended = new Promise<void>((resolve, reject) => {
      client.subscribe<{ caseEvents: Message }>(payload, {
        next: ({ data }) => {
          const message = data?.caseEvents;
          if (!message) return;
          payload.variables.after = message.position;
          if (message.__typename === 'CaseEvent') got.push(message);
          wake();
        },
        complete: resolve,
        error: reject,
      });
    });
    await write(ONE, opened('service'), waited);
    await until(2);
    socket?.terminate();
    await write(ONE, waited, waited);
    await until(4);
    await baton.close();
    // The stop is told as the end of the subscription: asking again is the client's own doing.
    await ended;
    await begin({ folder, env: { BATON_PORT: port } });
    await write(ONE, waited);
    client.subscribe<{ caseEvents: Message }>(payload, {
      next: ({ data }) => {
        if (data?.caseEvents.__typename === 'CaseEvent') got.push(data.caseEvents);
        wake();
      },
      complete: () => undefined,
      error: () => undefined,
    });
    await until(5);
    expect(got.map(({ position }) => position)).toEqual(['1', '2', '3', '4', '5']);
    await client.dispose();
    await baton.close();
  });
});

describe('what the door for subscriptions does not take', () => {
  beforeAll(() => begin());
  afterAll(() => baton.close());

  const init = (token: string) => ({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });

  it.each([
    ['nobody', { type: 'connection_init' }, /no token; send connection_init/],
    ['no bearer', { type: 'connection_init', payload: { Authorization: 'Basic x' } }, /no bearer token/],
    ['a token of nobody', init('not.a.token'), /not one that Baton can read/],
  ])('%s', async (_, message, reason) => {
    const raw = await Raw.open();
    raw.send(message);
    expect(await raw.closed).toEqual({ code: 4401, reason: expect.stringMatching(reason) });
  });

  it('anything more of who was not believed', async () => {
    const raw = await Raw.open();
    raw.send({ type: 'connection_init' });
    raw.subscribe('a', FOLLOW);
    raw.subscribe('b', FOLLOW);
    expect(await raw.closed).toMatchObject({ code: 4401 });
    expect(raw.got).toEqual([]);
  });

  it('a token that has expired', async () => {
    const token = await devToken(baton.baton.secrets.devKey(), ines, '2026-03-01T00:00:00.000Z', 60);
    const raw = await Raw.open();
    raw.send(init(token));
    expect(await raw.closed).toEqual({ code: 4401, reason: 'Unauthorized: The token has expired' });
  });

  it('but a token in the header', async () => {
    const raw = await Raw.open(undefined, { headers: { authorization: `Bearer ${await tokenOf(ines)}` } });
    raw.send({ type: 'connection_init' });
    expect(await raw.message(0)).toEqual({ type: 'connection_ack' });
  });

  it('an operation before it knows who asks', async () => {
    const raw = await Raw.open();
    raw.subscribe('a', FOLLOW);
    expect(await raw.closed).toMatchObject({ code: 4401 });
  });

  it.each([[['graphql-ws']], [[]]])('another protocol: %j', async (protocols) => {
    const raw = await Raw.open(protocols);
    expect(await raw.closed).toMatchObject({ code: 4406 });
  });

  it.each([
    ['no JSON', '{"type":'],
    ['no message', '{}'],
    ['an unknown message', { type: 'connection_terminate' }],
    ['a message of the service', { type: 'connection_ack' }],
  ])('%s', async (_, message) => {
    const raw = await Raw.introduced(ines);
    raw.send(message);
    expect(await raw.closed).toMatchObject({ code: 4400 });
  });

  it('a message that is too large', async () => {
    const raw = await Raw.introduced(ines);
    raw.subscribe('a', `${FOLLOW}#${'x'.repeat(SOCKET_LIMITS.messageBytes)}`);
    expect(await raw.closed).toMatchObject({ code: 1009 });
  });

  it('two introductions, and an id twice', async () => {
    const twice = await Raw.introduced(ines);
    twice.send(init(await tokenOf(ines)));
    expect(await twice.closed).toMatchObject({ code: 4429 });
    const same = await Raw.introduced(ines);
    same.subscribe('a', FOLLOW);
    same.subscribe('a', FOLLOW);
    expect(await same.closed).toMatchObject({ code: 4409 });
  });

  const aliased = Array.from({ length: 70 }, (_, index) => `a${index}: type`).join(' ');
  it.each([
    ['a query', '{ __typename }', 'TRANSPORT_WRONG'],
    ['a mutation', 'mutation { __typename }', 'TRANSPORT_WRONG'],
    ['what is no GraphQL', 'subscription {', 'SYNTAX'],
    ['what the schema does not know', 'subscription { nothing }', 'VALIDATION'],
    ['two fields', 'subscription { a: caseEvents { __typename } b: caseEvents { __typename } }', 'VALIDATION'],
    ['too many aliases', `subscription { caseEvents { ... on CaseEvent { ${aliased} } } }`, 'QUERY_TOO_COSTLY'],
    ['too many words', `subscription { caseEvents { ${'__typename '.repeat(3000)} } }`, 'QUERY_TOO_LONG'],
    ['an operation that it does not name', `${FOLLOW} subscription B { caseEvents { __typename } }`, 'VALIDATION'],
    ['an unknown word', 'subscription { caseEvents(types: ["CaseLost"]) { __typename } }', 'INPUT_INVALID'],
    ['an unknown position', 'subscription { caseEvents(after: "99") { __typename } }', 'INPUT_INVALID'],
    ['no case', 'subscription { caseEvents(case: "7") { __typename } }', 'INPUT_INVALID'],
    ['a foreign department', 'subscription { caseEvents(department: "sales") { __typename } }', 'FORBIDDEN'],
  ])('%s', async (_, query, code) => {
    const raw = await Raw.introduced(ines);
    raw.subscribe('a', query);
    expect(await raw.message(1)).toMatchObject({
      type: 'error',
      id: 'a',
      payload: [{ message: expect.any(String), extensions: { code } }],
    });
    // The socket goes on.
    raw.subscribe('a', FOLLOW);
    expect(await raw.message(2)).toMatchObject({ type: 'next', id: 'a' });
  });

  it('more operations than a socket carries', async () => {
    const raw = await Raw.introduced(ines);
    for (let index = 0; index < SOCKET_LIMITS.operations; index += 1) raw.subscribe(String(index), FOLLOW);
    await raw.message(SOCKET_LIMITS.operations);
    raw.subscribe('more', FOLLOW);
    expect(await raw.message(SOCKET_LIMITS.operations + 1)).toMatchObject({
      type: 'error',
      id: 'more',
      payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS', limit: SOCKET_LIMITS.operations } }],
    });
  });

  /** What the service answers to an upgrade, as text. */
  const upgrade = (path: string, protocol: string): Promise<string> =>
    new Promise((resolve) => {
      const { port } = new URL(baton.url);
      const socket = connect(Number(port), 'localhost');
      let text = '';
      socket.on('data', (piece) => {
        text += piece.toString();
        if (text.includes('}')) socket.destroy();
      });
      socket.once('close', () => resolve(text));
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: ${protocol}\r\n\r\n`);
    });

  it('another address, and another protocol than WebSocket', async () => {
    expect(await upgrade('/feeds/cases', 'websocket')).toMatch(/^HTTP\/1.1 404[^]*NOT_FOUND/);
    // Whoever only would like another protocol gets the answer in this one.
    expect(await upgrade('/health/live', 'h2c')).toMatch(/^HTTP\/1.1 (200|400)/);
  });

  it('a client it has refused for longer than its answer takes, whether it hangs up or not', async () => {
    const taken = Promise.withResolvers<Duplex>();
    const server: Server = baton.http.getHttpServer();
    server.once('upgrade', (_request, socket) => taken.resolve(socket));
    const stranger = connect({ port: Number(new URL(baton.url).port), host: 'localhost', allowHalfOpen: true });
    const answered = new Promise((resolve) => stranger.once('end', resolve));
    stranger.resume().write('GET /other HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    const socket = await taken.promise;
    if (!socket.closed) await once(socket, 'close');
    await answered;
    stranger.destroy();
  });

  it('what is no handshake of a WebSocket', async () => {
    expect(await upgrade('/graphql', 'websocket')).toMatch(/^HTTP\/1.1 400[^]*BODY_INVALID[^]*remedy/);
  });

  it('a subscription over HTTP', async () => {
    const { errors } = await (await baton.as(ines)).ask('subscription { caseEvents { __typename } }');
    expect(errors).toMatchObject([
      { extensions: { code: 'TRANSPORT_WRONG', remedy: expect.stringContaining('WebSocket') } },
    ]);
  });
});

describe('sockets of one address', () => {
  beforeEach(() => begin());
  afterEach(() => baton.close());

  const { strangersOfAddress: most } = SOCKET_LIMITS;
  /** The status of an upgrade: that of the answer, 101 for a socket that is then closed. */
  const upgraded = async (): Promise<number> => {
    const socket = new WebSocket(wsUrl(), 'graphql-transport-ws');
    raws.push(socket);
    const answered = Promise.withResolvers<number>();
    socket.once('upgrade', () => answered.resolve(101));
    socket.once('unexpected-response', (_request, { statusCode = 0 }) => answered.resolve(statusCode));
    socket.on('error', () => undefined);
    const status = await answered.promise;
    socket.terminate();
    return status;
  };
  /** Asks until there is room: the service learns in its own time that a socket has closed. */
  const room = async (): Promise<void> => {
    while ((await upgraded()) !== 101) await nextTurn();
  };
  const strangers = (count: number): Promise<Raw[]> => Promise.all(Array.from({ length: count }, () => Raw.open()));

  it('that have not said who they are are so many, until they do or have closed', async () => {
    const [first, second] = await strangers(most);
    expect(await upgraded()).toBe(429);
    first?.send({ type: 'connection_init', payload: { Authorization: `Bearer ${await tokenOf(ines)}` } });
    expect(await first?.message(0)).toEqual({ type: 'connection_ack' });
    await Raw.open();
    expect(await upgraded()).toBe(429);
    second?.send({ type: 'connection_init' });
    expect(await second?.closed).toMatchObject({ code: 4401 });
    await room();
  });

  it('give back what they took, also when the handshake is broken off or the socket breaks', async () => {
    const { port } = new URL(baton.url);
    for (let time = 0; time < most; time += 1) {
      const socket = connect(Number(port), 'localhost');
      socket.write('GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
      await once(socket.resume(), 'close');
    }
    for (const raw of await strangers(most)) raw.socket.terminate();
    await room();
  });

  it('are counted for the client of a trusted proxy, not for the proxy', async () => {
    await baton.close();
    await begin({ env: { BATON_TRUSTED_PROXIES: '127.0.0.0/8,::1' } });
    const from = (address: string) => Raw.open(undefined, { headers: { 'x-forwarded-for': address } });
    await Promise.all(Array.from({ length: most }, () => from('192.0.2.1')));
    await expect(from('192.0.2.1')).rejects.toThrow('429');
    await from('192.0.2.2');
  });
});

describe('a subscriber that takes nothing', () => {
  beforeEach(() => begin());
  afterEach(() => baton.close());
  const large: CaseFact = { type: 'CaseReleased', data: { reason: 'x'.repeat(200_000) } };

  it('is told that it was cut off and where to go on, and has lost nothing', async () => {
    await write(ONE, opened('service'));
    const raw = await Raw.introduced(ines);
    raw.subscribe('a', FOLLOW);
    await raw.message(1);
    raw.socket.pause();
    const watch = Hand.follow(petra, { types: ['CaseClosed'] });
    await watch.next();
    for (let event = 0; event < 100; event += 1) await write(ONE, large);
    await write(ONE, { type: 'CaseClosed', data: {} });
    await watch.next();
    raw.socket.resume();
    for (let index = 2; (await raw.message(index))?.type === 'next'; index += 1);
    const messages = raw.got.flatMap(({ type, payload }) =>
      type === 'next' ? [(payload as { data: { caseEvents: Message } }).data.caseEvents] : [],
    );
    const ids = messages.filter(({ __typename }) => __typename === 'CaseEvent').map(({ position }) => Number(position));
    expect(messages.at(-1)).toMatchObject({ __typename: 'CutOff', code: 'TOO_SLOW', position: String(ids.at(-1)) });
    expect(ids).toEqual(ids.map((_, index) => index + 2));
    expect(ids.length).toBeLessThan(100);
    const again = Hand.follow(ines, { after: String(ids.at(-1)) });
    expect((await again.take(103 - (ids.at(-1) ?? 0))).slice(-2)).toEqual(['102', 'CaughtUp']);
  });

  it('is not read from either, so that its pings cost no memory, and is given up after some heartbeats', async () => {
    const raw = await Raw.introduced(ines);
    raw.socket.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(60_000) } });
    for (let count = 0; count < 1000; count += 1) raw.send(ping);
    let left = raw.socket.bufferedAmount;
    while (raw.socket.readyState === WebSocket.OPEN && left > 0) {
      left = raw.socket.bufferedAmount;
      await nextTurn();
      beat();
    }
    expect((await raw.closed).code).toBe(1006);
    // Most of the 60 MB were never taken from it.
    expect(left).toBeGreaterThan(20_000_000);
  });

  it('does not keep the service from stopping', async () => {
    await write(ONE, opened('service'));
    const raw = await Raw.introduced(ines);
    raw.subscribe('a', FOLLOW);
    await raw.message(1);
    raw.socket.pause();
    for (let event = 0; event < 60; event += 1) await write(ONE, large);
    await baton.close();
    raw.socket.resume();
    expect(await raw.closed).toMatchObject({ code: 1006 });
  });
});
