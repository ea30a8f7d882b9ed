import { setImmediate as nextTurn } from 'node:timers/promises';
import { LeasedRunner, ProjectionRunner, type HeldLease, type Timer } from '../index.js';
import { ArrayLog } from '../testing/array-log.js';
import { ContractStage, endOf, failing } from '../testing/contract-stage.js';
import { busyLog } from '../testing/office.model.js';
import { sampleProjections } from '../testing/office.projections.js';
import type { Connections } from './connections.js';
import type { OpenPostgresViews, PostgresViews } from './postgres-views.js';
import { asOpened, PostgresStage } from './testing/postgres-stage.js';

const patience = () => AbortSignal.timeout(30_000);

/** A timer that is called by hand. */
class HandTimer {
  private readonly set = new Set<{ milliseconds: number; then: () => void }>();

  readonly timer: Timer = (milliseconds, then) => {
    const each = { milliseconds, then };
    this.set.add(each);
    return () => void this.set.delete(each);
  };

  /** Calls all that wait for so many milliseconds. */
  call(milliseconds: number): void {
    for (const each of [...this.set].filter((one) => one.milliseconds === milliseconds)) {
      this.set.delete(each);
      each.then();
    }
  }
}

describe('the lease of a schema of views', () => {
  const own = new PostgresStage();
  const stage = new ContractStage(() => Promise.reject(new Error('each opens its own')));
  afterEach(() => stage.clear());
  const open = (options?: Partial<OpenPostgresViews>): Promise<PostgresViews> => own.open(options);
  const inSchema = (text: string) => own.inSchema(text);
  /** The lease ends as it would if its holder had died some seconds ago. */
  const expire = () => inSchema(`UPDATE lease SET until = clock_timestamp() - interval '1 second'`);
  /** The lease was taken by another, who is done with it already. */
  const steal = () =>
    inSchema(`UPDATE lease SET holder = 'a thief', token = token + 1, until = clock_timestamp() WHERE name = 'views'`);

  it('has one holder; the next gets it as soon as it is given back', async () => {
    const [one, other] = [await open(), await open()];
    const held = await one.lease.take(patience());
    let taken = false;
    const taking = other.lease.take(patience()).finally(() => (taken = true));
    for (let asked = 0; asked < 3; asked++) await inSchema('SELECT 1');
    expect(taken).toBe(false);
    await held.giveBack();
    await held.giveBack();
    await (await taking).giveBack();
    expect((await inSchema('SELECT token FROM lease'))[0]).toEqual({ token: '2' });
  });

  it('is had by one of many who ask at the same instant', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => open()));
    const ending = new AbortController();
    const holders: HeldLease[] = [];
    const takings = all.map(({ lease }) =>
      lease.take(ending.signal).then(
        (held) => void holders.push(held),
        (error: unknown) => expect(error).toBe(ending.signal.reason),
      ),
    );
    while (holders.length === 0) await nextTurn();
    for (let asked = 0; asked < 3; asked++) await inSchema('SELECT 1');
    expect(holders).toHaveLength(1);
    ending.abort(new Error('enough'));
    await Promise.all(takings);
  });

  it('is needed for everything that writes', async () => {
    const holder = asOpened(await open());
    const held = await (holder.store as PostgresViews).lease.take(patience());
    const log = new ArrayLog(busyLog(20));
    await stage.runner(log, holder).catchUp();
    await held.giveBack();
    const { store } = holder;
    const [generation] = await store.generations();
    if (!generation) throw new Error('nothing was built');
    const refused = { code: 'LEASE_LOST', remedy: expect.stringContaining('Nothing was written twice') };
    await expect(store.commit({ changes: [], checkpoints: [] })).rejects.toMatchObject(refused);
    await expect(store.promote(generation)).rejects.toMatchObject(refused);
    await expect(store.drop(generation.projection)).rejects.toMatchObject(refused);
    await expect(store.keepOrigin('x')).rejects.toMatchObject(refused);
    await expect(store.create({ ...generation, tables: [] })).rejects.toMatchObject(refused);
    await stage.expectRows(holder, log.all);
  });

  it('that is lost in the middle of a batch leaves nothing of it, and the next holder goes on', async () => {
    const first = await open();
    await first.lease.take(patience());
    const log = new ArrayLog(busyLog(60));
    await stage.runner(log, asOpened(first)).catchUp();
    const runner = stage.runner(log, asOpened(first));
    await runner.start();
    const next = asOpened(await open());
    await expire();
    const held = await (next.store as PostgresViews).lease.take(patience());
    log.add(busyLog(25));
    await expect(runner.waitFor(endOf(log))).rejects.toMatchObject({ failure: { code: 'LEASE_LOST' } });
    await stage.expectRows(next, log.all.slice(0, 60));
    await stage.runner(log, next).catchUp();
    await stage.expectRows(next, log.all);
    await held.giveBack();
  });

  it('cannot be taken while a batch is written, but can be renewed', async () => {
    const hand = new HandTimer();
    const holder = await open({ timer: hand.timer, leaseMs: 30_000 });
    const held = await holder.lease.take(patience());
    const next = await open();
    const writing = Reflect.get(holder, 'writing') as Connections;
    let taking: Promise<HeldLease> | undefined;
    await writing.transaction(async (client) => {
      await holder.lease.fence(client);
      const until = async () => (await inSchema('SELECT until::text FROM lease'))[0]?.['until'];
      const before = await until();
      hand.call(10_000);
      while ((await until()) === before) await nextTurn();
      await expire();
      taking = next.lease.take(patience());
      const blocked = `SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'baton lease'`;
      while ((await inSchema(blocked))[0]?.['count'] === '0') await nextTurn();
      expect((await inSchema('SELECT token FROM lease'))[0]).toEqual({ token: '1' });
    });
    await taking;
    expect((await inSchema('SELECT token FROM lease'))[0]).toEqual({ token: '2' });
    await expect(writing.transaction((client) => holder.lease.fence(client))).rejects.toMatchObject({
      code: 'LEASE_LOST',
    });
    expect(held.lost.aborted).toBe(false);
    hand.call(10_000);
    while (!held.lost.aborted) await nextTurn();
    expect(held.lost.reason).toMatchObject({ code: 'LEASE_LOST' });
  });

  it('is taken for lost by who cannot renew it in time, and refused to him then', async () => {
    const hand = new HandTimer();
    const holder = await open({ timer: hand.timer });
    const held = await holder.lease.take(patience());
    hand.call(6000);
    expect(held.lost.aborted).toBe(true);
    await expect(holder.commit({ changes: [], checkpoints: [] })).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });

  it('ends the connection of who stands still in the middle of a batch', async () => {
    const holder = await open({ leaseMs: 200 });
    await holder.lease.take(patience());
    const writing = Reflect.get(holder, 'writing') as Connections;
    await expect(
      writing.transaction(async (client) => {
        await holder.lease.fence(client);
        const ended = new Promise((resolve) => client.once('end', resolve));
        await ended;
        await client.query('SELECT 1');
      }),
    ).rejects.toMatchObject({ code: 'VIEWS_UNREACHABLE' });
  });

  it('may change hands however often: views are as if one process had built them', async () => {
    const log = new ArrayLog(busyLog(200));
    let batches = 0;
    const workers = await Promise.all(
      [1, 2, 3].map(async () => {
        const views = await open({
          leaseMs: 3000,
          failpoint: (at) => void (batches += at === 'batch committed' ? 1 : 0),
        });
        const runner = new ProjectionRunner({ store: log, views, projections: sampleProjections, pageSize: 10 });
        const worker = new LeasedRunner(runner, views.lease);
        own.later(() => worker.stop());
        worker.start();
        return views;
      }),
    );
    for (let robbed = 0; robbed < 6; robbed++) {
      const before = batches;
      log.add(busyLog(200));
      while (batches < before + 5) await nextTurn();
      await steal();
    }
    const [any] = workers;
    if (!any) throw new Error('there are no workers');
    const done = async () => (await any.generations()).every(({ position }) => position === endOf(log));
    while (!(await done())) await nextTurn();
    await stage.expectRows(asOpened(any), log.all);
  });

  it('that is lost while views are switched leaves the old ones, and the next holder switches', async () => {
    const holder = await open({ failpoint: failing('tables switched', 1) });
    await holder.lease.take(patience());
    const log = new ArrayLog(busyLog(60));
    const runner = stage.runner(log, asOpened(holder));
    await runner.start();
    await runner.waitFor(endOf(log));
    await expect(runner.rebuild('sample_flow')).rejects.toThrow();
    const next = asOpened(await open());
    await expire();
    await (next.store as PostgresViews).lease.take(patience());
    await stage.expectRows(next, log.all);
    await stage.runner(log, next).catchUp();
    expect(await next.store.generations()).toHaveLength(sampleProjections.length);
    await stage.expectRows(next, log.all);
  });
});
