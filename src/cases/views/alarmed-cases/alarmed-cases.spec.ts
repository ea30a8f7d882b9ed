import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamOf, type AlarmLevel, type CaseFact } from '@baton/contracts';
import { Streams, type PastFact } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { ProjectionRunner } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import type { AtLeast } from '../../../platform/graphql/at-least.js';
import { alarm, declined, offered, opened, resolved } from '../../testing/case.happenings.js';
import { at, id, people } from '../../testing/case.scenarios.js';
import { caseList } from '../case-list/case-list.projection.js';
import { ListedCases } from '../case-list/listed-cases.js';
import { AlarmedCases, AlarmedCasesHandler, type WhichAlarms } from './alarmed-cases.query.js';

const store = new MemoryEventStore();
const folder = mkdtempSync(join(tmpdir(), 'baton-alarmed-spec-'));
const views = new SqliteViews(join(folder, 'views.db'));
const reached = { reached: () => Promise.resolve() } as unknown as AtLeast;
const query = new AlarmedCasesHandler(views.queries, new ListedCases(views.queries), reached);

async function tell(name: string, hour: number, ...facts: CaseFact[]): Promise<void> {
  const past = facts.map((fact): PastFact => ({ ...fact, occurredAt: at(`${String(hour).padStart(2, '0')}:00`) }));
  const context = { commandId: id(name), commandHash: '0'.repeat(64), by: people.ines, now: at('12:00', 9) };
  const streams = new Streams(store, { validate: () => [] });
  await streams.recordPast(streamOf('case', id(name)), past, { ...context, correlationId: id(name) });
}
const warned = alarm('WARNING', 'RETURN');
const alarmed = alarm('ALARM', 'SECOND_RETURN');
const ofRepair = opened({ department: 'repair', reference: 'alarm of repair' });

beforeAll(async () => {
  await tell('warned late', 9, opened({ reference: 'warned late' }), warned);
  await tell('warned early', 8, opened({ reference: 'warned early' }), warned);
  await tell('alarm', 10, opened({ reference: 'alarm' }), warned, alarmed, alarm('NOTICE', 'SECOND_DECLINE'));
  await tell('alarm of repair', 7, ofRepair, alarmed);
  await tell('quiet', 7, opened({ reference: 'quiet' }));
  await tell('done', 7, opened({ reference: 'done' }), alarmed, resolved);
  await new ProjectionRunner({ store, views, projections: [caseList] }).catchUp();
});
afterAll(async () => {
  await views.close();
  rmSync(folder, { recursive: true });
});

const page = (which: WhichAlarms, limit = 10, after?: readonly (string | number)[]) =>
  query.execute(new AlarmedCases(which, { limit, after }, undefined));
const names = async (level: AlarmLevel, department?: string) =>
  (await page({ level, department })).edges.map(({ node }) => node.reference);

describe('the cases whose chain raised an alarm', () => {
  it('H10 are listed for supervisors, the highest level first, then the oldest; none that is quiet or done', async () => {
    expect(await names('NOTICE')).toEqual(['alarm of repair', 'alarm', 'warned early', 'warned late']);
  });

  it('are those of a department, and from a level on', async () => {
    expect(await names('NOTICE', 'front-office')).toEqual(['alarm', 'warned early', 'warned late']);
    expect(await names('ALARM')).toEqual(['alarm of repair', 'alarm']);
    expect(await names('ARBITRATION')).toEqual([]);
  });

  it('keep their highest level, whatever is raised later', async () => {
    const { edges } = await page({ level: 'ALARM', department: 'front-office' });
    expect(edges[0]?.node).toMatchObject({ alarmLevel: 'ALARM' });
  });

  it('come in pages without a gap, with the count of all', async () => {
    const first = await page({ level: 'NOTICE' }, 3);
    expect([first.edges.length, first.totalCount, first.pageInfo.hasNextPage]).toEqual([3, 4, true]);
    const rest = await page({ level: 'NOTICE' }, 3, [2, at('08:00'), id('warned early')]);
    expect(rest.edges.map(({ node }) => node.reference)).toEqual(['warned late']);
  });

  it('H10 are also those on offer to a department, which alone can answer, for as long as the offer is open', async () => {
    await tell('waiting', 8, opened({ reference: 'waiting' }), offered(), alarm('WARNING', 'WAITED_AN_OPENING_DAY'));
    await tell('answered', 8, opened({ reference: 'answered' }), offered(), warned, declined());
    await new ProjectionRunner({ store, views, projections: [caseList] }).catchUp();
    expect(await names('NOTICE', 'repair')).toEqual(['alarm of repair', 'waiting']);
    expect((await page({ level: 'NOTICE', department: 'repair' }, 1)).totalCount).toBe(2);
    const second = await page({ level: 'NOTICE', department: 'repair' }, 1, [1, at('07:00'), id('alarm of repair')]);
    expect(second.edges.map(({ node }) => node.reference)).toEqual(['waiting']);
  });
});
