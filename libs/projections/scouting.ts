import type { StoredEvent } from '@baton/event-store';
import type { Moving } from './catalogue.js';
import type { Cells } from './cells.js';
import type { AnyFold } from './folding.js';
import type { DistantTable, StoredTable } from './view-store.js';

/** After so many rounds, rows that are only asked for because of what others hold are left to be loaded one by one. */
const ROUNDS = 3;

/**
 * Has the rows at hand that some events will ask for, where tables are far away: the events are folded for nothing over
 * tables that note what they do not have, and then all of that is fetched at once. Folds are pure, so that nobody
 * notices. Rows of which others tell (a case's customer, then the customer) take another round.
 */
export async function fetchAhead(
  builds: readonly Moving[],
  events: readonly StoredEvent[],
  foldsOf: (type: string) => readonly (readonly [Moving, AnyFold])[],
): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = await missing(builds, events, foldsOf);
    if (wanted.length === 0) return;
    await Promise.all(wanted.map(({ table, keys }) => table.fetch(keys)));
  }
}

interface Wanted {
  readonly table: DistantTable;
  readonly keys: Cells[];
}

/** What the folds of some events would ask for that is not at hand. */
async function missing(
  builds: readonly Moving[],
  events: readonly StoredEvent[],
  foldsOf: (type: string) => readonly (readonly [Moving, AnyFold])[],
): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  const scouted = (table: StoredTable): StoredTable => {
    if (!isDistant(table)) return table;
    const keys: Cells[] = [];
    wanted.push({ table, keys });
    return {
      layout: table.layout,
      load: (key) => {
        const known = table.atHand(key);
        if (!known) keys.push(key);
        return known?.cells;
      },
    };
  };
  const scouts = new Map(builds.map((build) => [build, build.folding.over(scouted)]));
  for (const event of events) {
    for (const [build, fold] of foldsOf(event.type)) {
      const taken = scouts.get(build)?.take(fold, event);
      if (taken) await taken;
    }
  }
  return wanted.filter(({ keys }) => keys.length > 0);
}

/** Whether the rows of a table are far away. */
export const isDistant = (table: StoredTable): table is DistantTable => 'fetch' in table;
