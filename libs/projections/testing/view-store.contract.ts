import fc from 'fast-check';
import type { StoredEvent } from '@baton/event-store';
import { ProjectionRunner } from '../runner.js';
import type { Projection } from '../port.js';
import type { AtFailpoint, Failpoint, ViewStore } from '../view-store.js';
import { ArrayLog } from './array-log.js';
import { asLog, busyLog, officeFacts, officeRows } from './office.model.js';
import { POISON, sampleFlow, sampleInbox, sampleNotes, sampleProjections } from './office.projections.js';

/** A store as a spec opens it. */
export interface OpenedViews {
  readonly store: ViewStore;
  /** The rows of a table as a query by its name finds them, in any order. Rejects where there is no such table. */
  rows(projection: Projection, table: string): Promise<object[]>;
  close(): Promise<void>;
}

/** A place that keeps views, empty at first. Opening it again is what a restart does. */
export interface ViewPlace {
  open(failpoint?: AtFailpoint): Promise<OpenedViews>;
  remove(): Promise<void>;
}

const inBatches: readonly Failpoint[] = ['batch begun', 'rows written', 'checkpoints written', 'batch committed'];
const inSwitches: readonly Failpoint[] = ['switch begun', 'tables switched', 'switch committed'];

/** Fails the n-th time a failpoint is passed. */
function failing(failpoint: Failpoint, times: number): AtFailpoint {
  let passed = 0;
  return (at) => {
    if (at === failpoint && ++passed === times) throw new Error(`the process ended at "${failpoint}"`);
  };
}

const sorted = (rows: readonly object[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))).toSorted();

/** What every driver of the view store must do: describes the suite for one of them. */
export function viewStoreContract(driver: string, place: () => Promise<ViewPlace>): void {
  describe(`views in ${driver}`, () => {
    const left: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const leave of left.splice(0).toReversed()) await leave();
    });

    const aPlace = async (): Promise<ViewPlace> => {
      const made = await place();
      left.push(() => made.remove());
      return made;
    };
    const opened = async (at: ViewPlace, failpoint?: AtFailpoint): Promise<OpenedViews> => {
      const views = await at.open(failpoint);
      let open = true;
      const close = async (): Promise<void> => {
        if (open) await views.close();
        open = false;
      };
      left.push(close);
      return { ...views, close };
    };
    const runner = (
      log: ArrayLog,
      { store }: OpenedViews,
      projections: readonly Projection[] = sampleProjections,
      pageSize = 10,
    ): ProjectionRunner => {
      const made = new ProjectionRunner({ store: log, views: store, projections, pageSize });
      left.push(() => made.stop());
      return made;
    };
    const expectRows = async (views: OpenedViews, events: readonly StoredEvent[]): Promise<void> => {
      const expected = officeRows(events);
      expect(sorted(await views.rows(sampleInbox, 'rows'))).toEqual(sorted(expected.sample_inbox.rows));
      expect(sorted(await views.rows(sampleFlow, 'rows'))).toEqual(sorted(expected.sample_flow.rows));
      expect(sorted(await views.rows(sampleFlow, 'load'))).toEqual(sorted(expected.sample_flow.load));
      expect(sorted(await views.rows(sampleNotes, 'rows'))).toEqual(sorted(expected.sample_notes.rows));
    };
    /** Whatever happened: every view holds exactly what its checkpoint says. */
    const expectWhole = async (views: OpenedViews, log: ArrayLog): Promise<void> => {
      for (const { projection, position, live } of await views.store.generations()) {
        if (!live) continue;
        const expected = officeRows(log.all.filter((event) => Number(event.position) <= Number(position ?? 0)));
        const tables = expected[projection as keyof typeof expected] as Record<string, object[]>;
        for (const [table, rows] of Object.entries(tables)) {
          const spec = sampleProjections.find((each) => each.name === projection) as Projection;
          expect(sorted(await views.rows(spec, table))).toEqual(sorted(rows));
        }
      }
    };

    it('hold what the projections make of the log, in every table', async () => {
      const views = await opened(await aPlace());
      const log = new ArrayLog(busyLog(120));
      await runner(log, views).catchUp();
      await expectRows(views, log.all);
      const generations = await views.store.generations();
      expect(generations.map(({ position, live, caughtUp }) => ({ position, live, caughtUp }))).toEqual(
        sampleProjections.map(() => ({ position: endOf(log), live: true, caughtUp: true })),
      );
    });

    it('hold the same rows however the events are cut into batches', async () => {
      await fc.assert(
        fc.asyncProperty(
          officeFacts(40),
          fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }),
          fc.integer({ min: 1, max: 15 }),
          async (facts, cuts, pageSize) => {
            const at = await place();
            const views = await at.open();
            try {
              const events = asLog(facts);
              const log = new ArrayLog();
              const run = runner(log, views, sampleProjections, pageSize);
              let taken = 0;
              for (const cut of [...cuts, events.length]) {
                log.add(events.slice(taken, taken + cut));
                taken += cut;
                await run.catchUp();
              }
              await expectRows(views, events);
              const parked = await run.parked('sample_notes');
              expect(parked.map(({ stream, position, skipped }) => ({ stream, position, skipped }))).toEqual(
                officeRows(events).setAside,
              );
            } finally {
              await views.close();
              await at.remove();
            }
          },
        ),
        { numRuns: 25 },
      );
    });

    for (const failpoint of inBatches) {
      it(`hold rows and checkpoint together when the process ends at "${failpoint}"`, async () => {
        for (const times of [1, 2, 4]) {
          const at = await aPlace();
          const log = new ArrayLog(busyLog(45));
          const dying = await opened(at, failing(failpoint, times));
          await expect(runner(log, dying).catchUp()).rejects.toThrow(failpoint);
          await expectWhole(dying, log);
          await dying.close();

          const again = await opened(at);
          await expectWhole(again, log);
          await runner(log, again).catchUp();
          await expectRows(again, log.all);
        }
      });
    }

    it('are rebuilt beside the live ones, which go on meanwhile, and are then as if built afresh', async () => {
      const at = await aPlace();
      const events = busyLog(300);
      const log = new ArrayLog(events.slice(0, 200));
      let switched = 0;
      const views = await opened(at, (point) => void (point === 'switch committed' && (switched += 1)));
      const run = runner(log, views);
      await run.start();
      await run.waitFor(endOf(log));
      const shares: number[] = [];
      const rebuilt = run.rebuild('sample_flow', { onProgress: ({ share }) => shares.push(share) });
      for (const event of events.slice(200)) {
        log.add([event]);
        await run.waitFor(event.position);
        await expectWhole(views, log);
      }
      await rebuilt;
      expect(switched).toBe(1);
      expect(shares.at(-1)).toBe(1);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      await expectRows(views, log.all);
      expect((await views.store.generations()).map(({ projection, live }) => [projection, live])).toEqual(
        expect.arrayContaining([['sample_flow', true]]),
      );
      expect(await views.store.generations()).toHaveLength(sampleProjections.length);
    });

    it('go on with a rebuild after a restart', async () => {
      const at = await aPlace();
      const log = new ArrayLog(busyLog(100));
      const before = await opened(at);
      await runner(log, before).catchUp();
      await before.close();

      const dying = await opened(at, failing('batch committed', 3));
      const stopped = runner(log, dying);
      await stopped.start();
      await expect(stopped.rebuild('sample_inbox')).rejects.toMatchObject({ code: 'PROJECTIONS_STOPPED' });
      const [state] = stopped.states();
      expect(state).toMatchObject({
        status: 'rebuilding',
        position: endOf(log),
        failure: { code: 'PROJECTIONS_FAILED' },
      });
      await expectRows(dying, log.all);
      await dying.close();

      const again = await opened(at);
      const generations = await again.store.generations();
      const beside = generations.find((generation) => !generation.live);
      expect(Number(beside?.position)).toBeGreaterThan(0);
      expect(Number(beside?.position)).toBeLessThan(Number(endOf(log)));
      const run = runner(log, again);
      await run.catchUp();
      expect(run.states()[0]).toMatchObject({ status: 'live', position: endOf(log) });
      expect((await again.store.generations()).map(({ generation }) => generation).toSorted()).toEqual([1, 1, 2]);
      await expectRows(again, log.all);
    });

    for (const failpoint of inSwitches) {
      it(`are read in the old or the new build, never between, when the process ends at "${failpoint}"`, async () => {
        const at = await aPlace();
        const log = new ArrayLog(busyLog(60));
        const dying = await opened(at, failing(failpoint, 1));
        const run = runner(log, dying);
        await run.start();
        await run.waitFor(endOf(log));
        await expect(run.rebuild('sample_flow')).rejects.toThrow();
        await expectRows(dying, log.all);
        await dying.close();

        const again = await opened(at);
        await expectRows(again, log.all);
        const next = runner(log, again);
        await next.catchUp();
        await expectRows(again, log.all);
        expect(await again.store.generations()).toHaveLength(sampleProjections.length);
        expect(next.states().map(({ status }) => status)).toEqual(['live', 'live', 'live']);
      });
    }

    it('are read in the old version until the new one has caught up', async () => {
      const at = await aPlace();
      const log = new ArrayLog(busyLog(60));
      const before = await opened(at);
      await runner(log, before).catchUp();
      await before.close();
      const withoutHolder: Projection = {
        ...sampleInbox,
        version: 2,
        on: { ...sampleInbox.on, CaseClaimed: () => undefined },
      };
      const raised = [withoutHolder, sampleFlow, sampleNotes];

      const dying = await opened(at, failing('switch begun', 1));
      const stopped = runner(log, dying, raised);
      await expect(stopped.catchUp()).rejects.toThrow('switch begun');
      expect(stopped.states()[0]).toMatchObject({ version: 1, status: 'rebuilding', beside: { version: 2 } });
      await expectRows(dying, log.all);
      await dying.close();

      const again = await opened(at);
      const run = runner(log, again, raised);
      await run.catchUp();
      expect(run.states()[0]).toMatchObject({ version: 2, status: 'live', position: endOf(log) });
      const expected = officeRows(log.all).sample_inbox.rows.map(({ holder: _, ...row }) => row);
      expect(sorted(await again.rows(sampleInbox, 'rows'))).toEqual(sorted(expected));
    });

    it('are built anew where the tables differ though the version was not raised', async () => {
      const at = await aPlace();
      const log = new ArrayLog(busyLog(30));
      const before = await opened(at);
      await runner(log, before).catchUp();
      await before.close();
      const { rows } = sampleInbox.tables;
      const indexed: Projection = { ...sampleInbox, tables: { rows: { ...rows, indexes: [['holder']] } } };
      const again = await opened(at);
      await runner(log, again, [indexed, sampleFlow, sampleNotes]).catchUp();
      expect((await again.store.generations()).map(({ generation }) => generation).toSorted()).toEqual([1, 1, 2]);
      await expectRows(again, log.all);
    });

    it('that the code no longer knows are dropped, and new ones catch up beside the others', async () => {
      const at = await aPlace();
      const log = new ArrayLog(busyLog(30));
      const before = await opened(at);
      await runner(log, before, [sampleInbox, sampleNotes]).catchUp();
      await before.close();
      const again = await opened(at);
      await runner(log, again, [sampleInbox, sampleFlow]).catchUp();
      await expect(again.rows(sampleNotes, 'rows')).rejects.toThrow('no such table');
      expect((await again.store.generations()).map(({ projection }) => projection).toSorted()).toEqual([
        'sample_flow',
        'sample_inbox',
      ]);
      await expectWhole(again, log);
    });

    it('set aside an event a fold cannot take, skip its stream, and let all others go on', async () => {
      const at = await aPlace();
      const log = new ArrayLog(
        asLog([
          ['case-a', { type: 'NoteAdded', data: { noteId: 'first', text: 'before' } }],
          ['case-a', { type: 'NoteAdded', data: { noteId: 'second', text: POISON } }],
          ['case-b', { type: 'NoteAdded', data: { noteId: 'first', text: 'of another case' } }],
          ['case-a', { type: 'NoteAdded', data: { noteId: 'third', text: 'after' } }],
          ['case-a', { type: 'CaseOpened', data: { department: 'faults' } }],
        ]),
      );
      const views = await opened(at);
      const run = runner(log, views, sampleProjections, 2);
      await run.start();
      await run.waitFor(endOf(log));
      expect(sorted(await views.rows(sampleNotes, 'rows'))).toEqual(
        sorted([
          { stream: 'case-a', noteId: 'first', text: 'before' },
          { stream: 'case-b', noteId: 'first', text: 'of another case' },
        ]),
      );
      expect(await views.rows(sampleInbox, 'rows')).toHaveLength(1);
      expect(run.states().map(({ parked }) => parked)).toEqual([0, 0, 1]);
      expect(await run.parked('sample_notes')).toEqual([
        {
          projection: 'sample_notes',
          stream: 'case-a',
          position: log.all[1]?.position,
          eventId: log.all[1]?.id,
          type: 'NoteAdded',
          message: 'this note cannot be taken',
          skipped: 1,
        },
      ]);
      await run.stop();
      await views.close();

      const again = await opened(at);
      const mended: Projection = {
        ...sampleNotes,
        on: { NoteAdded: ({ stream, data }, { rows }) => rows?.put({ stream, ...data }) },
      };
      const next = runner(log, again, [sampleInbox, sampleFlow, mended]);
      await next.start();
      expect(next.states()[2]).toMatchObject({ parked: 1 });
      await next.rebuild('sample_notes');
      expect(next.states()[2]).toMatchObject({ parked: 0, status: 'live' });
      expect(await next.parked('sample_notes')).toEqual([]);
      expect(await again.rows(sampleNotes, 'rows')).toHaveLength(4);
    });

    it('are not built by two runners at once', async () => {
      const views = await opened(await aPlace());
      const log = new ArrayLog(busyLog(10));
      const one = runner(log, views);
      const other = runner(log, views);
      await one.start();
      await one.waitFor(endOf(log));
      await other.start();
      const [next] = busyLog(1);
      log.add(next ? [next] : []);
      await expect(Promise.all([one, other].map((each) => each.waitFor(endOf(log))))).rejects.toMatchObject({
        code: 'VIEW_BEHIND',
        failure: { code: 'VIEWS_IN_USE' },
      });
      await expectWhole(views, log);
    });

    it('are refused where they were built from another log', async () => {
      const views = await opened(await aPlace());
      await runner(new ArrayLog(busyLog(10)), views).catchUp();
      for (const other of [new ArrayLog(), new ArrayLog(asLog([['case-z', { type: 'WaitEnded', data: {} }]]))]) {
        const run = runner(other, views);
        await expect(run.start()).rejects.toMatchObject({ code: 'VIEWS_UNUSABLE' });
        expect(run.states()[0]).toMatchObject({ failure: { code: 'VIEWS_UNUSABLE' } });
      }
    });
  });
}

/** The end of the log. */
function endOf(log: ArrayLog): string {
  const last = log.all.at(-1);
  if (!last) throw new Error('the log is empty');
  return last.position;
}
