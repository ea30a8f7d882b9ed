import { refuse, type By, type Position } from '@baton/contracts';
import type { Appended, SeenCommand } from './port.js';

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

/** The receipt of an append, without what only engines need. */
export const receiptOf = ({ stream, revision, position }: Receipt | Appended): Receipt => ({
  stream,
  revision,
  position,
});

/** X1: a command that was answered before gets its receipt again; refuses one that uses its id with another body. */
export function receiptAgain(
  seen: Receipt & Pick<SeenCommand, 'commandHash'>,
  { commandId, commandHash }: CommandContext,
): Receipt {
  return seen.commandHash === commandHash ? receiptOf(seen) : refuseReuse(commandId);
}

/** X1: refuses a command id that was used with another body. */
export const refuseReuse = (commandId: string): never =>
  refuse('COMMAND_ID_REUSED', `The command id ${commandId} was used with another body: use a new id`, { rule: 'X1' });

/** X2: refuses when the stream does not stand where the caller saw it; -1 is a stream that does not exist. */
export function refuseConflict(stream: string, { expectedRevision }: CommandContext, actualRevision: number): void {
  if (expectedRevision === undefined || expectedRevision === actualRevision) return;
  const message = `${stream} is at revision ${actualRevision}, not ${expectedRevision}: ${expectedRevision > actualRevision ? 'that is further than it goes' : 'look at what happened since'}`;
  refuse('REVISION_CONFLICT', message, { rule: 'X2', stream, actualRevision });
}

/** C2: refuses what is said to have happened later than now. */
export function refuseFuture({ occurredAt, now }: CommandContext): void {
  if (occurredAt === undefined || Date.parse(occurredAt) <= Date.parse(now)) return;
  refuse('OCCURRED_IN_FUTURE', `occurredAt ${occurredAt} is later than now (${now}): correct it`, { rule: 'C2' });
}
