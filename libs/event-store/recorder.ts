import { checkEvent, derivedId, type By } from '@baton/contracts';
import type { Fact } from '@baton/decider';
import type { Problem } from '@baton/fields';
import type { CommandContext } from './command.js';
import type { NewEvent } from './port.js';

/** A fact that was decided elsewhere, with the time it happened and, where that is known, who did it and what told it. */
export type PastFact<F extends Fact = Fact> = F & {
  readonly occurredAt: string;
  readonly by?: By;
  /** What the fact was told by, such as a row of a log: facts told together share it. The command when absent. */
  readonly causationId?: string;
};

/** Says what is wrong with a fact; nothing when it is of the published language. */
export type Validate = (stream: string, fact: Fact) => Problem[];

/** A decision or an import wrote what the published language does not know: a bug. */
export class InvalidFact extends Error {
  override readonly name = 'InvalidFact';
  readonly code = 'INVALID_FACT';

  constructor(
    readonly stream: string,
    readonly type: string,
    readonly problems: readonly Problem[],
  ) {
    super(`${type} for ${stream}: ${problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
  }
}

/** Dresses facts as events, after checking them against the published language. */
export class Recorder {
  constructor(private readonly validate: Validate = checkEvent) {}

  /** The events of a decision, in order. Throws `InvalidFact`. */
  events(stream: string, facts: readonly Fact[], context: CommandContext): NewEvent[] {
    return facts.map((fact, index) => this.event(stream, fact, index, context));
  }

  /** The events of a history, marked as imported, each with the time it happened. Throws `InvalidFact`. */
  pastEvents(stream: string, facts: readonly PastFact[], context: CommandContext): NewEvent[] {
    return facts.map((fact, index) => ({
      ...this.event(stream, fact, index, { ...context, occurredAt: fact.occurredAt }),
      by: fact.by ?? context.by,
      causationId: fact.causationId ?? context.commandId,
      imported: true as const,
    }));
  }

  private event(stream: string, fact: Fact, index: number, context: CommandContext): NewEvent {
    const { type, data } = fact;
    const problems = this.validate(stream, { type, data });
    if (problems.length > 0) throw new InvalidFact(stream, type, problems);
    const { by, correlationId, traceparent, imported, commandId, now, occurredAt = now } = context;
    return {
      id: derivedId(commandId, index),
      type,
      schemaVersion: 1,
      occurredAt: utc(occurredAt),
      recordedAt: utc(now),
      by,
      correlationId,
      causationId: commandId,
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(imported === undefined ? {} : { imported }),
      data: data as object,
    };
  }
}

const utc = (instant: string): string => new Date(instant).toISOString();
