import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessFact, AgentFact, CaseFact, CustomerFact, HandoverFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { Streams, type StoredEvent } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { readOn } from '@baton/event-store/testing';
import { ProjectionRunner, ViewQueries } from '@baton/projections';
import { PostgresViews } from '@baton/projections/postgres';
import { ownSchema, startPostgres } from '@baton/projections/postgres/testing';
import { SqliteViews } from '@baton/projections/sqlite';
import { ArrayLog, WatchedQueries } from '@baton/projections/testing';
import { CompiledQuery } from 'kysely';
import { app } from '../../src/app.js';
import { entriesOf } from '../../src/audit/views/access-log/access-log.query.js';
import type { DepartmentDirectory } from '../../src/cases/department-directory.js';
import { AgentWorklist, AgentWorklistHandler } from '../../src/cases/views/agent-worklist/agent-worklist.query.js';
import { AlarmedCases, AlarmedCasesHandler } from '../../src/cases/views/alarmed-cases/alarmed-cases.query.js';
import { ListedCases, PLACE_IN_LIST } from '../../src/cases/views/case-list/listed-cases.js';
import { noCase } from '../../src/cases/case.state.js';
import { SuggestionSeals } from '../../src/cases/suggestion-seals.js';
import { LikelyReceivers } from '../../src/cases/views/suggest-departments/likely-receivers.js';
import { CaseReader } from '../../src/cases/views/case-reader.js';
import { Consults, ConsultsHandler } from '../../src/cases/views/consults/consults.query.js';
import { CaseLoads } from '../../src/cases/views/department-load/case-loads.js';
import {
  CustomerContextHandler,
  CustomerContextOf,
} from '../../src/cases/views/customer-context/customer-context.query.js';
import {
  DepartmentInbox,
  DepartmentInboxHandler,
} from '../../src/cases/views/department-inbox/department-inbox.query.js';
import { Escalations, EscalationsHandler } from '../../src/cases/views/escalations/escalations.query.js';
import { PromiseLedger } from '../../src/cases/views/promises/promise-ledger.js';
import { SentTransfers, SentTransfersHandler } from '../../src/cases/views/sent-transfers/sent-transfers.query.js';
import {
  SuggestDepartments,
  SuggestDepartmentsHandler,
} from '../../src/cases/views/suggest-departments/suggest-departments.query.js';
import {
  UninformedTransfers,
  UninformedTransfersHandler,
} from '../../src/cases/views/uninformed-transfers/uninformed-transfers.query.js';
import { Promises, PromisesHandler } from '../../src/cases/views/promises/promises.query.js';
import { SearchCases, SearchCasesHandler } from '../../src/cases/views/search-cases/search-cases.query.js';
import {
  ShiftHandoversHandler,
  ShiftHandoversOf,
} from '../../src/cases/views/shift-handovers/shift-handovers.query.js';
import {
  aConsult,
  aContact,
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
import { DepartmentsAtWork } from '../../src/departments/departments-at-work.js';
import { WorkOfDepartments } from '../../src/cases/work-of-departments.js';
import { WhoCan } from '../../src/departments/who-can.js';
import { RatingsOfContacts } from '../../src/figures/views/contact-ratings/ratings-of-contacts.js';
import { HandoffsOfDepartments } from '../../src/figures/views/handoff-quality/handoffs-of-departments.js';
import { FiguresOfPromises } from '../../src/figures/views/promise-figures/figures-of-promises.js';
import { FiguresOfCases } from '../../src/figures/views/service-figures/figures-of-cases.js';
import { TransferFlow, TransferFlowHandler } from '../../src/figures/views/transfer-flow/transfer-flow.query.js';
import type { AtLeast } from '../../src/platform/graphql/at-least.js';
import { pageOf, type Connection, type Page } from '../../src/platform/graphql/connection.js';
import { DueTimers } from '../../src/platform/policies/due-timers.js';
import { startBaton, TestClock } from '../support/baton.js';

const CASES = 250;
const DEPARTMENTS = ['SHOP', 'DEPOT', 'CALL-CENTRE', 'Größe', 'depot', 'Ä', '✓'];
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const hour = (n: number): string => new Date(Date.UTC(2026, 3, 1, n)).toISOString();

const anAlarm = (n: number) => ({
  ...{ alarmId: uuid(40_000 + n), level: pick(['NOTICE', 'WARNING', 'ALARM'] as const, n), cause: 'RETURN' as const },
  ...{ rules: 'chain-alarms@2', transfers: 2, returns: 1, declines: 0, departments: 2 },
});

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
    facts.push({
      type: 'TransferOffered',
      data: { ...anOffer(20_000 + n, department, next), toAgent: 'dora', skill: 'boxes', expiresAt: hour(n) },
    });
    const between = { transferId, from: department, to: next };
    if (n % 10 === 0) {
      facts.push({ type: 'TransferDeclined', data: { ...between, reason: 'not ours', cause: 'INFORMATION_MISSING' } });
    } else if (n % 15 === 0) {
      const comparison = { rules: 'read-back@1', mentioned: (n % 4) / 4, notMentioned: [] };
      facts.push({ type: 'TransferAccepted', data: { ...between, holder: 'dora', comparison } });
      facts.push({ type: 'HandoffRated', data: { ...between, score: 1 + (n % 5), lacking: ['FACTS'] } });
    }
  }
  if (n % 9 === 4) {
    facts.push({ type: 'ContactRecorded', data: aContact(7000 + n) });
    facts.push({
      type: 'CaseRated',
      data: { ratingId: uuid(8000 + n), contactId: uuid(7000 + n), score: 1 + (n % 5) },
    });
  }
  if (n % 7 === 2) facts.push({ type: 'ChainAlarmRaised', data: anAlarm(n) });
  if (n % 7 === 2 || n % 8 === 3) {
    const about = n % 7 === 2 ? { cause: 'CHAIN_ALARM' } : { cause: 'ABSENT_WITHOUT_STAND_IN', absenceId: uuid(9) };
    const data = { escalationId: uuid(45_000 + n), department: pick(['SHOP', 'Größe'], n), ...about };
    facts.push({ type: 'EscalationRaised', data } as CaseFact);
  }
  if (n % 8 === 6) {
    const about = { cause: 'BLOCKING_WORK_REOPENED', waiting: uuid(1001 + n) };
    const data = { escalationId: uuid(46_000 + n), department: pick(['SHOP', 'Größe'], n >> 3), ...about };
    facts.push({ type: 'EscalationRaised', data } as CaseFact);
  }
  if (n % 11 === 0) facts.push({ type: 'CaseResolved', data: {} });
  return eventsOf(facts, uuid(1000 + n)) as StoredEvent[];
}

const looked = (n: number): StoredEvent[] => {
  const data = { caseId: uuid(1000 + (n % 5)), what: ['case'], ...(n % 2 ? { operation: 'Look' } : {}) };
  return recorded(`access-${pick(['ines', 'Åsa'], n)}-${n}`, [{ type: 'CaseRead', data } as AccessFact]);
};

const AGENTS = ['dora', 'Dora', 'Émile'];

/** A case, and the end of a shift at which it is handed over. */
function handedOver(n: number): StoredEvent[] {
  const [department, caseId, transferId] = [pick(DEPARTMENTS, n % 4), uuid(50_000 + n), uuid(51_000 + n)];
  const handed: HandoverFact[] = [
    {
      type: 'HandoverStarted',
      data: { agent: pick(AGENTS, n), department, cases: [{ caseId, transferId, toAgent: 'ben' }], left: [] },
    },
    { type: 'HandoverOffered', data: { left: [] } },
  ];
  const facts = [
    { type: 'CaseOpened', data: { ...opened.data, department } },
    { type: 'TransferOffered', data: { ...anOffer(51_000 + n, department, department), toAgent: 'ben' } },
  ] as unknown as CaseFact[];
  if (n % 3) {
    facts.push({ type: 'TransferAccepted', data: { transferId, from: department, to: department, holder: 'ben' } });
  }
  return [...recorded(`handover-${uuid(52_000 + n)}`, handed), ...eventsOf(facts, caseId)] as StoredEvent[];
}

const NAMES = ['Zoë', 'anna', 'Anna', 'Änne', 'a_b', '100%', 'back\\slash', 'Ørsted', '✓ GmbH', 'straße'];
const registered = (name: string, n: number): StoredEvent[] =>
  recorded(`customer-${uuid(5000 + n)}`, [
    { type: 'CustomerRegistered', data: { kind: 'PERSON', name } } as unknown as CustomerFact,
  ]);

/** An agent of one of the departments who can do two things. */
const skilled = (agent: string, n: number): StoredEvent[] =>
  recorded<AgentFact>(`agent-${agent}`, [
    { type: 'AgentRegistered', data: { name: agent, department: pick(DEPARTMENTS, n) } },
    { type: 'SkillsSet', data: { skills: ['boxes', 'Größen'] } },
  ]);

/** Every event of the demo office, then those of a busier one. */
async function aLog(): Promise<ArrayLog> {
  const demo = await startBaton(app, { clock: new TestClock('2026-03-02T09:00:00.000Z'), env: { BATON_DEMO: 'on' } });
  const events = [...(await readOn(demo.baton.store, undefined))];
  await demo.close();
  for (let n = 0; n < CASES; n++) events.push(...story(n));
  for (let n = 0; n < 30; n++) events.push(...looked(n), ...handedOver(n));
  NAMES.forEach((name, n) => events.push(...registered(name, n)));
  ['ben', 'Émile', 'émile', 'Zoë'].forEach((agent, n) => events.push(...skilled(agent, n)));
  return new ArrayLog(events.map((event, at) => ({ ...event, position: String(at + 1) })));
}

const timersOfPolicies = (app.policies as NonNullable<typeof app.policies>).timers;
const reached = { reached: () => Promise.resolve() } as unknown as AtLeast;

/** Everything that answers from views, over those of one engine. */
function servicesOver(queries: ViewQueries) {
  const listed = new ListedCases(queries);
  const ledger = new PromiseLedger(queries);
  const loads = new CaseLoads(queries);
  const known = () =>
    Promise.resolve({ customerId: CUSTOMER, kind: 'PERSON', name: 'Anna Weber', identifiers: [] } as const);
  const reader = new CaseReader(new Streams(new MemoryEventStore()));
  const clock = new TestClock('2026-04-10T09:00:00.000Z');
  /** Any case of a department about a product, which nobody declined. */
  const inDepartment = (accountable: string) =>
    ({
      now: () => Promise.resolve({ ...noCase, accountable, opened: { product: 'router', kind: 'FAULT' } }),
    }) as unknown as CaseReader;
  const able = new WhoCan(queries);
  const atWork = new DepartmentsAtWork(new Streams(new MemoryEventStore()), queries);
  const perSkill = { perAgent: 3, perSkill: [{ skill: 'boxes', cases: 4 }] };
  const directory = {
    readiness: () => Promise.resolve({ open: true, capacity: { cases: 20, ...perSkill }, skills: ['boxes'] }),
    staying: (codes: readonly string[]) => atWork.staying(codes),
    skilled: (...asked: Parameters<WhoCan['agents']>) => able.agents(...asked),
    whoCan: (...asked: Parameters<WhoCan['departments']>) => able.departments(...asked),
  } as unknown as DepartmentDirectory;
  const receivers = new LikelyReceivers(directory, loads, queries);
  const seals = new SuggestionSeals(new Uint8Array(32));
  return {
    ledger,
    listed,
    loads,
    timers: new DueTimers(queries, timersOfPolicies),
    sent: new SentTransfersHandler(queries, reached, clock),
    uninformed: new UninformedTransfersHandler(queries, reached, clock),
    alarmed: new AlarmedCasesHandler(queries, listed, reached),
    suggestions: (department: string) =>
      new SuggestDepartmentsHandler(inDepartment(department), receivers, reached, seals, clock),
    queries,
    figures: new FiguresOfCases(queries),
    handoffs: new HandoffsOfDepartments(queries),
    ratings: new RatingsOfContacts(queries),
    kept: new FiguresOfPromises(queries),
    flow: new TransferFlowHandler(queries, reached),
    inbox: new DepartmentInboxHandler(listed, loads, reached),
    worklist: new AgentWorklistHandler(listed, ledger, reached),
    handovers: new ShiftHandoversHandler(queries, reached),
    escalations: new EscalationsHandler(queries, reached),
    promises: new PromisesHandler(ledger, reached),
    consults: new ConsultsHandler(queries, reached),
    search: new SearchCasesHandler(queries, reached),
    customers: new CustomersHandler(queries, reached),
    agents: new AgentsHandler(queries, reached),
    work: new WorkOfDepartments(loads, ledger, queries, reached),
    atWork,
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
  ...figures.flatMap((filter) => [
    [`handoffs ${JSON.stringify(filter)}`, ({ handoffs }: Services) => handoffs.quality(filter, 100)] as const,
    [`ratings ${JSON.stringify(filter)}`, ({ ratings }: Services) => ratings.ratings(filter)] as const,
    [`promises kept ${JSON.stringify(filter)}`, ({ kept }: Services) => kept.figures(filter)] as const,
  ]),
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
  ...[
    { role: 'ACCOUNTABLE' as const },
    { role: 'OFFERED' as const },
    { unheld: true },
    { urgencies: ['HIGH' as const, 'LOW' as const], dueBefore: hour(20) },
  ].map(
    (filter) =>
      [
        `the inbox of Größe ${JSON.stringify(filter)}`,
        ({ inbox }: Services) =>
          paged(PLACE_IN_LIST, (page) => inbox.execute(new DepartmentInbox('Größe', filter, page, undefined))),
      ] as const,
  ),
  ...DEPARTMENTS.flatMap((department) => [
    [
      `the load of ${department}`,
      async ({ loads }: Services) => {
        const { held, needing, ...counts } = await loads.of(department, ['dora', 'Émile', 'nobody']);
        return [counts, [...held].sort(), [...needing].sort()];
      },
    ] as const,
    [
      `where cases of ${department} might go`,
      ({ suggestions }: Services) =>
        suggestions(department).execute(new SuggestDepartments(uuid(1001), { ask: 'boxes' }, undefined)),
    ] as const,
  ]),
  ...[{}, { status: 'DECLINED' as const }, { status: 'OFFERED' as const }, { sentBy: 'ines' }].map(
    (filter) =>
      [
        `what became of what Größe sent ${JSON.stringify(filter)}`,
        ({ sent }: Services) => paged(4, (page) => sent.execute(new SentTransfers('Größe', filter, page, undefined))),
      ] as const,
  ),
  ...[{}, { dueBefore: hour(30) }, { customerId: CUSTOMER }].flatMap((filter) =>
    ['SHOP', 'depot', 'Ä'].map(
      (department) =>
        [
          `customers that ${department} has not told ${JSON.stringify(filter)}`,
          ({ uninformed }: Services) =>
            paged(2, (page) => uninformed.execute(new UninformedTransfers(department, filter, page, undefined))),
        ] as const,
    ),
  ),
  ...[undefined, 'Größe'].flatMap((department) =>
    (['NOTICE', 'ALARM'] as const).map(
      (level) =>
        [
          `cases that bounce, of ${department ?? 'all'} from ${level} on`,
          ({ alarmed }: Services) =>
            paged(3, (page) => alarmed.execute(new AlarmedCases({ department, level }, page, undefined))),
        ] as const,
    ),
  ),
  ...['holder', 'standsInFor', 'offeredToAgent'].map(
    (column) =>
      [
        `cases that an agent has in hand, by ${column}`,
        ({ listed }: Services) =>
          listed.urgentFirst(
            [
              {
                awaiting: false,
                which: (query) => query.where(column as 'holder', '=', 'dora').where('status', '=', 'OPEN'),
              },
            ],
            { limit: 200, after: undefined },
          ),
      ] as const,
  ),
  ['cases with promises that an agent made', ({ ledger }) => ledger.casesWithOpenOf('ines')],
  [
    'what is due',
    async ({ timers }) => {
      const first = await timers.dueAt('2027-01-01T00:00:00.000Z', 3);
      return [first, await timers.dueAt('2027-01-01T00:00:00.000Z', 3, first.at(-1)), await timers.nextAfter(hour(0))];
    },
  ],
  ...[{}, { agent: 'dora' }, { waiting: true }, { agent: 'Dora', waiting: false }].map(
    (filter) =>
      [
        `what was handed over in SHOP ${JSON.stringify(filter)}`,
        ({ handovers }: Services) =>
          paged(2, (page) => handovers.execute(new ShiftHandoversOf('SHOP', filter, page, undefined))),
      ] as const,
  ),
  ...[{}, { cause: 'CHAIN_ALARM' as const }, { state: 'UNANSWERED' as const }].map(
    (filter) =>
      [
        `escalations ${JSON.stringify(filter)}`,
        ({ escalations }: Services) =>
          paged(3, (page) => escalations.execute(new Escalations('Größe', filter, page, undefined))),
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
  ['who stays where', async ({ atWork }) => [...(await atWork.staying(['SHOP', 'REPAIR', 'Größe', 'nowhere']))]],
  ['the work of a department', ({ work }) => work.of('SHOP')],
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

/** The lists that somebody pages through: how wide their places are, and a page of each. */
const lists: readonly (readonly [string, number, (services: Services, page: Page) => Promise<Connection<unknown>>])[] =
  [
    ['inbox', PLACE_IN_LIST, ({ inbox }, page) => inbox.execute(new DepartmentInbox('SHOP', {}, page, undefined))],
    ['worklist', PLACE_IN_LIST, ({ worklist }, page) => worklist.execute(new AgentWorklist('dora', page, undefined))],
    ['promises', 3, ({ promises }, page) => promises.execute(new Promises({ status: 'OPEN' }, page, undefined))],
    ['consults', 4, ({ consults }, page) => consults.execute(new Consults('SHOP', {}, page, undefined))],
    ['sent transfers', 4, ({ sent }, page) => sent.execute(new SentTransfers('Größe', {}, page, undefined))],
    [
      'sent transfers that wait',
      4,
      ({ sent }, page) => sent.execute(new SentTransfers('SHOP', { status: 'OFFERED' }, page, undefined)),
    ],
    [
      'customers not told',
      2,
      ({ uninformed }, page) => uninformed.execute(new UninformedTransfers('SHOP', {}, page, undefined)),
    ],
    [
      'cases that bounce',
      3,
      ({ alarmed }, page) => alarmed.execute(new AlarmedCases({ level: 'NOTICE' }, page, undefined)),
    ],
    [
      'cases of a department that bounce',
      3,
      ({ alarmed }, page) =>
        alarmed.execute(new AlarmedCases({ department: 'SHOP', level: 'NOTICE' }, page, undefined)),
    ],
    ['handovers', 2, ({ handovers }, page) => handovers.execute(new ShiftHandoversOf('SHOP', {}, page, undefined))],
    ['escalations', 3, ({ escalations }, page) => escalations.execute(new Escalations('SHOP', {}, page, undefined))],
    [
      'escalations that nothing has come of',
      3,
      ({ escalations }, page) => escalations.execute(new Escalations('SHOP', { state: 'UNANSWERED' }, page, undefined)),
    ],
    ['cases, the newest first', 2, ({ search }, page) => search.execute(new SearchCases({}, [], page, undefined))],
  ];

/** The start of a server and the views of a whole log, twice; not a measure of speed. */
const PATIENCE_MS = 180_000;

describe('every query', () => {
  const left: (() => unknown)[] = [];
  let onSqlite: Services;
  let onPostgres: Services;
  let postgres: ViewQueries;

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
    postgres = schema.queries;
    onPostgres = servicesOver(postgres);
  }, PATIENCE_MS);
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

  it.each(lists)('is read along an index on PostgreSQL, nothing sorted: %s', async (_, width, read) => {
    const watched = new WatchedQueries(postgres);
    const services = servicesOver(watched.queries);
    const { pageInfo } = await read(services, pageOf({ first: 1 }, width));
    expect(pageInfo.endCursor).toBeDefined();
    watched.forget();
    await read(services, pageOf({ first: 5, after: pageInfo.endCursor ?? null }, width));
    const asked = watched.asked();
    expect(asked.length).toBeGreaterThan(0);
    for (const query of asked) {
      const plan = await planOnPostgres(postgres, query);
      expect(plan).not.toMatch(/Seq Scan|Sort/);
      expect(plan).toMatch(/Index (Only )?Scan (Backward )?using/);
    }
  });
});

/** The plan that PostgreSQL has for a query where it may not take another way for the tables being small. */
async function planOnPostgres({ kysely }: ViewQueries, { sql, parameters }: CompiledQuery): Promise<string> {
  return kysely.transaction().execute(async (transaction) => {
    for (const way of ['seqscan', 'bitmapscan', 'sort', 'incremental_sort']) {
      await transaction.executeQuery(CompiledQuery.raw(`SET LOCAL enable_${way} = off`));
    }
    const { rows } = await transaction.executeQuery<{ 'QUERY PLAN': string }>(
      CompiledQuery.raw(`EXPLAIN (COSTS OFF) ${sql}`, [...parameters]),
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}
