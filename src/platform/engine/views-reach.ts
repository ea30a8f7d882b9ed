import { setTimeout as wait } from 'node:timers/promises';
import type { Position } from '@baton/contracts';
import { ViewBehind, type Behind } from '@baton/projections';

/** Views that another process builds: there is only looking. */
export interface Watched {
  /** Those that are not yet as far as a position. */
  behind(wanted: Position, views: readonly string[]): Promise<readonly Behind[]>;
}

/** So many looks without any view having moved, and nobody is building them. */
const STILL_LOOKS = 40;
const BETWEEN_LOOKS_MS = 50;
const shortly = (): Promise<void> => wait(BETWEEN_LOOKS_MS);

/**
 * Waits until the views hold everything up to a position, for as long as they move. Throws `ViewBehind` where they
 * stand still: during an import, which builds them at its end.
 * @param pause the time between two looks
 */
export async function viewsReach(
  wanted: Position,
  views: Watched,
  names: readonly string[],
  pause: () => Promise<void> = shortly,
): Promise<void> {
  let still = 0;
  let before = '';
  for (;;) {
    const behind = await views.behind(wanted, names);
    if (behind.length === 0) return;
    const now = JSON.stringify(behind);
    still = now === before ? still + 1 : 1;
    if (still === STILL_LOOKS) throw new ViewBehind(wanted, behind);
    before = now;
    await pause();
  }
}
