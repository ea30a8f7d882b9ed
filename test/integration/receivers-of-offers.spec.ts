import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseFact, TransferMode, TransferOffered } from '@baton/contracts';
import type { StoredEvent } from '@baton/event-store';
import { ProjectionRunner, type ViewQueries, type Views } from '@baton/projections';
import { PostgresViews } from '@baton/projections/postgres';
import { ownSchema, startPostgres } from '@baton/projections/postgres/testing';
import { SqliteViews } from '@baton/projections/sqlite';
import { ArrayLog } from '@baton/projections/testing';
import type { AgentAtWork, DepartmentAtWork, DepartmentDirectory } from '../../src/cases/department-directory.js';
import type { CustomerFinder } from '../../src/cases/customer-finder.js';
import { Neighbours } from '../../src/cases/neighbours.js';
import { SuggestionSeals } from '../../src/cases/suggestion-seals.js';
import { caseList } from '../../src/cases/views/case-list/case-list.projection.js';
import { CaseLoads } from '../../src/cases/views/department-load/case-loads.js';
import type { Offering } from '../../src/cases/views/department-load/agents-of-offers.js';
import { OfferBacklogs } from '../../src/cases/views/department-load/offer-backlogs.js';
import { receivingPace } from '../../src/cases/views/department-load/receiving-pace.projection.js';
import { anOffer, eventsOf, opened, uuid } from '../../src/cases/views/testing/stories.js';

const NOW = '2026-03-02T12:00:00.000Z';
const openedIn = (department: string): CaseFact =>
  ({ type: 'CaseOpened', data: { ...opened.data, department } }) as CaseFact;
const heldIn = (department: string, holder: string): CaseFact[] => [
  openedIn(department),
  { type: 'CaseClaimed', data: { holder } },
];
let transfers = 0;
const offeredTo = (to: string, details: Partial<TransferOffered> = {}): CaseFact[] => [
  openedIn('SHOP'),
  { type: 'TransferOffered', data: { ...anOffer((transfers += 1), 'SHOP', to), ...details } },
];
const acceptedBy = (to: string, holder: string, skill?: string): CaseFact[] => {
  const offer = offeredTo(to, skill === undefined ? {} : { skill });
  const accepted: CaseFact = {
    type: 'TransferAccepted',
    data: { transferId: uuid(transfers), from: 'SHOP', to, holder },
  };
  return [...offer, accepted];
};

/** REPAIR answers for six cases: three of dora's, two of ben's, one that nobody holds. Two are offered to it, one elsewhere. */
const stories: CaseFact[][] = [
  heldIn('REPAIR', 'dora'),
  heldIn('REPAIR', 'dora'),
  acceptedBy('REPAIR', 'dora', 'gas'),
  heldIn('REPAIR', 'ben'),
  acceptedBy('REPAIR', 'ben'),
  [openedIn('REPAIR')],
  offeredTo('REPAIR', { toAgent: 'dora' }),
  offeredTo('REPAIR', { skill: 'gas' }),
  offeredTo('DEPOT', { toAgent: 'dora', skill: 'gas' }),
];
const events = stories.flatMap((facts, n) => eventsOf(facts, uuid(100 + n))) as StoredEvent[];
const log = new ArrayLog(events.map((event, at) => ({ ...event, position: String(at + 1) })));

const agent = (name: string, skills: string[], takesWork = true): AgentAtWork => ({ agent: name, skills, takesWork });
const repair: DepartmentAtWork = {
  open: true,
  capacity: { perSkill: [] },
  skills: ['gas', 'pumps'],
  moreAgents: false,
  agents: [agent('ben', ['gas']), agent('dora', ['gas', 'oil']), agent('gil', ['oil'], false)],
};

/** Each time somebody looked at the agents of a department. */
const looks: string[] = [];

/** How REPAIR stands as a receiver, where it is as told. */
const receiverOver =
  (views: ViewQueries, built: Views) =>
  (offering: Partial<Offering> & { mode?: TransferMode }, more: Partial<DepartmentAtWork> = {}) => {
    const directory = {
      atWork: () => (looks.push('agents'), Promise.resolve({ ...repair, ...more })),
      staying: () => Promise.resolve(new Map([['REPAIR', 3]])),
      readiness: () => Promise.resolve({ ...repair, ...more, agents: undefined }),
    } as unknown as DepartmentDirectory;
    const loads = new CaseLoads(views);
    const backlogs = new OfferBacklogs(loads, views, built);
    const seals = new SuggestionSeals(new Uint8Array(32));
    const neighbours = new Neighbours(directory, {} as CustomerFinder, loads, backlogs, seals);
    return neighbours.receiver({ to: 'REPAIR', ...offering }, NOW);
  };

/** The start of a server; not a measure of speed. */
const PATIENCE_MS = 180_000;
const left: (() => unknown)[] = [];
afterAll(async () => {
  for (const leave of left.toReversed()) await leave();
});

const engines: Record<string, () => Promise<SqliteViews | PostgresViews>> = {
  SQLite: () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-receivers-'));
    left.push(() => rmSync(folder, { recursive: true }));
    return Promise.resolve(new SqliteViews(join(folder, 'views.db')));
  },
  PostgreSQL: async () => {
    const server = await startPostgres();
    left.push(() => server.stop());
    const own = ownSchema(server.url);
    left.push(() => own.remove());
    const schema = await PostgresViews.open({ connectionString: own.url });
    await schema.lease.take(AbortSignal.timeout(20_000));
    return schema;
  },
};

describe.each(Object.keys(engines))('who is to receive an offer, over the views of %s', (engine) => {
  let receiver: ReturnType<typeof receiverOver>;
  beforeAll(async () => {
    const views = await (engines[engine] as (typeof engines)[string])();
    left.push(() => views.close());
    const runner = new ProjectionRunner({ store: log, views, projections: [caseList, receivingPace] });
    await runner.catchUp();
    receiver = receiverOver(views.queries, runner);
  }, PATIENCE_MS);

  const backlogsOf = async (...asked: Parameters<typeof receiver>) =>
    (await receiver(...asked))?.backlogs.map(({ accepted, ...backlog }) => ({ ...backlog, accepted: accepted.length }));

  it('has no line where nobody said a limit', async () => {
    expect(await receiver({ toAgent: 'dora', skill: 'gas' })).toMatchObject({ backlogs: [] });
  });

  it('X4 knows up to which position of the log it has counted', async () => {
    expect(await receiver({})).toMatchObject({ position: String(events.length) });
  });

  it('X4 has the line of a department: what it answers for, what others offer to it, how often it accepted', async () => {
    const capacity = { cases: 7, perSkill: [] };
    expect(await backlogsOf({}, { capacity })).toEqual([
      { limitOf: 'DEPARTMENT', of: 'REPAIR', limit: 7, cases: 6, waiting: 2, accepted: 2 },
    ]);
  });

  it('X4 has the line of an agent: what the agent holds, and what is meant for the agent in that department', async () => {
    const capacity = { perAgent: 4, perSkill: [] };
    expect(await backlogsOf({ toAgent: 'dora' }, { capacity })).toEqual([
      { limitOf: 'AGENT', of: 'dora', limit: 4, cases: 3, waiting: 1, accepted: 1 },
    ]);
  });

  it('X4 has the line of a skill: what was accepted for it, not all that those hold who have it', async () => {
    const capacity = { perSkill: [{ skill: 'gas', cases: 2 }] };
    expect(await backlogsOf({ skill: 'gas' }, { capacity })).toEqual([
      { limitOf: 'SKILL', of: 'gas', limit: 2, cases: 1, waiting: 1, accepted: 1 },
    ]);
    expect(await backlogsOf({ skill: 'oil' }, { capacity })).toEqual([]);
  });

  it('X4 has the line of a department where all who take work hold as much as one is meant to', async () => {
    const line = { limitOf: 'DEPARTMENT', of: 'REPAIR', waiting: 2, accepted: 2 };
    const perAgent = (cases: number) => ({ capacity: { perAgent: cases, perSkill: [] } });
    expect(await backlogsOf({}, perAgent(2))).toEqual([{ ...line, limit: 4, cases: 4 }]);
    expect(await backlogsOf({}, perAgent(3))).toEqual([{ ...line, limit: 6, cases: 5 }]);
    const oil = { limitOf: 'SKILL', of: 'oil', waiting: 0, accepted: 0 };
    expect(await backlogsOf({ skill: 'oil' }, perAgent(3))).toEqual([{ ...oil, limit: 3, cases: 3 }]);
    const away = repair.agents.map((one) => ({ ...one, takesWork: false }));
    expect(await backlogsOf({}, { ...perAgent(2), agents: away })).toEqual([]);
    // Of more agents than are looked at nobody knows what they hold.
    expect(await backlogsOf({}, { ...perAgent(2), moreAgents: true })).toEqual([]);
  });

  it('H7 knows that none of its agents fits, and that nobody said who works there', async () => {
    expect(await receiver({ skill: 'pumps' })).toMatchObject({ agents: 3, free: 0 });
    expect(await receiver({ toAgent: 'ben', skill: 'oil' })).toMatchObject({ agents: 3, free: 0 });
    expect(await receiver({ toAgent: 'ben', skill: 'gas' })).toMatchObject({ agents: 3, free: 1 });
    expect(await receiver({ skill: 'pumps' }, { agents: [] })).toMatchObject({ agents: 0, free: 0 });
  });

  it('H7 has those free who take work and hold fewer cases than one is meant to', async () => {
    const free = async (perAgent: number, more: Partial<DepartmentAtWork> = {}, offering: Partial<Offering> = {}) =>
      (await receiver(offering, { capacity: { perAgent, perSkill: [] }, ...more }))?.free;
    expect(await free(4)).toBe(2);
    expect(await free(3)).toBe(1);
    expect(await free(2)).toBe(0);
    expect(await free(3, {}, { toAgent: 'dora' })).toBe(0);
    expect(await free(3, {}, { skill: 'oil' })).toBe(0);
    const away = repair.agents.map((one) => ({ ...one, takesWork: false }));
    expect(await free(4, { agents: away })).toBe(0);
  });

  it('looks at the agents only where something depends on them', async () => {
    const looked = async (...asked: Parameters<typeof receiver>): Promise<number> => {
      looks.length = 0;
      await receiver(...asked);
      return looks.length;
    };
    expect(await looked({}, { capacity: { cases: 7, perSkill: [{ skill: 'gas', cases: 2 }] } })).toBe(0);
    expect(await looked({ mode: 'ASYNC' })).toBe(0);
    expect(await looked({ mode: 'BLIND' })).toBe(1);
    expect(await looked({ toAgent: 'dora' })).toBe(1);
    expect(await looked({ skill: 'gas' })).toBe(1);
    expect(await looked({}, { capacity: { perAgent: 2, perSkill: [] } })).toBe(1);
  });

  it('knows the skills of the department and of its agents, and is nobody where there is no such department', async () => {
    expect((await receiver({ skill: 'gas' }))?.skills).toEqual(['gas', 'pumps', 'oil']);
  });
});
