import { streamOf, type CaseFact, type MergeRole } from '@baton/contracts';
import { comparePositions, Streams } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import fc from 'fast-check';
import { contextOf } from '../../../../test/support/callers.js';
import { counting } from '../../../../test/support/long-case.js';
import { caseAggregate } from '../../case-folds.state.js';
import { CaseReader } from '../case-reader.js';
import type { BothEnds } from '../case-trail/case-trail.page.js';
import { opened, uuid } from '../testing/stories.js';
import { joinedRunOf } from './matter-trail.page.js';
import { MatterTrail, MatterTrailHandler } from './matter-trail.query.js';

const [SURVIVOR, ONE, OTHER] = [uuid(1), uuid(2), uuid(3)];

const note = (n: number): CaseFact => ({ type: 'NoteAdded', data: { noteId: uuid(n), text: `note ${n}` } });
const merged = (other: string, role: MergeRole, n: number): CaseFact => ({
  type: 'CasesMerged',
  data: { mergeId: uuid(n), other, role, reason: 'The same machine' },
});
const unmerged = (other: string, role: MergeRole, n: number): CaseFact => ({
  type: 'CasesUnmerged',
  data: { mergeId: uuid(n), other, role, reason: 'Two machines' },
});

/** Cases on a store that counts the events it hands out. */
function office() {
  const { store, read } = counting(new MemoryEventStore());
  const streams = new Streams(store);
  const handler = new MatterTrailHandler(new CaseReader(streams));
  let commands = 0;
  const record = (caseId: string, ...facts: CaseFact[]) =>
    streams.decide(streamOf('case', caseId), caseAggregate, () => facts, contextOf(`command ${++commands}`));
  const page = async (args: BothEnds, caseId = SURVIVOR) => handler.execute(new MatterTrail(caseId, joinedRunOf(args)));
  const merge = async (caseId: string, n: number) => {
    await record(caseId, merged(SURVIVOR, 'DUPLICATE', n));
    await record(SURVIVOR, merged(caseId, 'SURVIVOR', n));
  };
  /** Every entry as `case revision`, read in pages of a size from one end. */
  const all = async (size: number, backwards = false, caseId = SURVIVOR): Promise<string[]> => {
    const pages: string[][] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const trail = await page(backwards ? { last: size, before: cursor } : { first: size, after: cursor }, caseId);
      if (!trail) throw new Error('no trail');
      pages.push(trail.edges.map(({ node }) => `${node.caseId} ${node.revision}`));
      more = backwards ? trail.pageInfo.hasPreviousPage : trail.pageInfo.hasNextPage;
      cursor = backwards ? trail.pageInfo.startCursor : trail.pageInfo.endCursor;
    }
    return (backwards ? pages.reverse() : pages).flat();
  };
  return { record, merge, page, all, read, streams };
}

describe('the trail of a matter', () => {
  it('X3 is one trail of the case and its duplicates, in the order in which it was recorded', async () => {
    const { record, merge, page } = office();
    await record(SURVIVOR, opened);
    await record(ONE, opened, note(1));
    await record(SURVIVOR, note(2));
    await merge(ONE, 50);
    await record(SURVIVOR, note(3));
    const trail = await page({ first: 50 });
    expect(
      trail?.edges.map(({ node: { caseId, revision, type, duplicate } }) => [caseId, revision, type, duplicate]),
    ).toEqual([
      [SURVIVOR, 0, 'CaseOpened', false],
      [ONE, 0, 'CaseOpened', true],
      [ONE, 1, 'NoteAdded', true],
      [SURVIVOR, 1, 'NoteAdded', false],
      [ONE, 2, 'CasesMerged', true],
      [SURVIVOR, 2, 'CasesMerged', false],
      [SURVIVOR, 3, 'NoteAdded', false],
    ]);
    expect(trail).toMatchObject({ totalCount: 7, pageInfo: { hasNextPage: false, hasPreviousPage: false } });
  });

  it('X3 is the same from whichever of the cases it is asked', async () => {
    const { record, merge, all } = office();
    for (const caseId of [SURVIVOR, ONE, OTHER]) await record(caseId, opened, note(1));
    await merge(ONE, 50);
    await merge(OTHER, 51);
    expect(await all(3, false, OTHER)).toEqual(await all(100));
  });

  it('X3 is taken apart when the merge is undone: no event was moved or copied', async () => {
    const { record, merge, all, streams } = office();
    for (const caseId of [SURVIVOR, ONE]) await record(caseId, opened);
    const before = await streams.load(streamOf('case', ONE), caseAggregate);
    await merge(ONE, 50);
    await record(ONE, unmerged(SURVIVOR, 'DUPLICATE', 50));
    await record(SURVIVOR, unmerged(ONE, 'SURVIVOR', 50));
    expect(await all(10)).toEqual([0, 1, 2].map((revision) => `${SURVIVOR} ${revision}`));
    expect(await all(10, false, ONE)).toEqual([0, 1, 2].map((revision) => `${ONE} ${revision}`));
    expect(before?.state.revision).toBe(0);
  });

  it('X3 knows a duplicate whose survivor does not say so yet', async () => {
    const { record, all } = office();
    for (const caseId of [SURVIVOR, ONE]) await record(caseId, opened);
    await record(ONE, merged(SURVIVOR, 'DUPLICATE', 50));
    expect(await all(10, false, ONE)).toEqual([`${SURVIVOR} 0`, `${ONE} 0`, `${ONE} 1`]);
    expect(await all(10)).toEqual([`${SURVIVOR} 0`]);
  });

  it('is that of the case alone where nothing was merged, and nothing where there is no case', async () => {
    const { record, all, page } = office();
    await record(SURVIVOR, opened, note(1));
    expect(await all(1)).toEqual([`${SURVIVOR} 0`, `${SURVIVOR} 1`]);
    expect(await page({}, uuid(404))).toBeUndefined();
  });

  it('shows each entry once, in order, from whichever end and in whatever pages it is read', async () => {
    const { record, merge, all, streams } = office();
    const cases = [SURVIVOR, ONE, OTHER];
    for (const caseId of cases) await record(caseId, opened);
    for (let n = 0; n < 60; n++) await record(cases[(n * n) % 3] ?? ONE, note(n), ...(n % 4 ? [] : [note(n + 100)]));
    await merge(ONE, 500);
    await merge(OTHER, 501);
    const stored: { entry: string; position: string }[] = [];
    for (const caseId of cases) {
      for await (const { revision, position } of streams.read(streamOf('case', caseId))) {
        stored.push({ entry: `${caseId} ${revision}`, position });
      }
    }
    const whole = stored.sort((a, b) => comparePositions(a.position, b.position)).map(({ entry }) => entry);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100 }), fc.boolean(), async (size, backwards) => {
        expect(await all(size, backwards)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('reads of trails of thousands of events little more than the page, wherever the page is', async () => {
    const { record, merge, page, read } = office();
    const cases = [SURVIVOR, ONE, OTHER];
    for (const caseId of cases) await record(caseId, opened);
    for (let n = 0; n < 3000; n += 100) {
      await record(cases[(n / 100) % 3] ?? ONE, ...Array.from({ length: 100 }, (_, at) => note(n + at)));
    }
    await merge(ONE, 5000);
    await merge(OTHER, 5001);
    await page({});
    for (const args of [{ first: 20 }, { first: 20, after: '1400' }, { last: 20 }, { last: 20, before: '1800' }]) {
      read.events = 0;
      expect((await page(args))?.edges).toHaveLength(20);
      expect(read.events).toBeLessThanOrEqual(3 * (1 + 12) + 2 * 20 + 3);
    }
  });

  it('refuses a cursor that is no position of this log, and sizes that are none', async () => {
    const { record, page } = office();
    await record(SURVIVOR, opened);
    for (const cursor of ['', 'x', '-1', '1/2', '9'.repeat(60)]) {
      await expect(page({ after: cursor })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
      await expect(page({ last: 5, before: cursor })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
    }
    for (const args of [{ first: 0 }, { first: 101 }, { last: 101 }, { first: 1, last: 1 }]) {
      await expect(page(args)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    }
  });
});
