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

  /** How many wait for so many milliseconds. */
  waiting(milliseconds: number): number {
    return [...this.set].filter((one) => one.milliseconds === milliseconds).length;
  }

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

  const blockedLeases = `SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'baton lease'`;
  const untilBlocked = async () => {
    while ((await inSchema(blockedLeases))[0]?.['count'] === '0') await nextTurn();
  };
  const until = async () => (await inSchema('SELECT until::text FROM lease'))[0]?.['until'];

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
      const before = await until();
      hand.call(10_000);
      while ((await until()) === before) await nextTurn();
      await expire();
      taking = next.lease.take(patience());
      await untilBlocked();
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
    expect(held.lost.reason).toMatchObject({ code: 'VIEWS_UNREACHABLE', message: expect.stringContaining('in time') });
    await expect(holder.commit({ changes: [], checkpoints: [] })).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });

  it.each([
    ['a holder of another name', `holder = 'another'`],
    ['a later number', 'token = token + 1'],
  ])('with %s is not written under, renewed or given back by who had it before', async (_, change) => {
    const hand = new HandTimer();
    const [one, other] = [await open({ timer: hand.timer }), await open()];
    const held = await one.lease.take(patience());
    await inSchema(`UPDATE lease SET ${change}, until = 'infinity'`);
    await expect(one.commit({ changes: [], checkpoints: [] })).rejects.toMatchObject({ code: 'LEASE_LOST' });
    hand.call(2000);
    while (!held.lost.aborted) await nextTurn();
    expect(await until()).toBe('infinity');
    await expire();
    const again = await other.lease.take(patience());
    await inSchema(`UPDATE lease SET ${change}, until = 'infinity'`);
    await again.giveBack();
    expect(await until()).toBe('infinity');
  });

  it('is renewed again where that failed, and ends by the last time that it did not', async () => {
    const hand = new HandTimer();
    const held = await (await open({ timer: hand.timer })).lease.take(patience());
    const before = await until();
    const renewal = async () => {
      hand.call(2000);
      while (hand.waiting(2000) === 0) await nextTurn();
    };
    await inSchema('ALTER TABLE lease RENAME TO away');
    await renewal();
    await inSchema('ALTER TABLE away RENAME TO lease');
    expect([held.lost.aborted, await until()]).toEqual([false, before]);
    await renewal();
    expect(await until()).not.toBe(before);
    expect(hand.waiting(6000)).toBe(1);
    await inSchema('ALTER TABLE lease RENAME TO away');
    await renewal();
    hand.call(6000);
    expect(held.lost.aborted).toBe(true);
    expect([hand.waiting(2000), hand.waiting(6000)]).toEqual([0, 0]);
  });

  it('is counted from before the server is asked, so that it never ends later here than there', async () => {
    const hand = new HandTimer();
    const [holder, other] = [await open({ timer: hand.timer, leaseMs: 30_000 }), await open()];
    const whileLocked = (then: () => Promise<void>) =>
      (Reflect.get(other, 'writing') as Connections).transaction(async (client) => {
        await client.query('SELECT FROM lease FOR UPDATE');
        await then();
      });
    let taking: Promise<HeldLease> | undefined;
    await whileLocked(async () => {
      taking = holder.lease.take(patience());
      await untilBlocked();
      hand.call(30_000);
    });
    expect((await taking)?.lost.aborted).toBe(true);
    await expire();
    const held = await holder.lease.take(patience());
    await whileLocked(async () => {
      hand.call(10_000);
      await untilBlocked();
      expect(hand.waiting(30_000)).toBe(2);
      hand.call(30_000);
      expect(held.lost.aborted).toBe(true);
    });
    while ((await inSchema(blockedLeases))[0]?.['count'] !== '0') await nextTurn();
    await expire();
    await (await other.lease.take(patience())).giveBack();
    expect([hand.waiting(10_000), hand.waiting(30_000)]).toEqual([0, 0]);
  });

  it('is waited for as long as another has it, which is told at each look; who gives up waits no longer', async () => {
    const hand = new HandTimer();
    const [one, other] = [await open(), await open({ timer: hand.timer })];
    const held = await one.lease.take(patience());
    const ending = new AbortController();
    let told = 0;
    const taking = other.lease.take(ending.signal, () => void (told += 1));
    for (let looks = 1; looks <= 3; looks++) {
      while (hand.waiting(1000) === 0) await nextTurn();
      expect(told).toBe(looks);
      if (looks < 3) hand.call(1000);
    }
    ending.abort(new Error('enough'));
    await expect(taking).rejects.toThrow('enough');
    expect(hand.waiting(1000)).toBe(0);
    await held.giveBack();
  });

  it('is not waited for at a server that does not answer for as long as the lease holds', async () => {
    const [holder, other] = [await open(), await open({ leaseMs: 300 })];
    const held = await holder.lease.take(patience());
    await (Reflect.get(holder, 'writing') as Connections).transaction(async (client) => {
      await client.query('LOCK TABLE lease IN ACCESS EXCLUSIVE MODE');
      await expect(other.lease.take(patience())).rejects.toMatchObject({ code: 'VIEWS_UNREACHABLE' });
    });
    await held.giveBack();
  });

  it('is no longer renewed by who has closed, and asked for in vain leaves nothing to wait for', async () => {
    const hand = new HandTimer();
    const views = await open({ timer: hand.timer });
    await inSchema('ALTER TABLE lease RENAME TO away');
    await expect(views.lease.take(patience())).rejects.toBeInstanceOf(Error);
    expect(hand.waiting(6000)).toBe(0);
    await inSchema('ALTER TABLE away RENAME TO lease');
    const { lost } = await views.lease.take(patience());
    views.lease.close();
    expect([lost.aborted, hand.waiting(2000), hand.waiting(6000)]).toEqual([true, 0, 0]);
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
