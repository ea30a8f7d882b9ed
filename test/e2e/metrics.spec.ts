import { MEASURES, type Measure } from '../../src/platform/telemetry/measures.js';
import { app } from '../../src/app.js';
import { startBaton, type TestBaton } from '../support/baton.js';
import { readExposition, type Family } from '../support/exposition.js';

const OPEN = 'mutation ($input: OpenDepartmentInput!) { openDepartment(input: $input) { __typename } }';
const CUSTOMER = 'mutation ($input: RegisterCustomerInput!) { registerCustomer(input: $input) { __typename } }';
const SECRET = 'Zacharias-Quint';

let baton: TestBaton;
beforeAll(async () => {
  baton = await startBaton(app);
});
afterAll(() => baton.close());

const scrape = async (): Promise<ReadonlyMap<string, Family>> => {
  const answer = await fetch(`${baton.url}/metrics`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  return readExposition(await answer.text());
};

const valueIn = (families: ReadonlyMap<string, Family>, series: string, labels: object = {}): number => {
  const family = families.get(series) ?? families.get(series.replace(/_(bucket|sum|count)$/, ''));
  const found = (family?.samples ?? []).filter(
    (sample) =>
      sample.name === series && Object.entries(labels).every(([name, value]) => sample.labels[name] === value),
  );
  return found.reduce((sum, { value }) => sum + value, 0);
};

/** What was added to series by what is done in between. */
async function moved(work: () => Promise<unknown>, ...series: [string, object?][]): Promise<number[]> {
  const before = await scrape();
  await work();
  const after = await scrape();
  return series.map(([name, labels]) => valueIn(after, name, labels) - valueIn(before, name, labels));
}

const admin = () => baton.as({ agent: 'admin', department: 'office', role: 'ADMIN' });

describe('/metrics', () => {
  it('needs no token and follows the format', async () => {
    const families = await scrape();
    const { version, node, engine } = families.get('baton_build_info')?.samples[0]?.labels ?? {};
    expect([version, node, engine]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/), process.versions.node, 'sqlite']);
    expect(valueIn(families, 'baton_ready')).toBe(1);
    expect(valueIn(families, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  });

  it('tells methods that nobody expects as one, so that callers make no series of their own', async () => {
    const labels = { http_request_method: '_OTHER' };
    const ask = () => fetch(`${baton.url}/metrics`, { method: 'PROPFIND' });
    expect(await moved(ask, ['http_server_request_duration_seconds_count', labels])).toEqual([1]);
  });

  it('shows every figure that is described, with its kind, its help and its labels, and no other', async () => {
    const ask = async () => {
      await (await admin()).ask(OPEN, { input: { department: 'shop', name: 'Shop' } });
      return (await admin()).ask(OPEN, { input: { department: 'shop', name: 'Again' } });
    };
    await ask();
    const families = await scrape();
    // Told by workers alone, and by an application that does something by itself: neither is one here.
    const elsewhere: Measure[] = [
      MEASURES.lease,
      MEASURES.policyCommands,
      MEASURES.timerLateness,
      MEASURES.timersFailing,
    ];
    const described = Object.values<Measure>(MEASURES).filter((measure) => !elsewhere.includes(measure));
    expect([...families.keys()].sort()).toEqual(described.map(({ name }) => name).sort());
    for (const { name, kind, help, labels } of described) {
      const family = families.get(name);
      expect([name, family?.type, family?.help]).toEqual([name, kind, help]);
      for (const sample of family?.samples ?? []) {
        const names = Object.keys(sample.labels).filter((label) => label !== 'le');
        expect([name, names.sort()]).toEqual([name, [...labels].sort()]);
      }
    }
  });

  it('counts commands by what became of them, refusals by their code, and events that were stored', async () => {
    const asks = async () => {
      const client = await admin();
      await client.ask(OPEN, { input: { department: 'sales', name: 'Sales' } });
      await client.ask(OPEN, { input: { department: 'sales', name: 'Another' } });
      await client.ask(OPEN, { input: { department: '!', name: '' } });
      const agent = await baton.as({ agent: 'anna', department: 'shop', role: 'AGENT' });
      await agent.ask(OPEN, { input: { department: 'mine', name: 'Mine' } });
    };
    const command = 'OpenDepartment';
    expect(
      await moved(
        asks,
        ['baton_commands_total', { command, outcome: 'done' }],
        ['baton_commands_total', { command, outcome: 'refused' }],
        ['baton_commands_total', { command, outcome: 'invalid' }],
        ['baton_refusals_total', { code: 'DEPARTMENT_EXISTS' }],
        ['baton_refusals_total', { code: 'NOT_ALLOWED' }],
        ['baton_command_duration_seconds_count', { command }],
        ['baton_append_duration_seconds_count', { outcome: 'stored' }],
        ['baton_events_appended_total'],
      ),
    ).toEqual([1, 2, 1, 1, 1, 3, 1, 1]);
  });

  it('counts requests by route and status, whatever addresses are tried', async () => {
    const get = async () => {
      await fetch(`${baton.url}/health/live`);
      await fetch(`${baton.url}/nothing/here?name=${SECRET}`);
      await fetch(`${baton.url}/graphql`, { method: 'POST' });
    };
    const request = 'http_server_request_duration_seconds_count';
    expect(
      await moved(
        get,
        [request, { http_route: '/health/live', http_response_status_code: '200', http_request_method: 'GET' }],
        [request, { http_route: 'unknown', http_response_status_code: '404' }],
        [request, { http_route: '/graphql', http_response_status_code: '401' }],
      ),
    ).toEqual([1, 1, 1]);
  });

  it('counts who follows the feed', async () => {
    const client = await baton.as({ agent: 'otto', department: 'audit', role: 'AUDITOR' });
    const ending = new AbortController();
    const follow = async () => {
      const answer = await client.raw({ signal: ending.signal }, '/feeds/cases?after=beginning');
      await answer.body?.getReader().read();
    };
    expect(await moved(follow, ['baton_feed_subscribers'])).toEqual([1]);
    ending.abort();
  });

  it('says how far views are behind, and 0 once they have all', async () => {
    const { runner, baton: opened } = baton;
    const { store } = opened;
    await (await admin()).ask(OPEN, { input: { department: 'care', name: 'Care' } });
    await runner.waitFor((await store.head()) ?? '');
    const families = await scrape();
    const views = families.get('baton_view_behind_events')?.samples ?? [];
    expect(views.map(({ labels }) => labels['view']).sort()).toEqual(app.projections.map(({ name }) => name).sort());
    expect(valueIn(families, 'baton_view_behind_events')).toBe(0);
    expect(valueIn(families, 'baton_view_behind_seconds')).toBe(0);
    await runner.stop();
    await (await admin()).ask(OPEN, { input: { department: 'late', name: 'Late' } });
    expect(valueIn(await scrape(), 'baton_view_behind_events', { view: 'departments' })).toBe(1);
    await runner.start();
  });

  it('tells of nobody', async () => {
    await (await admin()).ask(CUSTOMER, { input: { kind: 'PERSON', name: SECRET, identifiers: [] } });
    const text = await (await fetch(`${baton.url}/metrics`)).text();
    expect(text).toContain('command="RegisterCustomer"');
    expect(text).not.toContain(SECRET);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(text).not.toMatch(/admin|shop|otto/);
  });
});
