import { projection, ProjectionRunner, type Projection } from './index.js';
import type { Cells } from './cells.js';
import { keyText } from './cells.js';
import { ArrayLog, MemoryViews } from './testing/index.js';
import { asLog, busyLog, officeRows } from './testing/office.model.js';
import { FlowRow, LoadRow, POISON, sampleProjections } from './testing/office.projections.js';
import type { Batch, DistantTable, Generation, StoredTable } from './view-store.js';

/** Views that are far away: they count how often somebody goes there. */
class DistantViews extends MemoryViews {
  fetches = 0;
  /** Rows that were asked for one by one. */
  readonly single: string[] = [];
  private atHand = new Map<StoredTable, Map<string, Cells | undefined>>();

  override tables(generation: Generation): readonly StoredTable[] {
    return super.tables(generation).map((table) => this.distant(table));
  }

  override parkedTable(): StoredTable {
    return this.distant(super.parkedTable());
  }

  override async commit(batch: Batch): Promise<void> {
    await super.commit(batch);
    for (const known of this.atHand.values()) known.clear();
  }

  private distant(table: StoredTable): DistantTable {
    const known = new Map<string, Cells | undefined>();
    this.atHand.set(table, known);
    return Object.assign(Object.create(table) as StoredTable, {
      atHand: (key: Cells) => (known.has(keyText(key)) ? { cells: known.get(keyText(key)) } : undefined),
      fetch: async (keys: readonly Cells[]) => {
        this.fetches += 1;
        expect(new Set(keys.map(keyText)).size).toBe(keys.length);
        for (const key of keys) known.set(keyText(key), await table.load(key));
      },
      load: (key: Cells) => {
        if (!known.has(keyText(key))) this.single.push(`${table.layout.name} ${keyText(key)}`);
        return Promise.resolve(known.has(keyText(key)) ? known.get(keyText(key)) : table.load(key));
      },
    });
  }
}

/** Counts in one table by what another says of the stream. */
const byDepartment = projection<{ rows: LoadRow; streams: FlowRow }>({
  name: 'by_department',
  version: 1,
  tables: { rows: { row: LoadRow, key: ['department'] }, streams: { row: FlowRow, key: ['from', 'to'] } },
  on: {
    CaseOpened: ({ stream, data: { department } }, { streams }) =>
      streams.put({ from: stream, to: stream, transfers: department.length }),
    CaseClaimed: async ({ stream }, { rows, streams }) => {
      const found = await streams.get({ from: stream, to: stream });
      const department = String(found?.transfers);
      const row = await rows.get({ department });
      rows.put({ department, open: (row?.open ?? 0) + 1, had: 0, handedOnShare: 0 });
    },
  },
});

describe('rows that are far away', () => {
  const built = async (log: ArrayLog, views: DistantViews, projections: readonly Projection[] = sampleProjections) => {
    const said: string[] = [];
    const warn = (text: string) => void said.push(text);
    const logger = { warn, error: warn };
    await new ProjectionRunner({ store: log, views, projections, pageSize: 100, logger }).catchUp();
    return said;
  };

  it('are fetched once for each table of a batch, never one by one, and the views are as ever', async () => {
    const log = new ArrayLog(busyLog(300));
    const views = new DistantViews();
    await built(log, views);
    const model = officeRows(log.all);
    expect(views.rows('sample_inbox')).toHaveLength(model.sample_inbox.rows.length);
    expect(views.rows('sample_flow', 'load')).toHaveLength(model.sample_flow.load.length);
    expect(views.single).toEqual([]);
    // Four tables, three batches.
    expect(views.fetches).toBeLessThanOrEqual(12);
  });

  it('are fetched in another round where others tell which they are', async () => {
    const log = new ArrayLog(asLog([['case-a', { type: 'CaseOpened', data: { department: 'faults' } }]]));
    const views = new DistantViews();
    await built(log, views, [byDepartment]);
    log.add(asLog([['case-a', { type: 'CaseClaimed', data: { holder: 'ines' } }]]));
    await built(log, views, [byDepartment]);
    expect(views.rows('by_department')).toEqual([{ department: '6', open: 1, had: 0, handedOnShare: 0 }]);
    expect(views.single).toEqual([]);
  });

  it('are not told twice what is set aside', async () => {
    const log = new ArrayLog(
      asLog([
        ['case-a', { type: 'NoteAdded', data: { noteId: 'one', text: POISON } }],
        ['case-a', { type: 'NoteAdded', data: { noteId: 'two', text: 'after' } }],
      ]),
    );
    const views = new DistantViews();
    const said = await built(log, views);
    expect(said).toHaveLength(1);
    expect(await views.parked('sample_notes', 1)).toMatchObject([{ skipped: 1 }]);
    log.add(asLog([['case-a', { type: 'NoteAdded', data: { noteId: 'three', text: 'later' } }]]));
    await built(log, views);
    expect(await views.parked('sample_notes', 1)).toMatchObject([{ skipped: 2 }]);
    expect(views.single).toEqual([]);
  });
});
