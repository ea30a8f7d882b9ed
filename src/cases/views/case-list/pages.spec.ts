import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseFact, Urgency } from '@baton/contracts';
import { Streams } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { ProjectionRunner } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import { ArrayLog, WatchedQueries } from '@baton/projections/testing';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { pageOf, type Connection, type Page } from '../../../platform/graphql/connection.js';
import type { PromiseStatus } from '../../case.words.js';
import { casesProjections } from '../../cases.projections.js';
import { AgentWorklist, AgentWorklistHandler } from '../agent-worklist/agent-worklist.query.js';
import { AlarmedCases, AlarmedCasesHandler } from '../alarmed-cases/alarmed-cases.query.js';
import { CaseReader } from '../case-reader.js';
import type { ConsultFilter } from '../consults/consult-filter.js';
import { Consults, ConsultsHandler } from '../consults/consults.query.js';
import { CustomerContextHandler, CustomerContextOf } from '../customer-context/customer-context.query.js';
import { DepartmentInbox, DepartmentInboxHandler } from '../department-inbox/department-inbox.query.js';
import { PromiseLedger } from '../promises/promise-ledger.js';
import { Promises, PromisesHandler } from '../promises/promises.query.js';
import { SearchCases, SearchCasesHandler } from '../search-cases/search-cases.query.js';
import { aConsult, anOffer, aPromise, CUSTOMER, eventsOf, opened, uuid } from '../testing/stories.js';
import { WORST_FIRST } from './case-list.projection.js';
import { ListedCases, PLACE_IN_LIST, placeInList, type InOrder } from './listed-cases.js';
import { CaseLoads } from '../department-load/case-loads.js';

const CASES = 600;
const DEPARTMENTS = ['SHOP', 'DEPOT', 'CALL-CENTRE'];
const URGENCIES: Urgency[] = ['LOW', 'NORMAL', 'NORMAL', 'HIGH', 'CRITICAL'];

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const due = (n: number): string => new Date(Date.UTC(2026, 3, 1 + (n % 7), n % 3)).toISOString();

/** The n-th case of a busy office: many of them alike in what they are ordered by. */
function story(n: number): CaseFact[] {
  const department = pick(DEPARTMENTS, n);
  const first = { type: 'CaseOpened', data: { ...opened.data, department, urgency: pick(URGENCIES, n * 7) } };
  const facts = [{ ...first, data: { ...first.data, reference: `R-${n}`, product: `P${n % 4}` } } as CaseFact];
  if (n % 2) facts.push({ type: 'PromiseMade', data: aPromise(10_000 + n, due(n), { department }) });
  if (n % 4 === 1) facts.push({ type: 'CaseClaimed', data: { holder: pick(['ben', 'dora'], n >> 2) } });
  if (n % 5 === 0) {
    const to = pick(DEPARTMENTS, n + 1);
    facts.push({ type: 'TransferOffered', data: { ...anOffer(20_000 + n, department, to), toAgent: 'dora' } });
  }
  if (n % 6 === 2) {
    const asked = aConsult(30_000 + n, pick(DEPARTMENTS, n + 1), due(n));
    facts.push({ type: 'ConsultRequested', data: { ...asked, from: department } });
  }
  if (n % 7 === 3) {
    facts.push({ type: 'CaseLeadAssigned', data: { lead: 'dora', department: 'SHOP', reason: 'One for all' } });
  }
  if (n % 9 === 4) {
    const counted = { rules: 'chain-alarms@2', transfers: 0, returns: 1, declines: 0, departments: 1 };
    facts.push({
      type: 'ChainAlarmRaised',
      data: { alarmId: uuid(40_000 + n), level: pick(['WARNING', 'ALARM'], n >> 3), cause: 'RETURN', ...counted },
    });
  }
  if (n % 11 === 0) facts.push({ type: 'CaseResolved', data: {} });
  return facts;
}

const folder = mkdtempSync(join(tmpdir(), 'baton-pages-'));
const views = new SqliteViews(join(folder, 'views.sqlite'));
const watched = new WatchedQueries(views.queries);
const { queries } = watched;
const log = new ArrayLog(
  Array.from({ length: CASES }, (_, n) => eventsOf(story(n), uuid(1000 + n)))
    .flat()
    .sort((one, other) => Number(one.position) - Number(other.position)),
);
const runner = new ProjectionRunner({ store: log, views, projections: casesProjections });
const atLeast = new AtLeast(runner);

const listed = new ListedCases(queries);
const ledger = new PromiseLedger(queries);
const inbox = new DepartmentInboxHandler(listed, new CaseLoads(queries), atLeast);
const worklist = new AgentWorklistHandler(listed, ledger, atLeast);
const alarmed = new AlarmedCasesHandler(queries, listed, atLeast);
const promises = new PromisesHandler(ledger, atLeast);
const search = new SearchCasesHandler(queries, atLeast);
const consults = new ConsultsHandler(queries, atLeast);

beforeAll(() => runner.catchUp());
afterAll(async () => {
  await views.close();
  rmSync(folder, { recursive: true });
});

interface Read {
  readonly name: string;
  readonly width: number;
  readonly read: (page: Page) => Promise<Connection<{ caseId: string; promiseId?: string }>>;
  readonly expected: (n: number) => boolean;
  readonly promised?: true;
}

const resolved = (n: number): boolean => n % 11 === 0;
const held = (n: number, agent: string): boolean =>
  n % 4 === 1 && !resolved(n) && pick(['ben', 'dora'], n >> 2) === agent;
const offered = (n: number): boolean => n % 5 === 0 && !resolved(n);
const searching =
  (words: string[], by = {}) =>
  (page: Page) =>
    search.execute(new SearchCases(by, words, page, undefined));
const promising = (by: { status?: PromiseStatus; department?: string; customerId?: string }) => (page: Page) =>
  promises.execute(new Promises(by, page, undefined));

const consulting = (department: string, filter: ConsultFilter) => (page: Page) =>
  consults.execute(new Consults(department, filter, page, undefined));

const reads: Read[] = [
  { name: 'what a department was asked', width: 4, read: consulting('SHOP', {}), expected: (n) => n % 6 === 2 },
  {
    name: 'the answers that a department waits for',
    width: 4,
    read: consulting('CALL-CENTRE', { role: 'ASKING' }),
    expected: (n) => n % 6 === 2,
  },
  {
    name: 'an inbox',
    width: PLACE_IN_LIST,
    read: (page) => inbox.execute(new DepartmentInbox('DEPOT', {}, page, undefined)),
    expected: (n) =>
      !resolved(n) && (pick(DEPARTMENTS, n) === 'DEPOT' || (offered(n) && pick(DEPARTMENTS, n + 1) === 'DEPOT')),
  },
  {
    name: 'a worklist',
    width: PLACE_IN_LIST,
    read: (page) => worklist.execute(new AgentWorklist('dora', page, undefined)),
    expected: (n) => held(n, 'dora') || offered(n) || (n % 7 === 3 && !resolved(n)),
  },
  {
    name: 'the alarmed cases of a department and of those on offer to it',
    width: WORST_FIRST.length,
    read: (page) => alarmed.execute(new AlarmedCases({ department: 'DEPOT', level: 'NOTICE' }, page, undefined)),
    expected: (n) =>
      n % 9 === 4 &&
      !resolved(n) &&
      (pick(DEPARTMENTS, n) === 'DEPOT' || (offered(n) && pick(DEPARTMENTS, n + 1) === 'DEPOT')),
  },
  {
    name: 'all alarmed cases',
    width: WORST_FIRST.length,
    read: (page) => alarmed.execute(new AlarmedCases({ level: 'NOTICE' }, page, undefined)),
    expected: (n) => n % 9 === 4 && !resolved(n),
  },
  { name: 'all promises', width: 3, read: promising({}), expected: (n) => n % 2 === 1, promised: true },
  {
    name: 'open promises',
    width: 3,
    read: promising({ status: 'OPEN' }),
    expected: (n) => n % 2 === 1,
    promised: true,
  },
  {
    name: 'what a department owes',
    width: 3,
    read: promising({ status: 'OPEN', department: 'SHOP' }),
    expected: (n) => n % 2 === 1 && n % 3 === 0,
    promised: true,
  },
  {
    name: 'all that a department ever owed',
    width: 3,
    read: promising({ department: 'SHOP' }),
    expected: (n) => n % 2 === 1 && n % 3 === 0,
    promised: true,
  },
  {
    name: 'promises to a customer',
    width: 3,
    read: promising({ customerId: CUSTOMER }),
    expected: (n) => n % 2 === 1,
    promised: true,
  },
  { name: 'all cases', width: 2, read: searching([]), expected: () => true },
  { name: 'resolved cases', width: 2, read: searching([], { status: 'RESOLVED' }), expected: resolved },
  {
    name: 'the cases of a department',
    width: 2,
    read: searching([], { department: 'SHOP' }),
    expected: (n) => n % 3 === 0,
  },
  { name: 'the cases of a customer', width: 2, read: searching([], { customerId: CUSTOMER }), expected: () => true },
  { name: 'the cases about a product', width: 2, read: searching([], { product: 'P3' }), expected: (n) => n % 4 === 3 },
  {
    name: 'a case by its name elsewhere',
    width: 2,
    read: searching([], { reference: 'R-77' }),
    expected: (n) => n === 77,
  },
];

describe.each(reads)('$name', ({ width, read, expected, promised }) => {
  it.each([7, 100])('are paged so that each row comes once, in order, by pages of %i', async (first) => {
    const found: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { edges, pageInfo } = await read(pageOf({ first, after: after ?? null }, width));
      found.push(...edges.map(({ node }) => (promised ? String(node.promiseId) : node.caseId)));
      more = pageInfo.hasNextPage;
      after = pageInfo.endCursor;
    }
    const all = Array.from({ length: CASES }, (_, n) => n).filter(expected);
    expect([...found].sort()).toEqual(all.map((n) => uuid((promised ? 10_000 : 1000) + n)));
  });

  it('are read along an index, without sorting and without going through all that come before', async () => {
    const { pageInfo } = await read(pageOf({ first: 1 }, width));
    watched.forget();
    await read(pageOf({ first: 5, after: pageInfo.endCursor ?? null }, width));
    const plans = await watched.plans();
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) {
      expect(plan).not.toMatch(/TEMP B-TREE/);
      expect(plan).toMatch(/^SEARCH .* USING (COVERING )?(INDEX|PRIMARY KEY)|^SCAN .* USING COVERING INDEX/);
    }
  });
});

describe.each(reads.filter(({ name }) => name === 'an inbox' || name === 'a worklist'))('$name', ({ width, read }) => {
  it('has offers that await an answer first, then the next deadline, the greatest risk, urgency, age', async () => {
    const { edges } = await read(pageOf({ first: 100 }, width));
    const places = edges.map(({ node }) => placeInList(node as unknown as InOrder));
    const inOrder = [...places].sort((one, other) => {
      const at = one.findIndex((value, index) => value !== other[index]);
      return at < 0 ? 0 : (one[at] as string) < (other[at] as string) ? -1 : 1;
    });
    expect(places).toEqual(inOrder);
    expect(new Set(places.map(([awaiting]) => awaiting))).toEqual(new Set([0, 1]));
    expect(new Set(places.map(([, deadline]) => deadline)).size).toBeGreaterThan(1);
  });
});

describe('the context of a customer', () => {
  it('is read along the indexes of the customer', async () => {
    const customer = { customerId: CUSTOMER, kind: 'PERSON', name: 'Anna Weber', identifiers: [] } as const;
    const found = (): Promise<typeof customer> => Promise.resolve(customer);
    const cases = new CaseReader(new Streams(new MemoryEventStore()));
    const finder = { byIdentifier: found, byId: found };
    const context = new CustomerContextHandler(finder, cases, queries, ledger, atLeast);
    watched.forget();
    const answer = await context.execute(new CustomerContextOf('PHONE', '+43 1 234', undefined));
    expect(answer).toMatchObject({ openCaseCount: 545, openPromiseCount: 300 });
    expect(answer?.lastContacts).toHaveLength(10);
    expect(answer?.openPromises).toHaveLength(50);
    for (const plan of await watched.plans()) {
      expect(plan).toMatch(/^SEARCH .* USING (COVERING )?INDEX \S+ \(customerId=\?( AND status=\?)?\)$/);
    }
  });
});

describe('a search for words', () => {
  it('looks them up by their beginnings in the index', async () => {
    watched.forget();
    const found = await search.execute(new SearchCases({}, ['rout', '77'], pageOf({ first: 5 }, 2), undefined));
    expect(found.edges.map(({ node }) => node.caseId)).toEqual([uuid(1077)]);
    expect(found.totalCount).toBe(1);
    const [plan] = await watched.plans();
    expect(plan?.match(/SEARCH case_list_words__g1 USING PRIMARY KEY \(word>\? AND word<\?\)/g)).toHaveLength(2);
  });
});
