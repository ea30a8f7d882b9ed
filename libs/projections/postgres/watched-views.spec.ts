import { isDeepStrictEqual } from 'node:util';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ProjectionRunner, ViewBehind, type Timer } from '../index.js';
import { ArrayLog } from '../testing/array-log.js';
import { endOf } from '../testing/contract-stage.js';
import { asLog, busyLog, officeRows } from '../testing/office.model.js';
import { POISON, sampleInbox, sampleProjections } from '../testing/office.projections.js';
import { CuttingProxy } from './testing/index.js';
import { PostgresStage } from './testing/postgres-stage.js';
import { LOOK_MS, WatchedViews } from './watched-views.js';

const names = sampleProjections.map(({ name }) => name);

describe('views that another process builds', () => {
  const own = new PostgresStage();
  const inSchema = (text: string) => own.inSchema(text);

  const builder = async (log: ArrayLog): Promise<ProjectionRunner> => {
    const { views } = await own.openLeased();
    const runner = new ProjectionRunner({ store: log, views, projections: sampleProjections, pageSize: 10 });
    own.later(() => runner.stop());
    return runner;
  };
  const watcher = async (options: { timer?: Timer; url?: string } = {}): Promise<WatchedViews> => {
    const { url: connectionString = own.url, ...rest } = options;
    const views = await WatchedViews.open({ connectionString, projections: sampleProjections, ...rest });
    own.later(() => views.close());
    return views;
  };
  /** A timer that is never called, but by hand. */
  const handTimer = () => {
    const set = new Map<() => void, number>();
    const timer: Timer = (milliseconds, then) => {
      set.set(then, milliseconds);
      return () => void set.delete(then);
    };
    const call = (milliseconds: number): void => {
      for (const [then, after] of [...set]) {
        if (after !== milliseconds) continue;
        set.delete(then);
        then();
      }
    };
    return { timer, call };
  };
  const told = (states: ReturnType<WatchedViews['states']>) => states.map(({ failure: _, ...state }) => state);

  it('are read as soon as they hold what was waited for: the server tells of every batch', async () => {
    const log = new ArrayLog(busyLog(40));
    const watching = await watcher({ timer: handTimer().timer });
    expect(watching.states().map(({ status, position }) => ({ status, position }))).toEqual(
      names.map(() => ({ status: 'building', position: undefined })),
    );
    const runner = await builder(log);
    await runner.start();
    await watching.waitFor(endOf(log));
    for (let round = 0; round < 5; round++) {
      log.add(busyLog(25));
      await watching.waitFor(endOf(log), { views: ['sample_inbox'] });
      expect(await watching.queries.find(sampleInbox, 'rows')).toHaveLength(
        officeRows(log.all).sample_inbox.rows.length,
      );
    }
    await watching.waitFor(endOf(log));
    // That the end of the log was reached is told with the next batch at the latest, a moment after the rows.
    while (!isDeepStrictEqual(told(watching.states()), runner.states())) await nextTurn();
    await expect(watching.queries.kysely.deleteFrom('sample_inbox__g1').execute()).rejects.toThrow('read-only');
  });

  it('are looked at after a while where the server could not tell', async () => {
    const log = new ArrayLog(busyLog(20));
    const { timer, call } = handTimer();
    const watching = await watcher({ timer });
    const runner = await builder(log);
    await runner.catchUp();
    await inSchema(`UPDATE generations SET position = '999999' WHERE projection = 'sample_inbox'`);
    const reached = watching.waitFor('999999', { views: ['sample_inbox'] });
    await watching.waitFor(endOf(log));
    call(LOOK_MS);
    await reached;
  });

  it('are known with what is set aside and what is built beside', async () => {
    const log = new ArrayLog(
      asLog([
        ['case-a', { type: 'NoteAdded', data: { noteId: 'first', text: POISON } }],
        ['case-b', { type: 'NoteAdded', data: { noteId: 'first', text: 'of another case' } }],
      ]),
    );
    const runner = await builder(log);
    await runner.catchUp();
    await inSchema(
      `INSERT INTO generations SELECT projection, 2, 7, shape, false, false, NULL, 0 FROM generations WHERE projection = 'sample_flow'`,
    );
    const watching = await watcher();
    expect(told(watching.states())).toMatchObject([
      { name: 'sample_inbox', status: 'live', parked: 0, position: endOf(log) },
      { name: 'sample_flow', status: 'rebuilding', beside: { version: 7, position: undefined, parked: 0 } },
      { name: 'sample_notes', status: 'live', parked: 1 },
    ]);
  });

  it('are behind by name and place where they do not come in time, and asked for wrongly as ever', async () => {
    const log = new ArrayLog(busyLog(20));
    await (await builder(log)).catchUp();
    const watching = await watcher();
    const late = watching.waitFor('999999', { views: ['sample_flow'], timeoutMs: 0 });
    await expect(late).rejects.toBeInstanceOf(ViewBehind);
    await expect(late).rejects.toMatchObject({ behind: [{ view: 'sample_flow', position: endOf(log) }] });
    await expect(watching.waitFor('here')).rejects.toMatchObject({ code: 'POSITION_INVALID' });
    await expect(watching.waitFor('1', { views: ['none'] })).rejects.toMatchObject({ code: 'VIEW_UNKNOWN' });
    const ending = new AbortController();
    const waiting = watching.waitFor('999999', { signal: ending.signal });
    ending.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    const refused = expect(watching.waitFor('999999')).rejects.toBeInstanceOf(ViewBehind);
    await watching.close();
    await refused;
  });

  it('are let go of also where they have hardly been opened', async () => {
    for (let times = 0; times < 20; times++) await (await watcher()).close();
    expect(await inSchema(`SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN "${own.schema}"'`)).toEqual([
      { count: '0' },
    ]);
  });

  it('say that nobody builds them once nobody has for a while', async () => {
    const log = new ArrayLog(busyLog(20));
    const watching = await watcher();
    expect(watching.states()[0]?.failure).toMatchObject({ code: 'VIEWS_UNATTENDED' });
    const runner = await builder(log);
    await runner.start();
    await watching.waitFor(endOf(log));
    while (watching.states()[0]?.failure) await nextTurn();
  });

  it('say that nobody builds them while a worker takes the lease and fails, again and again', async () => {
    const log = new ArrayLog(busyLog(20));
    const failing = await own.open({ connectionString: own.url });
    const watching = await watcher();
    const looked = async (): Promise<void> => {
      const held = await failing.lease.take(AbortSignal.timeout(60_000));
      await held.giveBack();
      await watching.waitFor(endOf(log), { timeoutMs: 0 }).catch(() => undefined);
    };
    for (let times = 0; times < 3; times++) await looked();
    const after = await watcher();
    expect(after.states()[0]?.failure).toMatchObject({ code: 'VIEWS_UNATTENDED' });
  });

  it('are read and waited for while the log they are compared with does not answer', async () => {
    const log = new ArrayLog(busyLog(20));
    const runner = await builder(log);
    await runner.start();
    const asked = Promise.withResolvers<void>();
    const silent = { readAll: () => (asked.resolve(), new Promise<never>(() => undefined)) };
    const watching = await WatchedViews.open({
      connectionString: own.url,
      projections: sampleProjections,
      log: silent,
    });
    own.later(() => watching.close());
    await watching.waitFor(endOf(log));
    await asked.promise;
    while (watching.states()[0]?.failure) await nextTurn();
    log.add(busyLog(20));
    await watching.waitFor(endOf(log));
    const away = { readAll: () => Promise.reject(new Error('away')) };
    const other = await WatchedViews.open({ connectionString: own.url, projections: sampleProjections, log: away });
    own.later(() => other.close());
    expect(other.states()[0]?.failure).toBeUndefined();
  });

  it('say that the server cannot be reached, and go on by themselves once it can be', async () => {
    const log = new ArrayLog(busyLog(20));
    const runner = await builder(log);
    await runner.start();
    const proxy = new CuttingProxy(own.url);
    own.later(() => proxy.stop());
    const watching = await watcher({ url: await proxy.start() });
    await watching.waitFor(endOf(log));
    proxy.refuse = true;
    proxy.cutAll();
    while (!watching.states()[0]?.failure) await nextTurn();
    expect(watching.states()[0]?.failure).toMatchObject({ code: 'VIEWS_UNREACHABLE' });
    log.add(busyLog(20));
    await expect(watching.waitFor(endOf(log), { timeoutMs: 1 })).rejects.toMatchObject({
      failure: { code: 'VIEWS_UNREACHABLE' },
    });
    proxy.refuse = false;
    await watching.waitFor(endOf(log));
    expect(watching.states()[0]?.failure).toBeUndefined();
  });
});
