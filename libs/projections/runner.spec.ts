import { setImmediate as nextTurn } from 'node:timers/promises';
import { MemoryEventStore } from '@baton/event-store/memory';
import { BEGINNING, type Page, type ReadAll, type StoredEvent, type Subscribe } from '@baton/event-store';
import { ProjectionRunner, ViewBehind, type Progress, type RunnerOptions } from './index.js';
import { ArrayLog, MemoryViews } from './testing/index.js';
import { busyLog, officeRows } from './testing/office.model.js';
import { sampleFlow, sampleInbox, sampleNotes, sampleProjections } from './testing/office.projections.js';
import type { Batch } from './view-store.js';

/** A log that notes what is read of it. */
class WatchedLog extends ArrayLog {
  readonly reads: ReadAll[] = [];
  readonly subscriptions: Subscribe[] = [];
  failure: Error | undefined;

  override readAll(options: ReadAll): Promise<Page> {
    this.reads.push(options);
    return this.failure ? Promise.reject(this.failure) : super.readAll(options);
  }

  override subscribe(options: Subscribe): AsyncGenerator<Page, void, undefined> {
    this.subscriptions.push(options);
    return super.subscribe(options);
  }
}

/** Views that note what is written to them. */
class WatchedViews extends MemoryViews {
  readonly batches: Batch[] = [];
  failure: Error | undefined;

  override async commit(batch: Batch): Promise<void> {
    if (this.failure) throw this.failure;
    await super.commit(batch);
    this.batches.push(batch);
  }
}

const names = sampleProjections.map(({ name }) => name);

function office(events: readonly StoredEvent[] = [], options: Partial<RunnerOptions> = {}) {
  const log = new WatchedLog(events);
  const views = new WatchedViews();
  const said: string[] = [];
  const logger = { warn: (text: string) => said.push(text), error: (text: string) => said.push(text) };
  const build = (more: Partial<RunnerOptions> = {}): ProjectionRunner =>
    new ProjectionRunner({
      store: log,
      views,
      projections: sampleProjections,
      pageSize: 10,
      logger,
      ...options,
      ...more,
    });
  const end = async (): Promise<string> => (await log.head()) ?? '0';
  return { log, views, said, build, end, runner: build() };
}

/** A log in an engine that keeps events of others too: a page of those comes first. */
class SharedLog extends ArrayLog {
  override readAll(options: ReadAll): Promise<Page> {
    if (options.after !== undefined) return super.readAll(options);
    return Promise.resolve({ events: [], position: '0', atEnd: false });
  }
}

describe('views of a log that is not alone in its engine', () => {
  it('go on after a restart, and are refused where they were built from other events', async () => {
    const { views } = office();
    const build = (events: readonly StoredEvent[]): ProjectionRunner =>
      new ProjectionRunner({ store: new SharedLog(events), views, projections: sampleProjections });
    const events = busyLog(30);
    await build(events.slice(0, 20)).catchUp();
    await build(events).catchUp();
    expect(views.rows('sample_flow', 'load')).toEqual(expect.arrayContaining(officeRows(events).sample_flow.load));
    const others = events.map((event) => ({ ...event, hash: `other ${event.hash}` }));
    await expect(build(others).catchUp()).rejects.toMatchObject({ code: 'VIEWS_UNUSABLE' });
  });
});

describe('views that keep no landmark', () => {
  it('go on, as a version built them that kept none, and keep one from then on', async () => {
    const { log, views, runner, build } = office(busyLog(20));
    views.landmark = () => Promise.resolve(undefined);
    await runner.catchUp();
    await build().catchUp();
    log.add(busyLog(10));
    await build().catchUp();
    expect(await MemoryViews.prototype.landmark.call(views)).toMatchObject({ position: log.all.at(-1)?.position });
  });
});

describe('views on their way through the log', () => {
  it('at the same place share one read of the log and one transaction', async () => {
    const { log, views, runner } = office(busyLog(95));
    await runner.catchUp();
    const pages = log.reads.filter(({ filter }) => filter);
    expect(pages.length).toBeLessThanOrEqual(10);
    expect(pages[0]?.filter?.types?.toSorted()).toEqual([
      'CaseClaimed',
      'CaseClosed',
      'CaseOpened',
      'CaseReleased',
      'NoteAdded',
      'TransferObserved',
    ]);
    expect(views.batches.length).toBe(pages.length);
    for (const { checkpoints } of views.batches) {
      expect(checkpoints.map(({ projection }) => projection)).toEqual(names);
      expect(new Set(checkpoints.map(({ to }) => to)).size).toBe(1);
    }
  });

  it('that are behind are led up to the others and join them', async () => {
    const { log, views, build, end } = office(busyLog(50));
    await build({ projections: [sampleInbox] }).catchUp();
    const reached = await end();
    log.add(busyLog(20));
    await build({ projections: [sampleInbox, sampleNotes] }).catchUp();
    const further = await end();
    log.add(busyLog(20));
    log.reads.length = 0;
    views.batches.length = 0;
    const runner = build();
    await runner.catchUp();
    const led = log.reads.filter(({ upTo }) => upTo !== undefined);
    expect(new Set(led.map(({ upTo }) => upTo))).toEqual(new Set([further]));
    expect(reached).not.toBe(further);
    const together = views.batches.map(({ checkpoints }) => checkpoints.map(({ projection }) => projection));
    expect(together[0]).toEqual(['sample_flow']);
    expect(together.at(-1)?.toSorted()).toEqual(names.toSorted());
    expect(views.rows('sample_flow', 'load')).toEqual(expect.arrayContaining(officeRows(log.all).sample_flow.load));
  });

  it('follow the log live, without asking again and again', async () => {
    const { log, runner, end } = office(busyLog(10));
    await runner.start();
    await runner.waitFor(await end());
    for (const event of busyLog(30)) {
      log.add([event]);
      await runner.waitFor(event.position);
    }
    expect(log.subscriptions).toHaveLength(1);
    await runner.stop();
  });

  it('miss nothing that is recorded at the moment in which one joins the others', async () => {
    const { log, views, runner, end } = office(busyLog(35));
    await runner.start();
    await runner.waitFor(await end());
    const commit = views.commit.bind(views);
    views.commit = async (batch) => {
      const [{ generation, to } = { generation: 0, to: '' }, another] = batch.checkpoints;
      if (!another && generation === 2 && to === runner.states()[0]?.position && log.all.length < 50) {
        log.add(busyLog(5));
        for (let turns = 0; turns < 10; turns++) await nextTurn();
      }
      await commit(batch);
    };
    await runner.rebuild('sample_flow');
    expect(log.all.length).toBeGreaterThan(35);
    await runner.waitFor(await end());
    expect(views.rows('sample_flow', 'load')).toEqual(expect.arrayContaining(officeRows(log.all).sample_flow.load));
    expect(runner.states().every((state) => state.failure === undefined)).toBe(true);
    await runner.stop();
  });

  it('are live on an empty log, and stay so as it fills', async () => {
    const { log, runner, end } = office();
    await runner.start();
    expect(runner.states().map(({ status, position }) => [status, position])).toEqual(
      names.map(() => ['live', undefined]),
    );
    await runner.rebuild('sample_flow');
    log.add(busyLog(3));
    await runner.waitFor(await end());
    expect(runner.states()[1]).toMatchObject({ name: 'sample_flow', status: 'live', position: await end() });
    await runner.stop();
  });

  it('are written early when a batch touches more rows than memory is meant for, and are the same', async () => {
    const { takeEvents } = await import('./batch.js');
    const { Catalogue } = await import('./catalogue.js');
    const views = new WatchedViews();
    const builds = (await Catalogue.open(views, sampleProjections, () => undefined)).moving();
    const events = busyLog(60);
    await takeEvents(views, builds, events, { to: events.at(-1)?.position, atEnd: true, mostRows: 7 });
    expect(views.batches.length).toBeGreaterThan(5);
    for (const { changes } of views.batches) {
      expect(changes.reduce((sum, { put, removed }) => sum + put.length + removed.length, 0)).toBeLessThan(7 + 4);
    }
    expect(views.rows('sample_inbox')).toHaveLength(officeRows(events).sample_inbox.rows.length);
    expect(views.rows('sample_inbox')).toEqual(expect.arrayContaining(officeRows(events).sample_inbox.rows));
  });

  it('say how far they are, until they are there', async () => {
    const said: Progress[] = [];
    const { log, runner, end } = office(busyLog(25), { onProgress: (progress) => said.push(progress) });
    await runner.start();
    await runner.waitFor(await end());
    expect(said.map(({ share }) => share)).toEqual(said.map(({ share }) => share).toSorted((a, b) => a - b));
    expect(said.length).toBe(3);
    expect(said.at(-1)).toMatchObject({ views: names, position: await end(), head: await end(), share: 1 });
    log.add(busyLog(5));
    await runner.waitFor(await end());
    expect(said.length).toBe(3);
    await runner.stop();
  });

  it('read an event store as they read any log', async () => {
    const store = new MemoryEventStore();
    const views = new MemoryViews();
    const runner = new ProjectionRunner({ store, views, projections: sampleProjections });
    await runner.start();
    const [
      { id, type, data, schemaVersion, occurredAt, recordedAt, by, correlationId, causationId, ...rest } = {} as never,
    ] = busyLog(1);
    const event = {
      id,
      type,
      data: data as object,
      schemaVersion,
      occurredAt,
      recordedAt,
      by,
      correlationId,
      causationId,
    };
    const { position } = await store.append('case-00000000-0000-4000-8000-000000000001', [event], {
      expected: 'none',
      commandId: rest.commandId,
      commandHash: rest.commandHash,
    });
    await runner.waitFor(position);
    expect(views.rows('sample_inbox')).toMatchObject([{ department: 'department-0' }]);
    await runner.stop();
    await store.close();
  });
});

describe('a pause between batches', () => {
  /** A runner that pauses until it is told that the time is over. */
  const pausing = async () => {
    const timers: { over: () => void; off: boolean }[] = [];
    const timer = (_: number, over: () => void) => {
      const set = { over, off: false };
      timers.push(set);
      return () => void (set.off = true);
    };
    const all = busyLog(30);
    const stage = office(all.slice(0, 10), { timer, pauseMs: 20 });
    await stage.runner.start();
    await until(() => timers.length === 1);
    const taken = stage.views.batches.length;
    stage.log.add(all.slice(10, 14));
    stage.log.add(all.slice(14, 19));
    return { ...stage, timers, taken, before: all[9]?.position, position: () => stage.runner.states()[0]?.position };
  };

  it('lets what is stored meanwhile become one batch', async () => {
    const { runner, timers, position, before, end, views, taken } = await pausing();
    await nextTurn();
    await nextTurn();
    expect(position()).toBe(before);
    timers[0]?.over();
    await until(async () => position() === (await end()));
    expect(views.batches.length - taken).toBe(1);
    await runner.stop();
  });

  it('is not made after the few events that one command writes', async () => {
    let paused = 0;
    const timer = () => {
      paused += 1;
      return () => undefined;
    };
    const { runner, log, end } = office(busyLog(7), { timer, pauseMs: 20 });
    await runner.start();
    await until(async () => runner.states()[0]?.position === (await end()));
    expect([paused, log.all.length]).toEqual([0, 7]);
    await runner.stop();
  });

  it('is over when somebody waits for a position, and there is none while he does', async () => {
    const { runner, timers, end } = await pausing();
    await runner.waitFor(await end());
    expect(timers[0]?.off).toBe(true);
    await runner.stop();
  });

  it('is over when the runner stops', async () => {
    const { runner, timers } = await pausing();
    await runner.stop();
    expect(timers.every(({ off }) => off)).toBe(true);
  });
});

/** Waits, turn by turn, until something has become so. */
async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await nextTurn();
}

describe('who waits for a view', () => {
  it('is served when it has come there, also before the runner has started', async () => {
    const { runner, end } = office(busyLog(30));
    const waiting = runner.waitFor(await end(), { timeoutMs: 60_000, views: ['sample_inbox'] });
    await runner.start();
    await waiting;
    expect(runner.states()[0]?.position).toBe(await end());
    await runner.stop();
  });

  it('is told how far behind it is when the time is over', async () => {
    const timers: (() => void)[] = [];
    let calledOff = 0;
    const timer = (_: number, then: () => void) => {
      timers.push(then);
      return () => void (calledOff += 1);
    };
    const { runner, end } = office(busyLog(5), { timer });
    await runner.start();
    await runner.waitFor(await end(), { timeoutMs: 1000 });
    const future = String(Number(await end()) + 10);
    const waiting = runner.waitFor(future, { timeoutMs: 1000, views: ['sample_flow'] });
    timers.at(-1)?.();
    const error = await waiting.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ViewBehind);
    expect(error).toMatchObject({
      code: 'VIEW_BEHIND',
      wanted: future,
      behind: [{ view: 'sample_flow', position: await end() }],
      message: `Position ${future} is not in the view yet: sample_flow is at ${await end()}. Ask again in a moment, or without a position to get what is there.`,
    });
    expect(calledOff).toBe(timers.length);
    await expect(runner.waitFor(future, { timeoutMs: 0 })).rejects.toMatchObject({ code: 'VIEW_BEHIND' });
    await runner.stop();
  });

  it('has the beginning of the log at once, also on an empty log and before it was started', async () => {
    const { runner } = office();
    await runner.waitFor(BEGINNING, { timeoutMs: 0 });
    await runner.start();
    await runner.waitFor(BEGINNING, { timeoutMs: 0 });
    await runner.stop();
  });

  it('can give up, and is refused when the runner stops', async () => {
    const { runner, end } = office(busyLog(5));
    await runner.start();
    const future = String(Number(await end()) + 10);
    const leaving = new AbortController();
    const left = runner.waitFor(future, { signal: leaving.signal });
    leaving.abort(new Error('the caller has gone'));
    await expect(left).rejects.toThrow('the caller has gone');
    await expect(runner.waitFor(future, { signal: leaving.signal })).rejects.toThrow('the caller has gone');
    const waiting = runner.waitFor(future);
    await Promise.all([expect(waiting).rejects.toMatchObject({ code: 'VIEW_BEHIND' }), runner.stop()]);
    await expect(runner.waitFor(future)).rejects.toMatchObject({ code: 'VIEW_BEHIND' });
  });

  it('is told that there is no such view or position', async () => {
    const { log, runner, end } = office();
    await expect(runner.waitFor('1', { views: ['inbox'] })).rejects.toMatchObject({
      code: 'VIEW_UNKNOWN',
      message: 'There is no view inbox. The views are: sample_inbox, sample_flow, sample_notes.',
    });
    await expect(runner.rebuild('inbox')).rejects.toMatchObject({ code: 'VIEW_UNKNOWN' });
    await expect(runner.parked('inbox')).rejects.toMatchObject({ code: 'VIEW_UNKNOWN' });
    await runner.start();
    await expect(runner.waitFor('yesterday')).rejects.toMatchObject({ code: 'POSITION_INVALID' });
    const fromAnotherEngine = runner.waitFor('7/7');
    log.add(busyLog(1));
    await expect(fromAnotherEngine).rejects.toThrow('different engines');
    await runner.waitFor(await end());
    await runner.stop();
  });
});

describe('a runner', () => {
  it('finishes the batch in hand when it is stopped, and goes on from there', async () => {
    const { views, build, log, end } = office(busyLog(100));
    const runner = build({ onProgress: ({ share }) => void (share > 0.2 && (stopped ??= runner.stop())) });
    let stopped: Promise<void> | undefined;
    await runner.start();
    await expect(runner.waitFor(await end())).rejects.toMatchObject({ code: 'VIEW_BEHIND' });
    await stopped;
    const batches = views.batches.length;
    expect(batches).toBeLessThan(10);
    const next = build();
    await next.catchUp();
    expect(views.batches.length - batches).toBe(10 - batches);
    expect(views.rows('sample_inbox')).toEqual(expect.arrayContaining(officeRows(log.all).sample_inbox.rows));
  });

  it('stops with the reason when the place of the views fails, and can be started again', async () => {
    const { log, views, runner, said, end } = office(busyLog(15));
    await runner.start();
    await runner.waitFor(await end());
    const before = views.rows('sample_inbox');
    const { ViewStoreFailed } = await import('./errors.js');
    views.failure = new ViewStoreFailed('VIEWS_FULL', 'There is no room left', 'Make room');
    log.add(busyLog(5));
    const failure = { code: 'VIEWS_FULL', message: 'There is no room left. Make room', remedy: 'Make room' };
    await expect(runner.waitFor(await end())).rejects.toMatchObject({ code: 'VIEW_BEHIND', failure });
    expect(runner.states().map((state) => state.failure)).toEqual([failure, failure, failure]);
    expect(said).toEqual(['The views have stopped. VIEWS_FULL: There is no room left. Make room']);
    expect(views.rows('sample_inbox')).toEqual(before);
    await expect(runner.rebuild('sample_flow')).rejects.toThrow('VIEWS_FULL');

    views.failure = undefined;
    await runner.start();
    await runner.waitFor(await end());
    expect(runner.states().map((state) => state.failure)).toEqual([undefined, undefined, undefined]);
    await runner.stop();
  });

  it('takes a failure of the place for what it is, also when a fold meets it first', async () => {
    const { views, runner, end } = office(busyLog(15));
    const { ViewStoreFailed } = await import('./errors.js');
    const tables = views.tables.bind(views);
    views.tables = (generation) =>
      tables(generation).map(({ layout }) => ({
        layout,
        load: () => {
          throw new ViewStoreFailed('VIEWS_UNUSABLE', 'it is damaged', 'Delete it');
        },
      }));
    await expect(runner.catchUp()).rejects.toMatchObject({ code: 'VIEWS_UNUSABLE' });
    await expect(runner.waitFor(await end())).rejects.toMatchObject({ failure: { code: 'VIEWS_UNUSABLE' } });
    expect(views.batches).toEqual([]);
  });

  it('stops with the reason when the log fails', async () => {
    const { log, runner, end } = office(busyLog(5));
    await runner.start();
    await runner.waitFor(await end());
    log.failure = new Error('the log is gone');
    log.add(busyLog(1));
    await expect(runner.waitFor(await end())).rejects.toMatchObject({
      failure: {
        code: 'PROJECTIONS_FAILED',
        message: 'the log is gone. Restart Baton; the views go on where they were.',
      },
    });
    await expect(runner.start()).rejects.toThrow('the log is gone');
    log.failure = undefined;
    await runner.start();
    await runner.waitFor(await end());
    await runner.stop();
  });

  it('waits for a log that does not answer for as long as it is told, and for ever where nobody told it', async () => {
    for (const patienceMs of [15_000, undefined]) {
      const { log, runner } = office(busyLog(5), patienceMs === undefined ? {} : { patienceMs });
      await runner.start();
      expect(log.subscriptions[0]?.patience).toBe(patienceMs);
      await runner.stop();
    }
  });

  it('tells the logger which event it set aside, and nothing personal', async () => {
    const { runner, said, log } = office();
    const { asLog } = await import('./testing/office.model.js');
    log.add(asLog([['case-a', { type: 'NoteAdded', data: { noteId: 'x', text: 'poison' } }]]));
    await runner.catchUp();
    const [event] = log.all;
    expect(said).toEqual([
      `sample_notes could not take NoteAdded ${event?.id} of case-a at ${event?.position}: it is set aside, and case-a ` +
        'is stale in this view until the fold is mended and the view rebuilt',
    ]);
  });

  it('is not started twice, and rebuilds only while it runs', async () => {
    const { runner } = office(busyLog(5));
    await expect(runner.rebuild('sample_flow')).rejects.toMatchObject({ code: 'PROJECTIONS_STOPPED' });
    await runner.start();
    await expect(runner.start()).rejects.toThrow('run already');
    await runner.stop();
    await runner.stop();
    await runner.start();
    await runner.catchUp();
    await runner.stop();
  });

  it('answers how views stand before it has started', () => {
    expect(office().runner.states()).toEqual(
      sampleProjections.map(({ name, version }) => ({
        name,
        version,
        position: undefined,
        status: 'building',
        parked: 0,
      })),
    );
  });

  it('rebuilds a view once however many ask, also while it is built for the first time', async () => {
    const { views, runner, log, end } = office(busyLog(80));
    await runner.start();
    await Promise.all([runner.rebuild('sample_inbox'), runner.rebuild('sample_inbox'), runner.waitFor(await end())]);
    const generations = await views.generations();
    expect(generations.map(({ projection, generation, live }) => [projection, generation, live])).toEqual(
      expect.arrayContaining([['sample_inbox', 2, true]]),
    );
    expect(generations).toHaveLength(3);
    expect(views.rows('sample_inbox')).toEqual(expect.arrayContaining(officeRows(log.all).sample_inbox.rows));
    await runner.stop();
  });
});

describe('a projection', () => {
  const declared = (more: object) => () => office([], { projections: [{ ...sampleFlow, ...more }] }).runner.catchUp();
  it.each([
    ['a name that is not snake_case', { name: 'SampleFlow' }],
    ['a reserved name', { name: 'parked' }],
    ['version 0', { version: 0 }],
    ['no table', { tables: {} }],
    ['no fold', { on: {} }],
    ['no key', { tables: { rows: { ...sampleFlow.tables.rows, key: [] } } }],
    ['a key that is no field', { tables: { rows: { ...sampleFlow.tables.rows, key: ['nobody'] } } }],
    ['an optional key', { tables: { rows: { ...sampleInbox.tables.rows, key: ['holder'] } } }],
    ['a list as key', { tables: { rows: { ...sampleInbox.tables.rows, key: ['chain'] } } }],
    ['an index over no field', { tables: { rows: { ...sampleFlow.tables.rows, indexes: [['nobody']] } } }],
  ])('with %s is refused before anything is built', async (_, more) => {
    await expect(declared(more)()).rejects.toMatchObject({ code: 'PROJECTION_INVALID' });
  });

  it('shares no name with another', async () => {
    const flow = { ...sampleFlow, name: 'sample', tables: { flow: sampleFlow.tables.rows } };
    const { runner } = office([], { projections: [flow, sampleFlow] });
    await expect(runner.catchUp()).rejects.toThrow('two tables would be called sample_flow');
    const twice = office([], { projections: [sampleFlow, sampleFlow] }).runner;
    await expect(twice.catchUp()).rejects.toThrow('two projections sample_flow');
  });
});
