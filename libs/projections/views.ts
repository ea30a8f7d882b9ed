import type { Position } from '@baton/contracts';
import type { ViewState } from './port.js';
import type { Patience } from './waiting.js';

/** How long somebody waits, and for which views: all unless named. */
export interface WaitFor extends Patience {
  readonly views?: readonly string[];
}

/**
 * What whoever reads views needs to know of their building, in the process that builds them as in one that does not.
 * (A class, so that it can be asked for by its name.)
 */
export abstract class Views {
  /**
   * Resolves once the views hold everything up to a position. Rejects with `ViewBehind` when they do not in the time
   * given or have stopped, with `PositionInvalid` or `ViewUnknown` for what cannot be, with the signal's reason when
   * that ends it.
   */
  abstract waitFor(position: Position, waitFor?: WaitFor): Promise<void>;
  /** How every view stands, in the order of the projections. */
  abstract states(): ViewState[];
}
