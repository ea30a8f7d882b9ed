import { request as httpRequest, type IncomingMessage } from 'node:http';
import { CloudEvent } from 'cloudevents';
import { EventSource } from 'eventsource';
import type { By, CaseFact } from '@baton/contracts';
import { AppModule } from '../../src/app.module.js';
import { app } from '../../src/app.js';
import { append, openDepartment, opened, passed, waited } from '../../src/feeds/testing/case-writer.js';
import type { App } from '../../src/platform/app.js';
import { devToken } from '../../src/platform/auth/dev-token.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import { heartbeatsByHand } from '../support/heartbeats.js';

const ONE = '5f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
const TWO = '6f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
const ines: By = { agent: 'ines', department: 'service', role: 'AGENT' };
const petra: By = { agent: 'petra', department: 'service', role: 'SUPERVISOR' };
const otto: By = { agent: 'otto', department: 'audit', role: 'AUDITOR' };

const { heartbeats, beat } = heartbeatsByHand();

let baton: TestBaton;
let clock: TestClock;
const begin = async (): Promise<void> => {
  clock = new TestClock();
  const module: App['module'] = (basis) => AppModule.for(basis, { heartbeats, feed: { bufferSize: 10 } });
  baton = await startBaton({ ...app, module }, { clock });
};
/** A service of its own for each test, so that the log begins with it. */
const eachItsOwn = (): void => {
  beforeEach(begin);
  afterEach(() => baton.close());
};

const write = (caseId: string, ...facts: readonly CaseFact[]): Promise<string> =>
  append(baton.baton.store, caseId, ...facts);
const tokenOf = (by: By): Promise<string> => devToken(baton.baton.secrets.devKey(), by, clock.now(), 3600);
const headersOf = async (by: By): Promise<Record<string, string>> => ({ authorization: `Bearer ${await tokenOf(by)}` });

/** A Server-Sent Event as it came over the wire. */
interface Sent {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
  readonly comment?: string;
}

/** Reads an answer block by block. */
async function* blocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Sent, void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const fields = lines.map((line) => [
        line.slice(0, line.indexOf(': ')) || 'comment',
        line.slice(line.indexOf(': ') + 2),
      ]);
      if (fields[0]?.[0] !== 'retry') yield Object.fromEntries(fields) as Sent;
    }
  }
}

/** An open feed, read one block at a time. */
class Feed {
  private constructor(
    private readonly read: AsyncGenerator<Sent, void>,
    private readonly ending: AbortController,
  ) {}

  static async open(query = '', by: By = ines, headers: Record<string, string> = {}): Promise<Feed> {
    const ending = new AbortController();
    const all = { ...(await headersOf(by)), ...headers };
    const answer = await fetch(`${baton.url}/feeds/cases?${query}`, { headers: all, signal: ending.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    return new Feed(blocks(answer.body as unknown as AsyncIterable<Uint8Array>), ending);
  }

  async next(): Promise<Sent | undefined> {
    return (await this.read.next()).value ?? undefined;
  }

  /** What each of the next blocks is: the id of a case event, or the name of another. */
  async take(count: number): Promise<(string | undefined)[]> {
    const taken: (string | undefined)[] = [];
    for (let index = 0; index < count; index += 1) {
      const sent = await this.next();
      taken.push(sent?.event ?? sent?.id);
    }
    return taken;
  }

  close(): void {
    this.ending.abort();
  }
}

describe('the feed over HTTP', () => {
  eachItsOwn();

  it('replays, says that it has caught up, then goes on live', async () => {
    await write(ONE, opened('service'), waited);
    const feed = await Feed.open('after=beginning');
    expect(await feed.take(3)).toEqual(['1', '2', 'caught-up']);
    await write(ONE, waited);
    expect(await feed.take(1)).toEqual(['3']);
    feed.close();
  });

  it('begins now unless told, and says where that is', async () => {
    await write(ONE, opened('service'), waited);
    const feed = await Feed.open();
    expect(await feed.next()).toEqual({ id: '2', event: 'caught-up', data: '{"position":"2"}' });
    feed.close();
  });

  it('shows an agent what concerns his department, a supervisor another or all, and an auditor everything', async () => {
    await write(ONE, opened('service'), passed('service', 'sales'));
    await write(TWO, opened('sales'));
    await openDepartment(baton.baton.store, 'sales');
    const own = await Feed.open('after=beginning');
    expect(await own.take(3)).toEqual(['1', '2', 'caught-up']);
    const sales = await Feed.open('after=beginning&department=sales', petra);
    expect(await sales.take(3)).toEqual(['2', '3', 'caught-up']);
    const every = await Feed.open('after=beginning&department=*', petra);
    expect(await every.take(4)).toEqual(['1', '2', '3', 'caught-up']);
    const all = await Feed.open('after=beginning', otto);
    expect(await all.take(4)).toEqual(['1', '2', '3', 'caught-up']);
    [own, sales, every, all].forEach((feed) => feed.close());
  });

  it('shows the words and the case that were asked for alone', async () => {
    await write(ONE, opened('service'), waited);
    await write(TWO, opened('service'), waited, passed('service', 'sales'));
    const feed = await Feed.open(`after=beginning&types=WaitEnded,TransferObserved&case=${TWO}`);
    expect(await feed.take(3)).toEqual(['4', '5', 'caught-up']);
    feed.close();
  });

  it('goes on after the last event that a client says it has seen, whatever the address says', async () => {
    await write(ONE, opened('service'), waited, waited);
    const feed = await Feed.open('after=beginning', ines, { 'last-event-id': '2' });
    expect(await feed.take(2)).toEqual(['3', 'caught-up']);
    feed.close();
  });

  it('shows that it is alive while nothing happens', async () => {
    const feed = await Feed.open();
    await feed.next();
    beat();
    expect(await feed.next()).toEqual({ comment: 'still here' });
    feed.close();
  });

  it('ends with the token, at the very instant, and says from where to go on', async () => {
    await write(ONE, opened('service'));
    const feed = await Feed.open('after=beginning');
    expect(await feed.take(2)).toEqual(['1', 'caught-up']);
    clock.pass({ hours: 1, seconds: 4 });
    await write(ONE, waited);
    expect(await feed.take(1)).toEqual(['2']);
    clock.pass({ seconds: 1 });
    await write(ONE, waited);
    const last = await feed.next();
    expect(last).toMatchObject({ id: '2', event: 'cut-off' });
    expect(JSON.parse(last?.data ?? '')).toMatchObject({ code: 'TOKEN_EXPIRED', position: '2' });
    expect(await feed.next()).toBeUndefined();
    const again = await Feed.open('', ines, { 'last-event-id': '2' });
    expect(await again.take(2)).toEqual(['3', 'caught-up']);
    again.close();
  });

  it('tells its readers that the service stops, and does not keep it from stopping', async () => {
    await write(ONE, opened('service'));
    const feed = await Feed.open();
    await feed.next();
    await baton.close();
    const last = await feed.next();
    expect(last).toMatchObject({ id: '1', event: 'cut-off' });
    expect(JSON.parse(last?.data ?? '')).toMatchObject({ code: 'STOPPING', position: '1' });
    expect(await feed.next()).toBeUndefined();
  });
});

describe('nobody gets the feed', () => {
  interface Refused {
    readonly errors: readonly {
      readonly message: string;
      readonly extensions: { readonly fields: readonly { readonly path: readonly string[] }[] };
    }[];
  }

  beforeAll(async () => {
    await begin();
    await write(ONE, opened('service'));
  });
  afterAll(() => baton.close());

  it.each(['*/*', 'text/html'])('without a token, whatever he accepts: %s', async (accept) => {
    const answer = await fetch(`${baton.url}/feeds/cases`, { headers: { accept } });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it.each([
    ['types=CaseOpened,CaseLost', 'types', 'CaseLost'],
    ['case=7', 'case', 'UUID'],
    ['case=11111111-1111-4111-8111-111111111111', 'case', 'there is no case 1111'],
    ['department=!', 'department', 'code'],
    ['department=', 'department', 'code'],
    ['department=servcie', 'department', 'there is no department servcie'],
    ['after=99', 'after', 'no position of this log'],
    ['after=1/1', 'after', 'no position of this log'],
    ['after=yesterday', 'after', 'no position of this log'],
    ['color=red', 'color', 'color'],
    ['after=1&after=2', 'after', 'after is given more than once'],
    ['department=a&department=b', 'department', 'department is given more than once'],
    ['case=7&case=8', 'case', 'case is given more than once'],
    ['types=CaseOpened,', 'types', 'item 2 of types must be a code'],
  ])('that he asks for wrongly: %s', async (query, path, words) => {
    const answer = await fetch(`${baton.url}/feeds/cases?${query}`, { headers: await headersOf(otto) });
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as Refused;
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions).toMatchObject({ code: 'INPUT_INVALID', fields: [{ path: expect.any(Array) }] });
    expect(errors[0]?.extensions.fields[0]?.path[0]).toBe(path);
    expect(errors[0]?.message).toContain(words);
    // In the words of who asks, each once.
    expect(errors[0]?.message).not.toMatch(/FeedArguments|The feed|not as it must be/);
    expect(errors[0]?.message.split(new RegExp(`\\b${path}\\b`))).toHaveLength(2);
  });

  it.each([
    ['department=', 'department is empty: name a department, or leave it out'],
    ['department=%20', 'department is empty: name a department, or leave it out'],
    ['department=service&department=sales', 'department is given more than once: give it once'],
  ])('as an agent who names his department wrongly, which is not foreign: %s', async (query, message) => {
    const answer = await fetch(`${baton.url}/feeds/cases?${query}`, { headers: await headersOf(ines) });
    expect([answer.status, ((await answer.json()) as Refused).errors[0]?.message]).toEqual([400, message]);
  });

  it('with everything that is wrong at once', async () => {
    const query = 'after=banana&types=CaseLost&case=7&color=red';
    const answer = await fetch(`${baton.url}/feeds/cases?${query}`, { headers: await headersOf(otto) });
    const { errors } = (await answer.json()) as Refused;
    const paths = errors[0]?.extensions.fields.map(({ path }) => path[0]);
    expect([answer.status, new Set(paths)]).toEqual([400, new Set(['after', 'types', 'case', 'color'])]);
  });

  it.each(['sales', '*'])('as an agent who asks for the cases of %s', async (department) => {
    const answer = await fetch(`${baton.url}/feeds/cases?department=${department}`, { headers: await headersOf(ines) });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      errors: [
        { message: expect.stringContaining('of service only what is of service'), extensions: { code: 'FORBIDDEN' } },
      ],
    });
  });

  it('that only asks for its headers', async () => {
    const answer = await fetch(`${baton.url}/feeds/cases`, { method: 'HEAD', headers: await headersOf(ines) });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('a reader that takes nothing', () => {
  eachItsOwn();

  const large: CaseFact = { type: 'CaseReleased', data: { reason: 'x'.repeat(200_000) } };
  const stalled = async (): Promise<IncomingMessage> => {
    const headers = await headersOf(ines);
    const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
    httpRequest(`${baton.url}/feeds/cases`, { headers }, resolve).end();
    const answer = await promise;
    answer.pause();
    return answer;
  };
  /** More than the sockets on both sides hold, seen to have gone through the feed. */
  const flood = async (): Promise<void> => {
    const watch = await Feed.open('types=CaseClosed', otto);
    await watch.next();
    for (let event = 0; event < 100; event += 1) await write(ONE, large);
    await write(ONE, { type: 'CaseClosed', data: {} });
    await watch.next();
    watch.close();
  };

  it('is told that it was cut off and where to go on, and has lost nothing', async () => {
    await write(ONE, opened('service'));
    const answer = await stalled();
    await flood();
    const got: Sent[] = [];
    for await (const sent of blocks(answer)) got.push(sent);
    const cut = got.at(-1);
    expect(cut?.event).toBe('cut-off');
    const { code, position } = JSON.parse(cut?.data ?? '') as { code: string; position: string };
    expect(code).toBe('TOO_SLOW');
    const ids = got.filter(({ event }) => event === undefined).map(({ id }) => Number(id));
    // Position 2 is the record that otto, an auditor, looks on.
    expect(ids).toEqual(ids.map((_, index) => index + 3));
    expect(position).toBe(String(ids.at(-1)));
    expect(Number(position)).toBeLessThan(103);
    const again = await Feed.open('', ines, { 'last-event-id': position });
    expect((await again.take(104 - Number(position))).slice(-2)).toEqual(['103', 'caught-up']);
    again.close();
  });

  it('is given up after some heartbeats', async () => {
    await write(ONE, opened('service'));
    const answer = await stalled();
    await flood();
    const closed = new Promise<void>((resolve) => answer.once('close', resolve).once('error', () => resolve()));
    for (let count = 0; count < 4; count += 1) beat();
    answer.resume();
    await closed;
    expect(answer.complete).toBe(false);
  });

  it('does not keep the service from stopping', async () => {
    await write(ONE, opened('service'));
    const answer = await stalled();
    await flood();
    const closed = new Promise<void>((resolve) => answer.once('close', resolve).once('error', () => resolve()));
    await baton.close();
    answer.resume();
    await closed;
    expect(answer.complete).toBe(false);
  });
});

describe("other people's clients", () => {
  eachItsOwn();

  it('the CloudEvents SDK takes every event for one', async () => {
    await write(ONE, opened('service'), passed('service', 'sales'));
    const feed = await Feed.open('after=beginning');
    await feed.next();
    const sent = JSON.parse((await feed.next())?.data ?? '') as Record<string, unknown>;
    const event = new CloudEvent(sent);
    expect(event.validate()).toBe(true);
    expect(event).toMatchObject({
      specversion: '1.0',
      source: '/feeds/cases',
      type: 'TransferObserved',
      subject: ONE,
      time: '2026-03-02T09:30:00.000Z',
      datacontenttype: 'application/json',
      data: { from: 'service', to: 'sales' },
      stream: `case-${ONE}`,
      revision: 1,
      position: '2',
    });
    expect(Object.keys(sent).filter((name) => !/^[a-z0-9]{1,20}$/.test(name))).toEqual([]);
    feed.close();
  });

  it('eventsource comes back by itself after a broken connection, with nothing lost and nothing twice', async () => {
    await write(ONE, opened('service'));
    const authorization = `Bearer ${await tokenOf(ines)}`;
    let breakOff = new AbortController();
    const source = new EventSource(`${baton.url}/feeds/cases?after=beginning`, {
      fetch: (url, init) => {
        breakOff = new AbortController();
        const signal = AbortSignal.any([breakOff.signal, init.signal as AbortSignal]);
        return fetch(url, { ...init, headers: { ...init.headers, authorization }, signal });
      },
    });
    const got: string[] = [];
    let wake = (): void => undefined;
    for (const name of ['message', 'caught-up']) {
      source.addEventListener(name, ({ lastEventId }: MessageEvent) => {
        got.push(name === 'message' ? lastEventId : name);
        wake();
      });
    }
    const until = async (count: number): Promise<void> => {
      while (got.length < count) await new Promise<void>((resolve) => (wake = resolve));
    };
    await until(2);
    breakOff.abort(new TypeError('the network is gone'));
    await write(ONE, waited, waited);
    await until(5);
    await write(ONE, waited);
    await until(6);
    expect(got).toEqual(['1', 'caught-up', '2', '3', 'caught-up', '4']);
    source.close();
  });
});
