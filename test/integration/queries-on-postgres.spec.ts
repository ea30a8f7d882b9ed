import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessFact, CaseFact, CustomerFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { Streams, type StoredEvent } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { readOn } from '@baton/event-store/testing';
import { ProjectionRunner, type ViewQueries } from '@baton/projections';
import { PostgresViews } from '@baton/projections/postgres';
import { ownSchema, startPostgres } from '@baton/projections/postgres/testing';
import { SqliteViews } from '@baton/projections/sqlite';
import { ArrayLog } from '@baton/projections/testing';
import { app } from '../../src/app.js';
import { entriesOf } from '../../src/audit/views/access-log/access-log.query.js';
import { AgentWorklist, AgentWorklistHandler } from '../../src/cases/views/agent-worklist/agent-worklist.query.js';
import { ListedCases, PLACE_IN_LIST } from '../../src/cases/views/case-list/listed-cases.js';
import { CaseReader } from '../../src/cases/views/case-reader.js';
import { Consults, ConsultsHandler } from '../../src/cases/views/consults/consults.query.js';
import {
  CustomerContextHandler,
  CustomerContextOf,
} from '../../src/cases/views/customer-context/customer-context.query.js';
import {
  DepartmentInbox,
  DepartmentInboxHandler,
} from '../../src/cases/views/department-inbox/department-inbox.query.js';
import { PromiseLedger } from '../../src/cases/views/promises/promise-ledger.js';
import { Promises, PromisesHandler } from '../../src/cases/views/promises/promises.query.js';
import { SearchCases, SearchCasesHandler } from '../../src/cases/views/search-cases/search-cases.query.js';
import {
  aConsult,
  anOffer,
  aPromise,
  CUSTOMER,
  eventsOf,
  opened,
  uuid,
} from '../../src/cases/views/testing/stories.js';
import { Customers, CustomersHandler } from '../../src/customers/views/customer-card/customers.query.js';
import { Agents, AgentsHandler } from '../../src/departments/views/agents/agents.query.js';
import { Departments, DepartmentsHandler } from '../../src/departments/views/departments/departments.query.js';
import { FiguresOfCases } from '../../src/figures/views/service-figures/figures-of-cases.js';
import { TransferFlow, TransferFlowHandler } from '../../src/figures/views/transfer-flow/transfer-flow.query.js';
import type { AtLeast } from '../../src/platform/graphql/at-least.js';
import { pageOf, type Connection, type Page } from '../../src/platform/graphql/connection.js';
import { startBaton, TestClock } from '../support/baton.js';

const CASES = 250;
const DEPARTMENTS = ['SHOP', 'DEPOT', 'CALL-CENTRE', 'Größe', 'depot', 'Ä', '✓'];
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const hour = (n: number): string => new Date(Date.UTC(2026, 3, 1, n)).toISOString();

/** The n-th case of an office whose names an engine could order and count in its own way. */
function story(n: number): StoredEvent[] {
  const department = pick(DEPARTMENTS, n);
  const next = pick(DEPARTMENTS, n * 3 + 1);
  const transferId = uuid(20_000 + n);
  const data = {
    ...opened.data,
    department,
    urgency: pick(['LOW', 'NORMAL', 'HIGH', 'CRITICAL'], n * 7),
    segment: pick(['low', 'Low', 'ÖPNV'], n),
    ...(n % 3 ? { reference: pick([`R-${n}`, `r-${n}`, `Ü-${n}`], n) } : {}),
    matter: pick(['Zähler \ud83d\ude00 strange', 'a_b 100%', 'straße STRASSE', 'nul \0 and half \ud800'], n),
  };
  const facts = [{ type: 'CaseOpened', data } as unknown as CaseFact];
  if (n % 2) facts.push({ type: 'PromiseMade', data: aPromise(10_000 + n, hour(n % 30), { department }) });
  if (n % 3 === 1) {
    facts.push({ type: 'ConsultRequested', data: { ...aConsult(30_000 + n, next, hour(n % 30)), from: department } });
  }
  if (n % 4 === 1) facts.push({ type: 'CaseClaimed', data: { holder: pick(['ben', 'dora', 'Émile'], n >> 2) } });
  for (let passed = 0; passed < n % 4; passed++) {
    const [from, to] = passed % 2 ? [next, department] : [department, next];
    if (from !== to) facts.push({ type: 'TransferObserved', data: { from, to } });
  }
  if (n % 5 === 0) {
    facts.push({ type: 'TransferOffered', data: { ...anOffer(20_000 + n, department, next), toAgent: 'dora' } });
    if (n % 10 === 0) {
      facts.push({ type: 'TransferDeclined', data: { transferId, from: department, to: next, reason: 'not ours' } });
    } else if (n % 15 === 0) {
      facts.push({ type: 'TransferAccepted', data: { transferId, from: department, to: next, holder: 'dora' } });
    }
  }
  if (n % 11 === 0) facts.push({ type: 'CaseResolved', data: {} });
  return eventsOf(facts, uuid(1000 + n)) as StoredEvent[];
}

const looked = (n: number): StoredEvent[] => {
  const data = { caseId: uuid(1000 + (n % 5)), what: ['case'], ...(n % 2 ? { operation: 'Look' } : {}) };
  return recorded(`access-${pick(['ines', 'Åsa'], n)}-${n}`, [{ type: 'CaseRead', data } as AccessFact]);
};

const NAMES = ['Zoë', 'anna', 'Anna', 'Änne', 'a_b', '100%', 'back\\slash', 'Ørsted', '✓ GmbH', 'straße'];
const registered = (name: string, n: number): StoredEvent[] =>
  recorded(`customer-${uuid(5000 + n)}`, [
    { type: 'CustomerRegistered', data: { kind: 'PERSON', name } } as unknown as CustomerFact,
  ]);

/** Every event of the demo office, then those of a busier one. */
async function aLog(): Promise<ArrayLog> {
  const demo = await startBaton(app, { clock: new TestClock('2026-03-02T09:00:00.000Z'), env: { BATON_DEMO: 'on' } });
  const events = [...(await readOn(demo.baton.store, undefined))];
  await demo.close();
  for (let n = 0; n < CASES; n++) events.push(...story(n));
  for (let n = 0; n < 30; n++) events.push(...looked(n));
  NAMES.forEach((name, n) => events.push(...registered(name, n)));
  return new ArrayLog(events.map((event, at) => ({ ...event, position: String(at + 1) })));
}

const reached = { reached: () => Promise.resolve() } as unknown as AtLeast;

/** Everything that answers from views, over those of one engine. */
function servicesOver(queries: ViewQueries) {
  const listed = new ListedCases(queries);
  const ledger = new PromiseLedger(queries);
  const known = () =>
    Promise.resolve({ customerId: CUSTOMER, kind: 'PERSON', name: 'Anna Weber', identifiers: [] } as const);
  const reader = new CaseReader(new Streams(new MemoryEventStore()));
  return {
    queries,
    figures: new FiguresOfCases(queries),
    flow: new TransferFlowHandler(queries, reached),
    inbox: new DepartmentInboxHandler(listed, reached),
    worklist: new AgentWorklistHandler(listed, ledger, reached),
    promises: new PromisesHandler(ledger, reached),
    consults: new ConsultsHandler(queries, reached),
    search: new SearchCasesHandler(queries, reached),
    customers: new CustomersHandler(queries, reached),
    agents: new AgentsHandler(queries, reached),
    departments: new DepartmentsHandler(queries, reached),
    context: new CustomerContextHandler({ byIdentifier: known, byId: known }, reader, queries, ledger, reached),
  };
}
type Services = ReturnType<typeof servicesOver>;

/** All pages of a list, one after the other. */
async function paged<T>(width: number, read: (page: Page) => Promise<Connection<T>>): Promise<unknown[]> {
  const pages: unknown[] = [];
  for (let after: string | undefined, more = true; more;) {
    const page = await read(pageOf({ first: 7, after: after ?? null }, width));
    pages.push(page);
    more = page.pageInfo.hasNextPage;
    after = page.pageInfo.endCursor;
  }
  return pages;
}

const searches = [[], ['st'], ['zahler'], ['100'], ['a'], ['strange', 'z']];
const figures = [
  {},
  { department: 'DEPOT' },
  { segment: 'Low' },
  { from: '2026-03-02', to: '2026-03-03' },
  { department: 'no' },
];
const flows = [{}, { from: 'Ä' }, { department: 'Größe' }, { segment: 'ÖPNV', until: '2027' }, { since: '2027' }];

const asked: readonly (readonly [string, (services: Services) => Promise<unknown>])[] = [
  ...figures.map(
    (filter) => [`figures ${JSON.stringify(filter)}`, ({ figures: of }: Services) => of.figures(filter)] as const,
  ),
  ...flows.map(
    (filter) =>
      [
        `the flow ${JSON.stringify(filter)}`,
        ({ flow }: Services) => paged(3, (page) => flow.execute(new TransferFlow(filter, page, undefined))),
      ] as const,
  ),
  ...DEPARTMENTS.map(
    (department) =>
      [
        `the inbox of ${department}`,
        ({ inbox }: Services) =>
          paged(PLACE_IN_LIST, (page) => inbox.execute(new DepartmentInbox(department, {}, page, undefined))),
      ] as const,
  ),
  ...['dora', 'Émile', 'nobody'].map(
    (agent) =>
      [
        `the worklist of ${agent}`,
        ({ worklist }: Services) =>
          paged(PLACE_IN_LIST, (page) => worklist.execute(new AgentWorklist(agent, page, undefined))),
      ] as const,
  ),
  ...[
    {},
    { status: 'OPEN' as const, department: 'SHOP' },
    { dueAfter: hour(3), dueBefore: hour(9) },
    { customerId: CUSTOMER },
  ].map(
    (filter) =>
      [
        `promises ${JSON.stringify(filter)}`,
        ({ promises }: Services) => paged(3, (page) => promises.execute(new Promises(filter, page, undefined))),
      ] as const,
  ),
  ...[{}, { role: 'ASKING' as const }, { dueBefore: hour(9) }].map(
    (filter) =>
      [
        `consults ${JSON.stringify(filter)}`,
        ({ consults }: Services) =>
          paged(4, (page) => consults.execute(new Consults('Größe', filter, page, undefined))),
      ] as const,
  ),
  ...searches.map(
    (words) =>
      [
        `the search for ${words.join(' ')}`,
        ({ search }: Services) => paged(2, (page) => search.execute(new SearchCases({}, words, page, undefined))),
      ] as const,
  ),
  ...[undefined, 'ann', '%', '_', '\\', 'ß', 'Ø', 'x\0'].map(
    (name) =>
      [
        `customers whose name contains ${JSON.stringify(name)}`,
        ({ customers }: Services) => paged(2, (page) => customers.execute(new Customers(page, name, undefined))),
      ] as const,
  ),
  ['agents', ({ agents }) => paged(1, (page) => agents.execute(new Agents(undefined, page, undefined)))],
  ['departments', ({ departments }) => paged(1, (page) => departments.execute(new Departments(page, undefined)))],
  ['the context of a customer', ({ context }) => context.execute(new CustomerContextOf('PHONE', '+43 1', undefined))],
  ...[{}, { reader: 'system' }, { case: uuid(1001) }].map(
    (filter) =>
      [
        `looks ${JSON.stringify(filter)}`,
        async ({ queries }: Services) => {
          const first = await entriesOf(queries, filter, { limit: 4, after: undefined });
          const last = first.at(-1);
          const after = last && [last.readAt, last.id];
          return [first, await entriesOf(queries, filter, { limit: 4, after })];
        },
      ] as const,
  ),
];

describe('every query', () => {
  const left: (() => unknown)[] = [];
  let onSqlite: Services;
  let onPostgres: Services;

  beforeAll(async () => {
    const log = await aLog();
    const folder = mkdtempSync(join(tmpdir(), 'baton-both-'));
    left.push(() => rmSync(folder, { recursive: true }));
    const file = new SqliteViews(join(folder, 'views.db'));
    left.push(() => file.close());
    const server = await startPostgres();
    left.push(() => server.stop());
    const own = ownSchema(server.url);
    left.push(() => own.remove());
    const schema = await PostgresViews.open({ connectionString: own.url });
    left.push(() => schema.close());
    await schema.lease.take(AbortSignal.timeout(20_000));
    for (const views of [file, schema]) {
      const runner = new ProjectionRunner({ store: log, views, projections: app.projections, pageSize: 300 });
      await runner.catchUp();
      expect(runner.states().map(({ parked }) => parked)).toEqual(app.projections.map(() => 0));
    }
    onSqlite = servicesOver(file.queries);
    onPostgres = servicesOver(schema.queries);
  });
  afterAll(async () => {
    for (const leave of left.toReversed()) await leave();
  });

  it.each(app.projections.flatMap(({ name, tables }) => Object.keys(tables).map((table) => [name, table] as const)))(
    'finds the same rows of %s in %s on both engines, in the same order',
    async (name, table) => {
      const projection = app.projections.find((each) => each.name === name);
      if (!projection) throw new Error(name);
      const [key = []] = [projection.tables[table]?.key];
      const rows = ({ queries }: Services) =>
        queries.find(projection, table, (query) =>
          key.reduce((ordered, column) => ordered.orderBy(column as never), query),
        );
      const found = await rows(onPostgres);
      expect(found.length).toBeGreaterThan(0);
      expect(found).toEqual(await rows(onSqlite));
    },
  );

  it.each(asked)('answers the same on both engines: %s', async (_, ask) => {
    expect(await ask(onPostgres)).toEqual(await ask(onSqlite));
  });
});
