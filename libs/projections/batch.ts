import type { StoredEvent } from '@baton/event-store';
import type { Moving } from './catalogue.js';
import type { AnyFold } from './folding.js';
import type { Place } from './places.js';
import { fetchAhead, isDistant } from './scouting.js';
import type { Landmark, ViewStore } from './view-store.js';

/** A batch is written early once so many rows are in hand, so that memory stays bounded whatever the folds touch. */
const MOST_ROWS = 50_000;

/**
 * Folds a run of events into several builds that stand at the same place, event by event, and writes all their rows
 * and checkpoints in one transaction (in several, each a whole number of events, where the rows would not fit memory).
 */
export async function takeEvents(
  store: ViewStore,
  builds: readonly Moving[],
  events: readonly StoredEvent[],
  end: {
    readonly to: Place;
    readonly atEnd: boolean;
    /** Whether the log is known again by these events. */
    readonly foremost?: boolean;
    readonly mostRows?: number;
  },
): Promise<void> {
  const { to, atEnd, foremost = false, mostRows = MOST_ROWS } = end;
  const foldsOf = foldsByType(builds);
  const distant = builds.filter(({ folding }) => folding.reads(isDistant));
  if (distant.length > 0) await fetchAhead(distant, events, foldsByType(distant));
  let folded = new Map<Moving, number>();
  for (const event of events) {
    for (const [build, fold] of foldsOf(event.type)) {
      folded.set(build, (folded.get(build) ?? 0) + 1);
      const taken = build.folding.take(fold, event);
      if (taken) await taken;
    }
    if (inHand(builds) < mostRows) continue;
    await write(store, builds, folded, { to: event.position, atEnd: false, landmark: foremost ? event : undefined });
    folded = new Map();
  }
  await write(store, builds, folded, { to, atEnd, landmark: foremost ? events.at(-1) : undefined });
}

function foldsByType(builds: readonly Moving[]): (type: string) => readonly (readonly [Moving, AnyFold])[] {
  const known = new Map<string, (readonly [Moving, AnyFold])[]>();
  return (type) => {
    const found = known.get(type);
    if (found) return found;
    const folds = builds.flatMap((build) => {
      const fold = build.folding.foldOf(type);
      return fold ? [[build, fold] as const] : [];
    });
    known.set(type, folds);
    return folds;
  };
}

const inHand = (builds: readonly Moving[]): number => builds.reduce((sum, build) => sum + build.folding.size, 0);

async function write(
  store: ViewStore,
  builds: readonly Moving[],
  folded: ReadonlyMap<Moving, number>,
  { to, atEnd, landmark }: { readonly to: Place; readonly atEnd: boolean; readonly landmark: Landmark | undefined },
): Promise<void> {
  const moves = builds.map((build) => ({ build, checkpoint: build.checkpoint(to, folded.get(build) ?? 0, atEnd) }));
  await store.commit({
    changes: builds.flatMap((build) => build.folding.changes()),
    checkpoints: moves.map(({ checkpoint }) => checkpoint),
    landmark,
  });
  for (const { build, checkpoint } of moves) {
    build.passed(checkpoint);
    build.folding.clear();
  }
}
