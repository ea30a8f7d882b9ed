import type { StoredEvent } from '@baton/event-store';
import type { Projection } from '../port.js';
import { ProjectionRunner } from '../runner.js';
import type { AtFailpoint, Failpoint, ViewStore } from '../view-store.js';
import type { ArrayLog } from './array-log.js';
import { officeRows } from './office.model.js';
import { sampleFlow, sampleInbox, sampleNotes, sampleProjections } from './office.projections.js';

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

/** Fails the n-th time a failpoint is passed. */
export function failing(failpoint: Failpoint, times: number): AtFailpoint {
  let passed = 0;
  return (at) => {
    if (at === failpoint && ++passed === times) throw new Error(`the process ended at "${failpoint}"`);
  };
}

/** Rows as a set that can be compared, whatever their order and that of their fields. */
export const sorted = (rows: readonly object[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))).toSorted();

/** The end of the log. */
export function endOf(log: ArrayLog): string {
  const last = log.all.at(-1);
  if (!last) throw new Error('the log is empty');
  return last.position;
}

/** Where the specs of the contract play: what they open is closed, stopped and removed by `clear`. */
export class ContractStage {
  private readonly left: (() => Promise<void>)[] = [];

  constructor(private readonly makePlace: () => Promise<ViewPlace>) {}

  async place(): Promise<ViewPlace> {
    const made = await this.makePlace();
    this.left.push(() => made.remove());
    return made;
  }

  /** Opens a place. Closing it twice does nothing. */
  async open(place: ViewPlace, failpoint?: AtFailpoint): Promise<OpenedViews> {
    const views = await place.open(failpoint);
    let closed: Promise<void> | undefined;
    const close = (): Promise<void> => (closed ??= views.close());
    this.left.push(close);
    return { ...views, close };
  }

  runner(
    log: ArrayLog,
    { store: views }: OpenedViews,
    projections: readonly Projection[] = sampleProjections,
    pageSize = 10,
  ): ProjectionRunner {
    const made = new ProjectionRunner({ store: log, views, projections, pageSize });
    this.left.push(() => made.stop());
    return made;
  }

  async expectRows(views: OpenedViews, events: readonly StoredEvent[]): Promise<void> {
    const expected = officeRows(events);
    expect(sorted(await views.rows(sampleInbox, 'rows'))).toEqual(sorted(expected.sample_inbox.rows));
    expect(sorted(await views.rows(sampleFlow, 'rows'))).toEqual(sorted(expected.sample_flow.rows));
    expect(sorted(await views.rows(sampleFlow, 'load'))).toEqual(sorted(expected.sample_flow.load));
    expect(sorted(await views.rows(sampleNotes, 'rows'))).toEqual(sorted(expected.sample_notes.rows));
  }

  /** Whatever happened: every view that is read holds exactly what its checkpoint says. */
  async expectWhole(views: OpenedViews, log: ArrayLog): Promise<void> {
    for (const { projection, position, live } of await views.store.generations()) {
      if (!live) continue;
      const expected = officeRows(log.all.filter((event) => Number(event.position) <= Number(position ?? 0)));
      const spec = sampleProjections.find(({ name }) => name === projection) as Projection;
      const tables = expected[projection as 'sample_flow'];
      for (const [table, rows] of Object.entries(tables)) {
        expect(sorted(await views.rows(spec, table))).toEqual(sorted(rows));
      }
    }
  }

  async clear(): Promise<void> {
    for (const leave of this.left.splice(0).toReversed()) await leave();
  }
}
