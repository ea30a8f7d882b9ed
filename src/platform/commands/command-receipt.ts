import type { Receipt } from '@baton/event-store';

/** A case that a command about several cases left out: why, and what to do. */
export interface LeftOut {
  readonly caseId: string;
  readonly code: string;
  readonly message: string;
}

/** What a command answers: its receipt, and what it left out of several cases. */
export interface CommandReceipt extends Receipt {
  readonly leftOut?: readonly LeftOut[];
}
