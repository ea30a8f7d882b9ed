import type { By, Position } from '@baton/contracts';

/** Who asks, when, and under which ids: what a command brings beside its body. */
export interface CommandContext {
  readonly commandId: string;
  /** SHA-256 (hex) of the canonical command: see `hashOfCommand`. */
  readonly commandHash: string;
  readonly by: By;
  /** The service's clock, UTC ISO 8601: becomes `recordedAt`. */
  readonly now: string;
  /** When it happened, if earlier than now. */
  readonly occurredAt?: string;
  /** X2: the revision the caller saw last. */
  readonly expectedRevision?: number;
  readonly correlationId: string;
  readonly traceparent?: string;
  readonly imported?: true;
}

/** What a command answers: where its last event stands; for a command that had nothing to do, where the stream stands. */
export interface Receipt {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
}
