import { ProjectionRunner, type Projection } from '../index.js';
import { ArrayLog } from '../testing/array-log.js';
import { endOf, failing } from '../testing/contract-stage.js';
import { busyLog, officeRows } from '../testing/office.model.js';
import { sampleFlow, sampleInbox, sampleNotes } from '../testing/office.projections.js';
import { PostgresStage } from './testing/postgres-stage.js';
import type { PostgresViews } from './postgres-views.js';

/** The views of a version of the code, and of the one after it: a view raised, one added, one taken away. */
const OLDER: readonly Projection[] = [sampleInbox, sampleNotes];
const NEWER: readonly Projection[] = [{ ...sampleInbox, version: 2 }, sampleFlow];

describe('workers of two versions on one schema', () => {
  const own = new PostgresStage();
  const log = (): ArrayLog => new ArrayLog(busyLog(40));
  /** Has a worker of a version take the lease, build what it may, and give the lease back. */
  const turn = async (of: readonly Projection[], from: ArrayLog, besideOthers = true): Promise<void> => {
    const { views, held } = await own.openLeased();
    try {
      await new ProjectionRunner({ store: from, views, projections: of, besideOthers }).catchUp();
    } finally {
      await held.giveBack();
    }
  };
  const stored = async (views: PostgresViews) =>
    (await views.generations()).map(({ projection: name, version, live, position }) => ({
      name,
      version,
      live,
      position,
    }));

  it('leave a view to the newer one, which goes on with it where it was', async () => {
    const from = log();
    await turn(OLDER, from);
    await turn(NEWER, from);
    const views = await own.open();
    const before = await stored(views);
    from.add(busyLog(10));
    await expect(turn(OLDER, from)).rejects.toMatchObject({
      code: 'VIEWS_NEWER',
      message: expect.stringContaining('sample_inbox') as unknown,
      remedy: expect.stringContaining('baton rebuild') as unknown,
    });
    expect(await stored(views)).toEqual(before);
    await turn(NEWER, from);
    expect(await stored(views)).toMatchObject([
      { name: 'sample_flow', version: 1, live: true, position: endOf(from) },
      { name: 'sample_inbox', version: 2, live: true, position: endOf(from) },
      { name: 'sample_notes', version: 1, live: true },
    ]);
  });

  it('leave a view that the newer one has half built', async () => {
    const from = log();
    await turn(OLDER, from);
    const { views, held } = await own.openLeased({ failpoint: failing('batch committed', 1) });
    const dying = new ProjectionRunner({ store: from, views, projections: NEWER, besideOthers: true, pageSize: 10 });
    await expect(dying.catchUp()).rejects.toThrow('batch committed');
    await held.giveBack();
    const before = await stored(views);
    expect(before).toContainEqual(expect.objectContaining({ name: 'sample_inbox', version: 2, live: false }));
    await expect(turn(OLDER, from)).rejects.toMatchObject({ code: 'VIEWS_NEWER' });
    expect(await stored(views)).toEqual(before);
  });

  it('drop no view that the other knows, and read what it holds', async () => {
    const from = log();
    const added: readonly Projection[] = [...OLDER, sampleFlow];
    await turn(added, from);
    await turn(OLDER, from);
    const views = await own.open();
    expect(await views.queries.find(sampleFlow, 'rows')).toHaveLength(officeRows(from.all).sample_flow.rows.length);
    from.add(busyLog(10));
    await turn(OLDER, from);
    await turn(added, from);
    expect(await views.queries.find(sampleFlow, 'rows')).toHaveLength(officeRows(from.all).sample_flow.rows.length);
    expect((await stored(views)).map(({ position }) => position)).toEqual([endOf(from), endOf(from), endOf(from)]);
  });

  it('go back, and drop what is no longer known, where a person says so', async () => {
    const from = log();
    await turn(OLDER, from);
    await turn(NEWER, from);
    await turn(OLDER, from, false);
    const views = await own.open();
    expect(await stored(views)).toMatchObject([
      { name: 'sample_inbox', version: 1, live: true },
      { name: 'sample_notes', version: 1, live: true },
    ]);
    await turn(OLDER, from);
  });
});
