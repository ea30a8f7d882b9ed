import type { CommandBus } from '@nestjs/cqrs';
import { v7, validate } from 'uuid';
import { CommandFailed } from './command-failed.js';
import type { By, Given } from '@baton/contracts';
import { hashOfCommand, StoreFailed, type CommandContext } from '@baton/event-store';
import type { DescribedClass, Problem } from '@baton/fields';
import { accept, inputInvalid } from '../graphql/input.js';
import type { CommandReceipt } from './command-receipt.js';
import type { RegisteredCommand } from './command-slice.js';
import { registeredCommand } from './registry.js';

/** What a caller brings beside the command's body. */
export interface Issuing {
  readonly by: By;
  /** The service's clock, UTC ISO 8601. */
  readonly now: string;
  /** A UUID; made up when absent. The same id with the same body gives the same receipt (X1). */
  readonly commandId?: string | undefined;
  readonly expectedRevision?: number | undefined;
  /** When it happened, UTC ISO 8601, if earlier than now. */
  readonly occurredAt?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly traceparent?: string | undefined;
}

/**
 * Issues a command as the door does for a caller: the body is checked and cleaned, the handler run. Whether the caller
 * may ask was looked at before, at the door; whoever issues one inside the service answers for it. Answers the receipt;
 * throws `Refusal` for a business no, `ClientError` for a bad body, `CommandFailed` where the store fails.
 */
export async function issue<C extends object>(
  bus: CommandBus,
  command: DescribedClass<C>,
  body: C,
  issuing: Issuing,
): Promise<CommandReceipt & { readonly commandId: string }> {
  const registered = registeredCommand(command);
  const accepted = accept(command, body, 'input');
  const context = contextFor(registered, accepted, issuing);
  const { commandId } = context;
  try {
    return { ...(await bus.execute(new registered.message(accepted, context))), commandId };
  } catch (error) {
    throw error instanceof StoreFailed ? new CommandFailed(commandId, error) : error;
  }
}

/** What a decision is given, as the context of its command says it. */
export const givenBy = ({ by, now, commandId, occurredAt }: CommandContext): Given => ({
  by,
  now,
  commandId,
  ...(occurredAt === undefined ? {} : { occurredAt }),
});

function contextFor(registered: RegisteredCommand, body: object, issuing: Issuing): CommandContext {
  const { by, now, occurredAt, expectedRevision, traceparent } = issuing;
  const commandId = issuing.commandId?.toLowerCase() ?? v7();
  const problems: Problem[] = [];
  if (!validate(commandId))
    problems.push({ path: 'commandId', message: 'commandId must be a UUID', code: 'WRONG_FORM' });
  if (expectedRevision !== undefined && !(Number.isSafeInteger(expectedRevision) && expectedRevision >= 0)) {
    const message = 'expectedRevision must be a whole number from 0';
    problems.push({ path: 'expectedRevision', message, code: 'OUT_OF_RANGE' });
  }
  if (problems.length > 0) throw inputInvalid(problems);
  return {
    commandId,
    commandHash: hashOfCommand(registered.command.name, body),
    by,
    now,
    correlationId: issuing.correlationId ?? commandId,
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
