import type { AnyFact } from '@baton/contracts';
import { streamKinds, streamOf, type StreamKind } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import type { StoredEvent } from '@baton/event-store';
import { takeEvents } from '../batch.js';
import { Catalogue } from '../catalogue.js';
import type { Projection, RowOf, Tables } from '../port.js';
import { MemoryViews } from './memory-views.js';

/** The rows of every table of a projection, each in the order of its key. */
export type RowsOf<T extends Tables> = { readonly [K in keyof T]: RowOf<T[K]>[] };

/** The key of the stream that bare facts are put into. */
export const A_KEY = '00000000-0000-4000-8000-000000000001';

/**
 * The rows a projection makes of events: given (events) → expect rows. Bare facts are dressed by `recorded` as one
 * stream of their kind, `case-<A_KEY>` and so on; events of several streams are dressed by the spec. A fold that throws
 * makes it reject with what the fold threw. Proves on the way that the fold changes no event and that the rows are the
 * same whether the events come one by one or all at once.
 */
export async function rowsOf<T extends Tables>(
  projection: Projection<T>,
  events: readonly (AnyFact | StoredEvent)[],
): Promise<RowsOf<T>> {
  const dressed = deepFrozen(structuredClone(events.flatMap(dress(events))));
  const together = await fold(projection, [dressed]);
  const apart = await fold(
    projection,
    dressed.map((event) => [event]),
  );
  expect(apart).toEqual(together);
  return together;
}

async function fold<T extends Tables>(
  projection: Projection<T>,
  batches: readonly (readonly StoredEvent[])[],
): Promise<RowsOf<T>> {
  const views = new MemoryViews();
  const catalogue = await Catalogue.open(views, [projection], () => undefined);
  const builds = catalogue.moving();
  for (const batch of batches) {
    await takeEvents(views, builds, batch, { to: batch.at(-1)?.position, atEnd: true });
  }
  const [parked] = await views.parked(projection.name, 1);
  if (parked) throw new Error(`${projection.name} cannot take ${parked.type} of ${parked.stream}: ${parked.message}`);
  return Object.fromEntries(
    Object.keys(projection.tables).map((table) => [table, views.rows(projection.name, table)]),
  ) as RowsOf<T>;
}

/** Dresses bare facts, each with the revision it has among those of its stream. */
function dress(events: readonly (AnyFact | StoredEvent)[]) {
  const revisions = new Map<StreamKind, number>();
  return (event: AnyFact | StoredEvent): StoredEvent[] => {
    if ('position' in event) return [event];
    const kind = kindOf(event.type);
    const revision = revisions.get(kind) ?? 0;
    revisions.set(kind, revision + 1);
    if (events.some((other) => 'position' in other)) throw new Error('dress all events of a spec or none');
    return recorded(streamOf(kind, A_KEY), [event], { revision });
  };
}

function kindOf(type: string): StreamKind {
  const kind = (Object.keys(streamKinds) as StreamKind[]).find((each) => Object.hasOwn(streamKinds[each], type));
  if (!kind) throw new Error(`no stream knows ${type}`);
  return kind;
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFrozen);
    Object.freeze(value);
  }
  return value;
}
