import type { Projection } from '../port.js';
import type { Failpoint } from '../view-store.js';
import { ArrayLog } from './array-log.js';
import { endOf, failing, sorted, type ContractStage } from './contract-stage.js';
import { busyLog, officeRows } from './office.model.js';
import { sampleFlow, sampleInbox, sampleNotes, sampleProjections } from './office.projections.js';

const inSwitches: readonly Failpoint[] = ['switch begun', 'tables switched', 'switch committed'];

/** The part of the contract that is about building views anew: rebuilds, raised versions, what comes and goes. */
export function rebuildContract(stage: ContractStage): void {
  it('are rebuilt beside the live ones, which go on meanwhile, and are then as if built afresh', async () => {
    const at = await stage.place();
    const events = busyLog(300);
    const log = new ArrayLog(events.slice(0, 200));
    let switched = 0;
    const views = await stage.open(at, (point) => void (point === 'switch committed' && (switched += 1)));
    const run = stage.runner(log, views);
    await run.start();
    await run.waitFor(endOf(log));
    const shares: number[] = [];
    const rebuilt = run.rebuild('sample_flow', { onProgress: ({ share }) => shares.push(share) });
    for (const event of events.slice(200)) {
      log.add([event]);
      await run.waitFor(event.position);
      await stage.expectWhole(views, log);
    }
    await rebuilt;
    expect(switched).toBe(1);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    await stage.expectRows(views, log.all);
    expect((await views.store.generations()).map(({ projection, live }) => [projection, live])).toEqual(
      expect.arrayContaining([['sample_flow', true]]),
    );
    expect(await views.store.generations()).toHaveLength(sampleProjections.length);
  });

  it('go on with a rebuild after a restart', async () => {
    const at = await stage.place();
    const log = new ArrayLog(busyLog(100));
    const before = await stage.open(at);
    await stage.runner(log, before).catchUp();
    await before.close();

    const dying = await stage.open(at, failing('batch committed', 3));
    const stopped = stage.runner(log, dying);
    await stopped.start();
    await expect(stopped.rebuild('sample_inbox')).rejects.toMatchObject({ code: 'PROJECTIONS_STOPPED' });
    const [state] = stopped.states();
    expect(state).toMatchObject({
      status: 'rebuilding',
      position: endOf(log),
      failure: { code: 'PROJECTIONS_FAILED' },
    });
    await stage.expectRows(dying, log.all);
    await dying.close();

    const again = await stage.open(at);
    const generations = await again.store.generations();
    const beside = generations.find((generation) => !generation.live);
    expect(Number(beside?.position)).toBeGreaterThan(0);
    expect(Number(beside?.position)).toBeLessThan(Number(endOf(log)));
    const run = stage.runner(log, again);
    await run.catchUp();
    expect(run.states()[0]).toMatchObject({ status: 'live', position: endOf(log) });
    expect((await again.store.generations()).map(({ generation }) => generation).toSorted()).toEqual([1, 1, 2]);
    await stage.expectRows(again, log.all);
  });

  for (const failpoint of inSwitches) {
    it(`are read in the old or the new build, never between, when the process ends at "${failpoint}"`, async () => {
      const at = await stage.place();
      const log = new ArrayLog(busyLog(60));
      const dying = await stage.open(at, failing(failpoint, 1));
      const run = stage.runner(log, dying);
      await run.start();
      await run.waitFor(endOf(log));
      await expect(run.rebuild('sample_flow')).rejects.toThrow();
      await stage.expectRows(dying, log.all);
      await dying.close();

      const again = await stage.open(at);
      await stage.expectRows(again, log.all);
      const next = stage.runner(log, again);
      await next.catchUp();
      await stage.expectRows(again, log.all);
      expect(await again.store.generations()).toHaveLength(sampleProjections.length);
      expect(next.states().map(({ status }) => status)).toEqual(['live', 'live', 'live']);
    });
  }

  it('are read in the old version until the new one has caught up', async () => {
    const at = await stage.place();
    const log = new ArrayLog(busyLog(60));
    const before = await stage.open(at);
    await stage.runner(log, before).catchUp();
    await before.close();
    const withoutHolder: Projection = {
      ...sampleInbox,
      version: 2,
      on: { ...sampleInbox.on, CaseClaimed: () => undefined },
    };
    const raised = [withoutHolder, sampleFlow, sampleNotes];

    const dying = await stage.open(at, failing('switch begun', 1));
    const stopped = stage.runner(log, dying, raised);
    await expect(stopped.catchUp()).rejects.toThrow('switch begun');
    expect(stopped.states()[0]).toMatchObject({ version: 1, status: 'rebuilding', beside: { version: 2 } });
    await stage.expectRows(dying, log.all);
    await dying.close();

    const again = await stage.open(at);
    const run = stage.runner(log, again, raised);
    await run.catchUp();
    expect(run.states()[0]).toMatchObject({ version: 2, status: 'live', position: endOf(log) });
    const expected = officeRows(log.all).sample_inbox.rows.map(({ holder: _, ...row }) => row);
    expect(sorted(await again.rows(sampleInbox, 'rows'))).toEqual(sorted(expected));
  });

  it('leave a version that was given up half built, and go back to an older one', async () => {
    const at = await stage.place();
    const log = new ArrayLog(busyLog(60));
    const before = await stage.open(at);
    await stage.runner(log, before).catchUp();
    await before.close();
    const raisedTo = (version: number): Projection[] => [{ ...sampleInbox, version }, sampleFlow, sampleNotes];

    const dying = await stage.open(at, failing('batch committed', 2));
    await expect(stage.runner(log, dying, raisedTo(2)).catchUp()).rejects.toThrow('batch committed');
    await dying.close();
    const dyingToo = await stage.open(at, failing('batch committed', 2));
    await expect(stage.runner(log, dyingToo, raisedTo(3)).catchUp()).rejects.toThrow('batch committed');
    const versions = (await dyingToo.store.generations()).map(({ projection, version }) => [projection, version]);
    expect(versions.filter(([projection]) => projection === 'sample_inbox')).toEqual([
      ['sample_inbox', 1],
      ['sample_inbox', 3],
    ]);
    await dyingToo.close();

    const back = await stage.open(at);
    const run = stage.runner(log, back);
    log.add(busyLog(20));
    await run.catchUp();
    expect(run.states()[0]).toMatchObject({ version: 1, status: 'live', position: endOf(log) });
    expect(await back.store.generations()).toHaveLength(sampleProjections.length);
    await stage.expectRows(back, log.all);
  });

  it('are built anew where the tables differ though the version was not raised', async () => {
    const at = await stage.place();
    const log = new ArrayLog(busyLog(30));
    const before = await stage.open(at);
    await stage.runner(log, before).catchUp();
    await before.close();
    const { rows } = sampleInbox.tables;
    const indexed: Projection = { ...sampleInbox, tables: { rows: { ...rows, indexes: [['holder']] } } };
    const again = await stage.open(at);
    await stage.runner(log, again, [indexed, sampleFlow, sampleNotes]).catchUp();
    expect((await again.store.generations()).map(({ generation }) => generation).toSorted()).toEqual([1, 1, 2]);
    await stage.expectRows(again, log.all);
  });

  it('that the code no longer knows are dropped, and new ones catch up beside the others', async () => {
    const at = await stage.place();
    const log = new ArrayLog(busyLog(30));
    const before = await stage.open(at);
    await stage.runner(log, before, [sampleInbox, sampleNotes]).catchUp();
    await before.close();
    const again = await stage.open(at);
    await stage.runner(log, again, [sampleInbox, sampleFlow]).catchUp();
    await expect(again.rows(sampleNotes, 'rows')).rejects.toThrow('no such table');
    expect((await again.store.generations()).map(({ projection }) => projection).toSorted()).toEqual([
      'sample_flow',
      'sample_inbox',
    ]);
    await stage.expectWhole(again, log);
  });
}
