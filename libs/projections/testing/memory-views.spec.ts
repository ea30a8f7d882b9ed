import { setImmediate as nextTurn } from 'node:timers/promises';
import { projection } from '../port.js';
import { ProjectionRunner } from '../runner.js';
import type { Batch, Generation, StoredTable } from '../view-store.js';
import { ArrayLog } from './array-log.js';
import type { ViewPlace } from './contract-stage.js';
import { MemoryViews } from './memory-views.js';
import { asLog } from './office.model.js';
import { LoadRow } from './office.projections.js';
import { viewStoreContract } from './view-store.contract.js';

/** Views that have to be waited for, as those on another machine. */
class DistantViews extends MemoryViews {
  override tables(generation: Generation): readonly StoredTable[] {
    return super.tables(generation).map((table) => {
      const distant: StoredTable = Object.create(table) as StoredTable;
      distant.load = async (key) => {
        await nextTurn();
        return table.load(key);
      };
      return distant;
    });
  }

  override async commit(batch: Batch): Promise<void> {
    await nextTurn();
    await super.commit(batch);
    await nextTurn();
  }
}

describe('a fold that waits for its rows', () => {
  it('loses none of two changes of one row that it makes at once, nor one that overtakes its reading', async () => {
    const views = new DistantViews();
    const more = (row: LoadRow): LoadRow => ({ ...row, open: row.open + 1 });
    const both = projection<{ rows: LoadRow }>({
      name: 'both',
      version: 1,
      tables: { rows: { row: LoadRow, key: ['department'] } },
      on: {
        CaseOpened: ({ data: { department } }, { rows }) => rows.put({ department, open: 0, had: 0, handedOnShare: 0 }),
        CaseClaimed: async (_, { rows }) => {
          await Promise.all([rows.change({ department: 'a' }, more), rows.change({ department: 'a' }, more)]);
        },
        CaseReleased: async (_, { rows }) => {
          const reading = rows.get({ department: 'a' });
          rows.put({ department: 'a', open: 7, had: 7, handedOnShare: 0 });
          await reading;
          await rows.change({ department: 'a' }, more);
        },
      },
    });
    const log = new ArrayLog(asLog([['case-a', { type: 'CaseOpened', data: { department: 'a' } }]]));
    const runner = new ProjectionRunner({ store: log, views, projections: [both] });
    await runner.catchUp();
    log.add(asLog([['case-a', { type: 'CaseClaimed', data: { holder: 'ines' } }]]));
    await runner.catchUp();
    expect(views.rows('both')).toMatchObject([{ open: 2 }]);
    log.add(asLog([['case-a', { type: 'CaseReleased', data: {} }]]));
    await runner.catchUp();
    expect(views.rows('both')).toMatchObject([{ open: 8, had: 7 }]);
  });

  it('that writes after its event is refused and stops nothing', async () => {
    const views = new MemoryViews();
    let late: Promise<unknown> = Promise.resolve();
    const dangling = projection<{ rows: LoadRow }>({
      name: 'dangling',
      version: 1,
      tables: { rows: { row: LoadRow, key: ['department'] } },
      on: {
        CaseOpened: ({ data: { department } }, { rows }) => {
          late = nextTurn().then(() => rows.put({ department, open: 0, had: 0, handedOnShare: 0 }));
          late.catch(() => undefined);
        },
      },
    });
    const log = new ArrayLog(asLog([['case-a', { type: 'CaseOpened', data: { department: 'a' } }]]));
    await new ProjectionRunner({ store: log, views, projections: [dangling] }).catchUp();
    await expect(late).rejects.toThrow('await every change');
    expect(views.rows('dangling')).toEqual([]);
  });
});

const placeIn = (store: MemoryViews): ViewPlace => ({
  open: (failpoint = () => undefined) => {
    store.failAt(failpoint);
    return Promise.resolve({
      store,
      rows: async ({ name }, table) => store.rows(name, table),
      close: () => Promise.resolve(),
    });
  },
  remove: () => Promise.resolve(),
});

viewStoreContract('memory', () => Promise.resolve(placeIn(new MemoryViews())));
viewStoreContract('a distant memory', () => Promise.resolve(placeIn(new DistantViews())));
