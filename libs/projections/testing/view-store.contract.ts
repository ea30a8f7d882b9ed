import fc from 'fast-check';
import type { Projection } from '../port.js';
import { ProjectionRunner } from '../runner.js';
import type { Failpoint } from '../view-store.js';
import { ArrayLog } from './array-log.js';
import { ContractStage, endOf, failing, sorted, type ViewPlace } from './contract-stage.js';
import { asLog, busyLog, officeFacts, officeRows } from './office.model.js';
import { POISON, sampleFlow, sampleInbox, sampleNotes, sampleProjections } from './office.projections.js';
import { rebuildContract } from './rebuild.contract.js';

const inBatches: readonly Failpoint[] = ['batch begun', 'rows written', 'checkpoints written', 'batch committed'];

/** What every driver of the view store must do: describes the suite for one of them. */
export function viewStoreContract(driver: string, place: () => Promise<ViewPlace>): void {
  describe(`views in ${driver}`, () => {
    const stage = new ContractStage(place);
    afterEach(() => stage.clear());

    it('hold what the projections make of the log, in every table', async () => {
      const views = await stage.open(await stage.place());
      const log = new ArrayLog(busyLog(120));
      await stage.runner(log, views).catchUp();
      await stage.expectRows(views, log.all);
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
            const views = await stage.open(await stage.place());
            try {
              const events = asLog(facts);
              const log = new ArrayLog();
              const run = stage.runner(log, views, sampleProjections, pageSize);
              let taken = 0;
              for (const cut of [...cuts, events.length]) {
                log.add(events.slice(taken, taken + cut));
                taken += cut;
                await run.catchUp();
              }
              await stage.expectRows(views, events);
              const parked = await run.parked('sample_notes');
              expect(parked.map(({ stream, position, skipped }) => ({ stream, position, skipped }))).toEqual(
                officeRows(events).setAside,
              );
            } finally {
              await stage.clear();
            }
          },
        ),
        { numRuns: 25 },
      );
    });

    for (const failpoint of inBatches) {
      it(`hold rows and checkpoint together when the process ends at "${failpoint}"`, async () => {
        for (const times of [1, 2, 4]) {
          const at = await stage.place();
          const log = new ArrayLog(busyLog(45));
          const dying = await stage.open(at, failing(failpoint, times));
          await expect(stage.runner(log, dying).catchUp()).rejects.toThrow(failpoint);
          await stage.expectWhole(dying, log);
          await dying.close();

          const again = await stage.open(at);
          await stage.expectWhole(again, log);
          await stage.runner(log, again).catchUp();
          await stage.expectRows(again, log.all);
        }
      });
    }

    it('set aside an event a fold cannot take, skip its stream, and let all others go on', async () => {
      const at = await stage.place();
      const log = new ArrayLog(
        asLog([
          ['case-a', { type: 'NoteAdded', data: { noteId: 'first', text: 'before' } }],
          ['case-a', { type: 'NoteAdded', data: { noteId: 'second', text: POISON } }],
          ['case-b', { type: 'NoteAdded', data: { noteId: 'first', text: 'of another case' } }],
          ['case-a', { type: 'NoteAdded', data: { noteId: 'third', text: 'after' } }],
          ['case-a', { type: 'CaseOpened', data: { department: 'faults' } }],
        ]),
      );
      const views = await stage.open(at);
      const run = stage.runner(log, views, sampleProjections, 2);
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

      const again = await stage.open(at);
      const mended: Projection = {
        ...sampleNotes,
        on: { NoteAdded: ({ stream, data }, { rows }) => rows?.put({ stream, ...data }) },
      };
      const next = stage.runner(log, again, [sampleInbox, sampleFlow, mended]);
      await next.start();
      expect(next.states()[2]).toMatchObject({ parked: 1 });
      await next.rebuild('sample_notes');
      expect(next.states()[2]).toMatchObject({ parked: 0, status: 'live' });
      expect(await next.parked('sample_notes')).toEqual([]);
      expect(await again.rows(sampleNotes, 'rows')).toHaveLength(4);
    });

    it('are not built by two runners at once', async () => {
      const views = await stage.open(await stage.place());
      const log = new ArrayLog(busyLog(10));
      const one = stage.runner(log, views);
      const other = stage.runner(log, views);
      await one.start();
      await one.waitFor(endOf(log));
      await other.start();
      const [next] = busyLog(1);
      log.add(next ? [next] : []);
      await expect(Promise.all([one, other].map((each) => each.waitFor(endOf(log))))).rejects.toMatchObject({
        code: 'VIEW_BEHIND',
        failure: { code: 'VIEWS_IN_USE' },
      });
      await stage.expectWhole(views, log);
    });

    it('are refused where they were built from another log, and left as they are', async () => {
      const views = await stage.open(await stage.place());
      await stage.runner(new ArrayLog(busyLog(10)), views).catchUp();
      const before = await views.store.generations();
      for (const other of [new ArrayLog(), new ArrayLog(asLog([['case-z', { type: 'WaitEnded', data: {} }]]))]) {
        const run = stage.runner(other, views, [{ ...sampleInbox, version: 2 }]);
        await expect(run.start()).rejects.toMatchObject({ code: 'VIEWS_UNUSABLE' });
        expect(run.states()[0]).toMatchObject({ failure: { code: 'VIEWS_UNUSABLE' } });
        expect(await views.store.generations()).toEqual(before);
      }
    });

    it('are refused where the log was put back, and built anew where that is asked for', async () => {
      const views = await stage.open(await stage.place());
      const events = busyLog(30);
      await stage.runner(new ArrayLog(events), views).catchUp();
      expect(await views.store.landmark()).toMatchObject({ position: events.at(-1)?.position });
      await stage.runner(new ArrayLog(events), views).catchUp();
      const before = await views.store.generations();
      const ends = new ArrayLog(events.slice(0, 10));
      const goesOn = new ArrayLog(events.map((event, at) => (at < 10 ? event : { ...event, hash: `other ${at}` })));
      for (const log of [ends, goesOn]) {
        const run = stage.runner(log, views);
        await expect(run.start()).rejects.toMatchObject({
          code: 'VIEWS_UNUSABLE',
          message: expect.stringContaining('no longer in the log') as unknown,
          remedy: expect.stringContaining('baton rebuild') as unknown,
        });
        expect(await views.store.generations()).toEqual(before);
      }
      const anew = { store: goesOn, views: views.store, projections: sampleProjections, pageSize: 10, anew: true };
      await new ProjectionRunner(anew).catchUp();
      await stage.expectRows(views, goesOn.all);
      await stage.runner(goesOn, views).catchUp();
    });

    rebuildContract(stage);
  });
}
