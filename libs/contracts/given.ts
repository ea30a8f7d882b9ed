import type { By } from './envelope.js';

/** What every decision is handed beside the command and the state: who asks, the instant, and the command's id. */
export interface Given {
  readonly by: By;
  /** UTC ISO 8601, from the service's clock. */
  readonly now: string;
  /** When it happened, if earlier than now: UTC ISO 8601. */
  readonly occurredAt?: string;
  /** Ids that a decision needs are derived from it (`derivedId`), so that a retry makes the same ones. */
  readonly commandId: string;
}
