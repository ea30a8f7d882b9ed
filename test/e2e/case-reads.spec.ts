import { Global, Module } from '@nestjs/common';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isObjectType,
  type GraphQLOutputType,
  type IntrospectionQuery,
} from 'graphql';
import { derivedId, streamOf, type By, type CaseFact } from '@baton/contracts';
import { hashOfCommand } from '@baton/event-store';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { CasesModule } from '../../src/cases/cases.module.js';
import { casesProjections } from '../../src/cases/cases.projections.js';
import { SUGGESTION_SEALS, SuggestionSeals } from '../../src/cases/suggestion-seals.js';
import { CUSTOMER_FINDER, type CustomerFinder } from '../../src/cases/customer-finder.js';
import { DEPARTMENT_DIRECTORY } from '../../src/cases/department-directory.js';
import {
  aContact,
  anOffer,
  aPromise,
  ben,
  CASE,
  CUSTOMER,
  importedStory,
  ines,
  opened,
  routerStory,
  uuid,
} from '../../src/cases/views/testing/stories.js';
import type { App } from '../../src/platform/app.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { access } from '../support/access.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Answer, Client } from '../support/client.js';

const weber = { customerId: CUSTOMER, kind: 'PERSON', name: 'Anna Weber', segment: 'HOME', identifiers: [] } as const;
const finder: CustomerFinder = {
  byIdentifier: (kind, value) => Promise.resolve(kind === 'PHONE' && value === '+43 1 234' ? weber : undefined),
  byId: (id) => Promise.resolve(id === CUSTOMER ? weber : undefined),
};

@Global()
@Module({
  providers: [
    { provide: CUSTOMER_FINDER, useValue: finder },
    { provide: SUGGESTION_SEALS, useValue: new SuggestionSeals(new Uint8Array(32)) },
    {
      provide: DEPARTMENT_DIRECTORY,
      useValue: {
        has: () => Promise.resolve(true),
        readiness: () => Promise.resolve(undefined),
        whoCan: () => Promise.resolve([]),
      },
    },
  ],
  exports: [CUSTOMER_FINDER, DEPARTMENT_DIRECTORY, SUGGESTION_SEALS],
})
class Neighbourhood {}

/** The cases on the real platform, without any other module. */
const app: App = {
  projections: casesProjections,
  module: (basis) => ({
    module: class Cases {},
    imports: [PlatformModule.for(basis, access), Neighbourhood, CasesModule],
  }),
};

const clock = new TestClock();
let baton: TestBaton;
let client: Client;
let commands = 0;

beforeAll(async () => {
  baton = await startBaton(app, { clock });
  client = await baton.as({ ...ines, role: 'SUPERVISOR' });
});
afterAll(() => baton.close());

/** Writes facts onto the stream of a case, as if commands had decided them now. */
async function happens(caseId: string, facts: readonly CaseFact[], by: By = ines): Promise<string> {
  const commandId = derivedId(uuid(0), (commands += 1));
  const context = { commandId, commandHash: hashOfCommand('happens', { commandId }), by, now: clock.now() };
  const { position } = await baton.baton.streams.decide(streamOf('case', caseId), caseAggregate, () => facts, {
    ...context,
    correlationId: commandId,
  });
  return position;
}

/** Writes facts as an import does: an hour between them, long ago. */
async function isImported(caseId: string, facts: readonly CaseFact[]): Promise<string> {
  const commandId = derivedId(uuid(0), (commands += 1));
  const past = facts.map((fact, n) => ({
    ...fact,
    occurredAt: new Date(Date.UTC(2012, 4, 1, n)).toISOString(),
    by: { agent: 'Elin', department: 'G0', role: 'AGENT' } as const,
  }));
  const context = { commandId, commandHash: hashOfCommand('import', { commandId }), by: ines, now: clock.now() };
  const { position } = await baton.baton.streams.recordPast(streamOf('case', caseId), past, {
    ...context,
    correlationId: commandId,
  });
  return position;
}

type Node = Record<string, unknown>;
interface Paged {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string };
  readonly totalCount: number;
}
const PAGE = 'pageInfo { hasNextPage hasPreviousPage endCursor } totalCount';

const nodes = ({ edges }: Paged): Node[] => edges.map(({ node }) => node);
const codeOf = (answer: Answer<unknown>): string | undefined => answer.errors?.[0]?.extensions.code;

/** All pages of a query, and how many there were. */
async function allPages(read: (after: string | null) => Promise<Paged>): Promise<{ found: Node[]; pages: number }> {
  const found: Node[] = [];
  let pages = 0;
  for (let after: string | null = null; ; pages += 1) {
    const page = await read(after);
    found.push(...nodes(page));
    if (!page.pageInfo.hasNextPage) return { found, pages: pages + 1 };
    after = page.pageInfo.endCursor;
  }
}

describe('a case, read from its own events', () => {
  beforeAll(async () => {
    for (const fact of routerStory) {
      await happens(CASE, [fact], fact.type === 'TransferAccepted' ? ben : ines);
      clock.pass({ minutes: 1 });
    }
  });

  const CASE_QUERY = `query ($id: ID!, $atLeast: String) { case(id: $id, atLeast: $atLeast) {
    id revision status accountable holder customerId matter urgency riskTier chainLength chain { department revision }
    openTransfer { to } transfers { status readBy: offeredBy brief { ask } } contacts { at channel participants } contactCount
    facts { topic value verifiedBy } promises { status department due } questions { text answer } statements { topic value }
    attempts { text revision } retells resolution { text } } }`;

  it('shows what its events say at this moment', async () => {
    expect(await client.get(CASE_QUERY, { id: CASE.toUpperCase(), atLeast: '1' })).toMatchObject({
      case: {
        id: CASE,
        revision: 10,
        accountable: 'CALL-CENTRE',
        holder: 'ben',
        riskTier: 3,
        chain: [{ department: 'SHOP' }, { department: 'CALL-CENTRE', revision: 9 }],
        transfers: [{ status: 'ACCEPTED', brief: { ask: 'find out why two came' } }],
        contacts: [{ channel: 'PHONE' }],
        openTransfer: null,
        resolution: null,
      },
    });
  });

  it('is null where there is no such case, and an error where the id is none', async () => {
    expect(await client.get(CASE_QUERY, { id: uuid(404) })).toEqual({ case: null });
    const answer = await client.ask(CASE_QUERY, { id: 'my case' });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INPUT_INVALID',
      fields: [{ path: ['id'], code: 'WRONG_FORM' }],
    });
    expect(codeOf(await client.ask(CASE_QUERY, { id: CASE, atLeast: 'soon' }))).toBe('INPUT_INVALID');
  });

  const TRAIL = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    caseTrail(id: $id, first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { revision type sentence occurredAt recordedAt late by { agent department role } imported data position hash previousHash } }
      ${PAGE} } }`;
  const trail = async (variables: object, id = CASE): Promise<Paged> =>
    (await client.get<{ caseTrail: Paged }>(TRAIL, { id, ...variables })).caseTrail;

  it('tells its trail as sentences and as data, chained by hashes', async () => {
    const page = await trail({ first: 100 });
    expect(page).toMatchObject({ totalCount: 11, pageInfo: { hasNextPage: false, hasPreviousPage: false } });
    expect(nodes(page)[9]).toMatchObject({
      revision: 9,
      type: 'TransferAccepted',
      sentence: 'ben (CALL-CENTRE) accepted the case from SHOP: CALL-CENTRE is accountable now.',
      by: { agent: 'ben', department: 'CALL-CENTRE', role: 'AGENT' },
      imported: false,
      late: false,
      data: { transferId: uuid(26), holder: 'ben' },
    });
    nodes(page).forEach((entry, n, all) => {
      expect(entry['previousHash']).toBe(n === 0 ? '0'.repeat(64) : all[n - 1]?.['hash']);
    });
  });

  it('pages its trail from both ends, each entry once', async () => {
    const forwards = await allPages((after) => trail({ first: 3, after }));
    expect(forwards.pages).toBe(4);
    expect(forwards.found.map((entry) => entry['revision'])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const end = await trail({ last: 3 });
    expect(end.edges.map(({ cursor }) => cursor)).toEqual(['8', '9', '10']);
    expect(end.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const before = await trail({ last: 3, before: '8' });
    expect(before.edges.map(({ cursor }) => cursor)).toEqual(['5', '6', '7']);
    expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect((await trail({ first: 3, after: '10' })).edges).toEqual([]);
  });

  it.each([
    [{ first: 0 }, 'INPUT_INVALID'],
    [{ first: 101 }, 'INPUT_INVALID'],
    [{ first: 1, last: 1 }, 'INPUT_INVALID'],
    [{ after: 'x' }, 'CURSOR_INVALID'],
    [{ before: '-1' }, 'CURSOR_INVALID'],
  ])('refuses to page its trail by %j', async (page, code) => {
    expect(codeOf(await client.ask(TRAIL, { id: CASE, ...page }))).toBe(code);
  });

  const SECTION = '{ total lines { text revisions } }';
  const BRIEF = `{ caseId revision status severity { text revisions } who { text } matter { text revisions }
    nextStep { rule text revisions } verifiedFacts ${SECTION} unverifiedFacts ${SECTION} told ${SECTION}
    openPromises { total lines { text due overdue department revisions } } brokenPromises ${SECTION} tried ${SECTION} openQuestions ${SECTION}
    consults ${SECTION}     contacts ${SECTION} chain ${SECTION} }`;
  const briefQuery = `query ($id: ID!) { caseBrief(id: $id) ${BRIEF} }`;

  it('has a brief, the same as long as nothing happens', async () => {
    const brief = await client.get(briefQuery, { id: CASE });
    expect(brief).toMatchObject({
      caseBrief: {
        revision: 10,
        nextStep: { rule: 'KEEP_PROMISE', revisions: [6] },
        verifiedFacts: { total: 1, lines: [{ text: 'Serial number: “AX-7”, verified by “photo”', revisions: [2] }] },
        chain: { total: 2, lines: [{ text: 'SHOP', revisions: [0] }, { text: 'CALL-CENTRE' }] },
      },
    });
    expect(await client.get(briefQuery, { id: CASE })).toEqual(brief);
    expect(await client.get(briefQuery, { id: uuid(404) })).toEqual({ caseBrief: null });
  });

  const AS_OF = `query ($id: ID!, $revision: Int, $at: DateTime) {
    caseAsOf(id: $id, revision: $revision, at: $at) { at case { revision accountable } brief { revision nextStep { rule } } } }`;

  it('is shown with its brief as it stood after an event', async () => {
    expect(await client.get(AS_OF, { id: CASE, revision: 8 })).toEqual({
      caseAsOf: {
        at: '2026-03-02T09:08:00.000Z',
        case: { revision: 8, accountable: 'SHOP' },
        brief: { revision: 8, nextStep: { rule: 'TAKE_UP_OFFER' } },
      },
    });
  });

  it('is shown as it was known at an instant', async () => {
    const asOf = async (at: string) => await client.get(AS_OF, { id: CASE, at });
    expect(await asOf('2026-03-02T10:04:30+01:00')).toMatchObject({
      caseAsOf: { at: '2026-03-02T09:04:30.000Z', case: { revision: 4 } },
    });
    expect(await asOf('2026-03-01T00:00:00Z')).toEqual({ caseAsOf: null });
    expect(await asOf('2099-01-01T00:00:00Z')).toMatchObject({ caseAsOf: { at: clock.now(), case: { revision: 10 } } });
  });

  it.each([
    [{}, /give a revision or an instant/],
    [{ revision: 1, at: '2026-03-02T09:00:00Z' }, /not both/],
    [{ revision: 11 }, /revisions 0 to 10; 11 is not/],
    [{ revision: -1 }, /revision/],
  ])('is not shown as of %j, and says why', async (point, message) => {
    const { errors } = await client.ask(AS_OF, { id: CASE, ...point });
    expect(errors?.[0]?.extensions.code).toBe('INPUT_INVALID');
    expect(errors?.[0]?.message).toMatch(message);
  });

  const DIFF = `query ($id: ID!, $from: Int!, $to: Int!) {
    caseDiff(id: $id, fromRevision: $from, toRevision: $to) { fromRevision toRevision events total without changes { path before after sentence revisions } } }`;

  it('says what changed between two points', async () => {
    expect(await client.get(DIFF, { id: CASE, from: 0, to: 2 })).toEqual({
      caseDiff: {
        fromRevision: 0,
        toRevision: 2,
        events: 2,
        total: 2,
        without: [],
        changes: [
          { path: 'holder', before: null, after: 'ines', sentence: 'Holder: new, ines.', revisions: [1] },
          {
            path: 'fact on serial number',
            before: null,
            after: '“AX-7”, verified by “photo”',
            sentence: 'Fact on serial number: new, “AX-7”, verified by “photo”.',
            revisions: [2],
          },
        ],
      },
    });
    expect(await client.get(DIFF, { id: uuid(404), from: 0, to: 1 })).toEqual({ caseDiff: null });
  });

  it.each([
    [3, 2, /earlier point first/],
    [0, 11, /revisions 0 to 10/],
    [11, 12, /revisions 0 to 10/],
    [-1, 2, /fromRevision/],
  ])('refuses to compare %j with %j', async (from, to, message) => {
    const { errors } = await client.ask(DIFF, { id: CASE, from, to });
    expect(errors?.[0]?.extensions.code).toBe('INPUT_INVALID');
    expect(errors?.[0]?.message).toMatch(message);
  });

  it('X5 reads like a story when it was imported with 31 transfers, and can be asked as of its own time', async () => {
    const imported = uuid(31);
    await isImported(imported, importedStory(31));
    const story = nodes(await trail({ first: 100 }, imported)).map((entry) => entry['sentence']);
    expect(story).toHaveLength(64);
    expect(story.slice(0, 4)).toEqual([
      'Elin (G0) opened the case 1-627973205 about PROD424; the matter is not documented. No contact is documented (imported).',
      'The case passed from G0 to G1 without a documented handoff (imported).',
      'Elin (G0) took the case to work on it (imported).',
      'The case passed from G1 to G2 without a documented handoff (imported).',
    ]);
    expect(await client.get(AS_OF, { id: imported, at: '2012-05-01T02:30:00Z' })).toMatchObject({
      caseAsOf: { case: { revision: 2, accountable: 'G1' } },
    });
    expect(await client.get(briefQuery, { id: imported })).toMatchObject({
      caseBrief: { matter: { text: 'The matter is not documented' }, chain: { total: 32 } },
    });
  });
});

describe('views across cases', () => {
  const DEPARTMENT = 'DEPOT';
  const AGENT = 'dora';
  const dora: By = { agent: AGENT, department: DEPARTMENT, role: 'AGENT' };
  const due = (day: number): string => `2026-04-${String(day).padStart(2, '0')}T16:00:00.000Z`;
  const inDepot = (urgency: 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL', more: object = {}): CaseFact =>
    ({ type: 'CaseOpened', data: { ...opened.data, department: DEPARTMENT, urgency, ...more } }) as CaseFact;
  const caseOf = (n: number): string => uuid(500 + n);
  let last: string;

  beforeAll(async () => {
    await happens(caseOf(1), [inDepot('NORMAL')]);
    clock.pass({ minutes: 1 });
    await happens(caseOf(2), [inDepot('NORMAL')]);
    await happens(caseOf(3), [inDepot('NORMAL'), { type: 'PromiseMade', data: aPromise(61, due(9)) }]);
    await happens(caseOf(4), [inDepot('NORMAL'), { type: 'PromiseMade', data: aPromise(62, due(3)) }], dora);
    await happens(caseOf(5), [inDepot('CRITICAL'), { type: 'CaseClaimed', data: { holder: AGENT } }]);
    await happens(caseOf(6), [
      { ...opened, data: { ...opened.data, urgency: 'LOW' } } as CaseFact,
      { type: 'TransferOffered', data: { ...anOffer(63, 'SHOP', DEPARTMENT, 'fetch it'), toAgent: AGENT } },
    ]);
    await happens(caseOf(7), [inDepot('CRITICAL'), { type: 'CaseResolved', data: {} }]);
    last = await happens(caseOf(8), [
      inDepot('HIGH', { reference: 'A-17', product: 'Gerät Ünique', matter: 'Straße gesperrt, Müller wartet' }),
      { type: 'CaseClaimed', data: { holder: AGENT } },
      { type: 'PromiseMade', data: aPromise(64, due(1), { department: DEPARTMENT, beneficiary: 'Mr Moser' }) },
      { type: 'PromiseMade', data: aPromise(65, due(2), { department: DEPARTMENT }) },
      { type: 'PromiseKept', data: { promiseId: uuid(65), keptAt: clock.now(), delivery: 'a receipt' } },
    ]);
  });

  const CASES = `{ edges { cursor node { caseId role status department holder offeredTo ask urgency nextDue openPromises } } ${PAGE} }`;
  const INBOX = `query ($department: String!, $filter: InboxFilterInput, $first: Int, $after: String, $atLeast: String) {
    departmentInbox(department: $department, filter: $filter, first: $first, after: $after, atLeast: $atLeast) ${CASES} }`;
  const inbox = async (variables: object = {}): Promise<Paged> => {
    const asked = { department: DEPARTMENT, atLeast: last, ...variables };
    return (await client.get<{ departmentInbox: Paged }>(INBOX, asked)).departmentInbox;
  };
  const numbers = (page: Paged): number[] => nodes(page).map((node) => Number(String(node['caseId']).slice(-3)) - 500);

  it('puts offers that await an answer first in an inbox, then the next deadline, the greatest risk, urgency, age', async () => {
    const page = await inbox();
    expect(numbers(page)).toEqual([6, 8, 4, 3, 5, 1, 2]);
    expect(page.totalCount).toBe(7);
    expect(nodes(page)[0]).toMatchObject({
      role: 'OFFERED',
      department: 'SHOP',
      offeredTo: DEPARTMENT,
      ask: 'fetch it',
    });
    expect(nodes(page)[2]).toMatchObject({ role: 'ACCOUNTABLE', nextDue: due(3), openPromises: 1, holder: null });
  });

  it.each([
    [{ role: 'OFFERED' }, [6]],
    [{ role: 'ACCOUNTABLE', unheld: true }, [4, 3, 1, 2]],
    [{ unheld: false }, [8, 5]],
    [{ holder: AGENT, urgencies: ['CRITICAL'] }, [5]],
    [{ urgencies: ['HIGH', 'LOW'] }, [6, 8]],
    [{ dueBefore: due(4) }, [8, 4]],
    [{ product: 'Gerät Ünique' }, [8]],
    [{ customerId: uuid(404) }, []],
  ])('lets an inbox be filtered by %j', async (filter, expected) => {
    const page = await inbox({ filter });
    expect(numbers(page)).toEqual(expected);
    expect(page.totalCount).toBe(expected.length);
  });

  it('pages an inbox through its places, each case once', async () => {
    const { found, pages } = await allPages((after) => inbox({ first: 2, after }));
    expect(pages).toBe(4);
    expect(found.map((node) => node['caseId'])).toEqual([6, 8, 4, 3, 5, 1, 2].map(caseOf));
  });

  it('refuses a cursor that is none, a department that is no code and a position that is none', async () => {
    expect(codeOf(await client.ask(INBOX, { department: DEPARTMENT, after: 'b2s' }))).toBe('CURSOR_INVALID');
    expect(codeOf(await client.ask(INBOX, { department: '' }))).toBe('INPUT_INVALID');
    expect(codeOf(await client.ask(INBOX, { department: DEPARTMENT, atLeast: 'now' }))).toBe('INPUT_INVALID');
  });

  it('shows an agent what is held and what is meant for the agent, with the open promises', async () => {
    const query = `query ($agent: String, $first: Int, $after: String) {
      agentWorklist(agent: $agent, first: $first, after: $after) {
        edges { cursor node { caseId role promises { promiseId due department } } } ${PAGE} } }`;
    const own = (await (await baton.as(dora)).get<{ agentWorklist: Paged }>(query)).agentWorklist;
    expect(nodes(own)).toEqual([
      { caseId: caseOf(6), role: 'OFFERED', promises: [] },
      { caseId: caseOf(8), role: 'HELD', promises: [{ promiseId: uuid(64), due: due(1), department: DEPARTMENT }] },
      { caseId: caseOf(5), role: 'HELD', promises: [] },
    ]);
    expect(own.totalCount).toBe(3);
    const ofDora = (await client.get<{ agentWorklist: Paged }>(query, { agent: AGENT })).agentWorklist;
    expect(nodes(ofDora)).toEqual(nodes(own));
    const { found } = await allPages(
      async (after) =>
        (await client.get<{ agentWorklist: Paged }>(query, { agent: AGENT, first: 1, after })).agentWorklist,
    );
    expect(found).toEqual(nodes(own));
  });

  const PROMISES = `query ($filter: PromiseFilterInput, $first: Int, $after: String) {
    promises(filter: $filter, first: $first, after: $after) { edges { cursor node { promiseId caseId status due } } ${PAGE} } }`;
  const promised = async (filter: object, page: object = {}): Promise<Paged> =>
    (await client.get<{ promises: Paged }>(PROMISES, { filter, ...page })).promises;

  it.each([
    [{ department: DEPARTMENT }, [64, 65]],
    [{ department: DEPARTMENT, status: 'OPEN' }, [64]],
    [{ dueAfter: due(2), dueBefore: due(9) }, [65, 62]],
    [{ caseId: caseOf(3) }, [61]],
    [{ beneficiary: 'Mr Moser' }, [64]],
    [{ customerId: CUSTOMER, status: 'KEPT' }, [65]],
    [{ customerId: uuid(404) }, []],
  ])('finds promises by %j, the next due first', async (filter, expected) => {
    const page = await promised(filter);
    expect(nodes(page).map((node) => node['promiseId'])).toEqual(expected.map(uuid));
    expect(page.totalCount).toBe(expected.length);
  });

  it('pages the promises, each once', async () => {
    const { found } = await allPages((after) => promised({ dueAfter: due(1) }, { first: 1, after }));
    expect(found.map((node) => node['promiseId'])).toEqual([64, 65, 62, 61].map(uuid));
  });

  const SEARCH = `query ($text: String, $status: CaseStatus, $department: String, $customerId: ID, $reference: String, $product: String, $first: Int, $after: String) {
    searchCases(text: $text, status: $status, department: $department, customerId: $customerId, reference: $reference, product: $product, first: $first, after: $after) {
      edges { cursor node { caseId openedAt } } ${PAGE} } }`;
  const search = async (variables: object): Promise<Paged> =>
    (await client.get<{ searchCases: Paged }>(SEARCH, variables)).searchCases;

  it.each([
    [{ text: 'muller' }, [8]],
    [{ text: 'MÜLL strasse' }, [8]],
    [{ text: 'strasse fetch' }, []],
    [{ text: 'uniq', department: DEPARTMENT }, [8]],
    [{ text: 'moser receipt' }, []],
    [{ text: 'fetch' }, [6]],
    [{ text: '17' }, [8]],
    [{ text: 'w' }, []],
    [{ text: 'wa' }, [8]],
    [{ reference: 'A-17' }, [8]],
    [{ product: 'Gerät Ünique', status: 'OPEN' }, [8]],
    [{ status: 'RESOLVED', department: DEPARTMENT }, [7]],
    [{ customerId: uuid(404) }, []],
    [{ text: `'; drop table case_list; -- %_*"` }, []],
  ])('finds cases by %j', async (variables, expected) => {
    const page = await search(variables);
    expect(numbers(page)).toEqual(expected);
    expect(page.totalCount).toBe(expected.length);
  });

  it('finds the newest case first, and pages through all, each once', async () => {
    const { found } = await allPages((after) => search({ text: 'router', first: 3, after }));
    const times = found.map((node) => String(node['openedAt']));
    expect(times).toEqual([...times].sort().reverse());
    expect(new Set(found.map((node) => node['caseId'])).size).toBe(found.length);
    expect(found.length).toBe((await search({ text: 'router' })).totalCount);
  });

  it.each([
    [{ text: '… !' }, /no letter and no digit/],
    [{ text: 'a b c d e f g h i' }, /9 words, at most 8/],
    [{ text: 'x'.repeat(201) }, /text/],
    [{ customerId: 'me' }, /customerId/],
  ])('refuses to look for %j, and says why', async (variables, message) => {
    const { errors } = await client.ask(SEARCH, variables);
    expect(errors?.[0]?.extensions.code).toBe('INPUT_INVALID');
    expect(errors?.[0]?.message).toMatch(message);
  });

  const CONTEXT = `query ($identifier: CustomerIdentityInput!, $atLeast: String) { customerContext(identifier: $identifier, atLeast: $atLeast) {
    customer { customerId name segment kind preferences { language } identifiers { value } }
    openCases { caseId summary accountable holder nextStep { rule text } } openCaseCount
    lastContacts { contactId caseId channel matter } openPromises { promiseId due } openPromiseCount
    statements { topic value caseId } } }`;

  it('tells everything about who calls in one answer', async () => {
    await happens(caseOf(8), [
      {
        type: 'ContactRecorded',
        data: aContact(66, { startedAt: clock.now(), channel: 'CHAT', matter: 'Still waiting' }),
      },
    ]);
    const atLeast = await happens(caseOf(8), [
      {
        type: 'StatementMade',
        data: { statementId: uuid(67), topic: 'road', value: 'opens on Monday', basis: 'UNVERIFIED' },
      },
    ]);
    interface Context {
      customerContext: {
        openCases: { caseId: string; summary: string; nextStep: object }[];
        openCaseCount: number;
        lastContacts: object[];
        openPromises: { promiseId: string }[];
        openPromiseCount: number;
        statements: object[];
      };
    }
    const identifier = { kind: 'PHONE', value: '+43 1 234' };
    const { customerContext } = await client.get<Context>(CONTEXT, { identifier, atLeast });
    expect(customerContext).toMatchObject({ customer: { name: 'Anna Weber', segment: 'HOME', identifiers: [] } });
    expect(customerContext.openCaseCount).toBe(8);
    expect(customerContext.openCases).toHaveLength(8);
    expect(customerContext.openCases.find(({ caseId }) => caseId === caseOf(8))).toMatchObject({
      summary:
        '“Straße gesperrt, Müller wartet”; opened 2 March 2026, 09:12 UTC; with DEPOT, held by dora; 1 promise open, the next due 1 April 2026, 18:00 (Europe/Berlin)',
      nextStep: { rule: 'KEEP_PROMISE' },
    });
    expect(customerContext.lastContacts[0]).toMatchObject({ contactId: uuid(66), channel: 'CHAT', caseId: caseOf(8) });
    expect(customerContext.openPromises.map(({ promiseId }) => promiseId)).toEqual([24, 64, 62, 61].map(uuid));
    expect(customerContext.openPromiseCount).toBe(4);
    expect(customerContext.statements[0]).toMatchObject({ topic: 'road', value: 'opens on Monday' });
  });

  it('knows nobody by another identifier, and takes none of a kind there is not', async () => {
    expect(await client.get(CONTEXT, { identifier: { kind: 'EMAIL', value: 'x@y.z' } })).toEqual({
      customerContext: null,
    });
    expect(codeOf(await client.ask(CONTEXT, { identifier: { kind: 'PHONE', value: '' } }))).toBe('INPUT_INVALID');
    expect(codeOf(await client.ask(CONTEXT, { identifier: { kind: 'SHOE', value: '42' } }))).toBeDefined();
  });
});

describe('every field that the schema promises', () => {
  /** A selection of all there is of a type. */
  function everythingOf(type: GraphQLOutputType): string {
    const named = getNamedType(type);
    if (!isObjectType(named)) return '';
    return `{ ${Object.values(named.getFields())
      .map((field) => `${field.name} ${everythingOf(field.type)}`)
      .join(' ')} }`;
  }

  it.each([
    ['case', `id: "${CASE}"`],
    ['case', `id: "${uuid(31)}"`],
    ['caseTrail', `id: "${CASE}", first: 50`],
    ['caseTrail', `id: "${uuid(31)}", last: 50`],
    ['caseBrief', `id: "${CASE}"`],
    ['caseBrief', `id: "${uuid(31)}"`],
    ['caseAsOf', `id: "${CASE}", revision: 8`],
    ['caseAsOf', `id: "${uuid(31)}", at: "2012-05-01T12:00:00Z"`],
    ['caseDiff', `id: "${CASE}", fromRevision: 0, toRevision: 10`],
    ['caseReplay', `id: "${CASE}"`],
    ['caseReplay', `id: "${uuid(31)}", fromRevision: 1`],
    ['departmentInbox', 'department: "DEPOT"'],
    ['departmentInbox', 'department: "G1"'],
    ['agentWorklist', 'agent: "dora"'],
    ['promises', ''],
    ['searchCases', ''],
    ['customerContext', 'identifier: { kind: PHONE, value: "+43 1 234" }'],
  ])('is answered by %s(%s)', async (query, args) => {
    const schema = buildClientSchema((await client.get<never>(getIntrospectionQuery())) as IntrospectionQuery);
    const type = schema.getQueryType()?.getFields()[query]?.type;
    if (!type) throw new Error(`the schema has no ${query}`);
    const answer = await client.get(`{ ${query}${args && `(${args})`} ${everythingOf(type)} }`);
    expect(answer[query]).not.toBeNull();
  });
});
