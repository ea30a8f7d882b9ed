import { checkEvent, derivedId, refuse, type By, type Position, type Recorded } from '@baton/contracts';
import { fold, type Aggregate, type Decide, type Fact } from '@baton/decider';
import type { Problem } from '@baton/fields';
import { CurrentStates, type Loaded } from './current-states.js';
import { CommandIdReused, StoreFailed, WrongExpectedRevision } from './errors.js';
import type { Appended, EventStore, Expected, NewEvent, ReadStream, StoredEvent } from './port.js';
import { Turns } from './turns.js';

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

/** A fact that was decided elsewhere, with the time it happened and, where that is known, who did it and what told it. */
export type PastFact<F extends Fact = Fact> = F & {
  readonly occurredAt: string;
  readonly by?: By;
  /** What the fact was told by, such as a row of a log: facts told together share it. The command when absent. */
  readonly causationId?: string;
};

/** A point in the life of a stream: a revision, or an instant (what was recorded no later than it). */
export type PointInTime = { readonly revision: number } | { readonly at: string };

export interface StreamsOptions {
  /** How many states are kept in memory; 1,000 unless told. */
  readonly cacheSize?: number;
  /** What is wrong with a fact; the published language's own check unless told. */
  readonly validate?: (stream: string, fact: Fact) => Problem[];
}

const MAX_ATTEMPTS = 10;

/** Loads, folds, decides, appends: the one way in which anything is written. */
export class Streams {
  private readonly states: CurrentStates;
  private readonly validate: (stream: string, fact: Fact) => Problem[];
  private readonly turns = new Turns();

  constructor(
    private readonly store: EventStore,
    options: StreamsOptions = {},
  ) {
    this.states = new CurrentStates(store, options.cacheSize ?? 1000);
    this.validate = options.validate ?? checkEvent;
  }

  /**
   * Decides on the state of a stream as it is now and appends what was decided, exactly onto the revision decided on.
   * Asked again with the same command it answers the same receipt (X1). Throws the decision's `Refusal`, and
   * refuses COMMAND_ID_REUSED, REVISION_CONFLICT (with `details.actualRevision`) and OCCURRED_IN_FUTURE.
   */
  decide<S, F extends Fact>(
    stream: string,
    aggregate: Aggregate<S, Recorded<F>>,
    decision: Decide<S, F>,
    context: CommandContext,
  ): Promise<Receipt> {
    // One at a time on a stream: within this process nobody loses a race, so nobody decides in vain.
    return this.turns.take(stream, () => this.decideInTurn(stream, aggregate, decision, context));
  }

  /**
   * What a command was answered when it wrote to a stream; undefined where it has not (X1). For a process over several
   * streams, which must know it before its first step. Refuses COMMAND_ID_REUSED.
   */
  async answered(stream: string, { commandId, commandHash }: CommandContext): Promise<Receipt | undefined> {
    const seen = await this.store.findCommand(commandId, stream);
    if (!seen) return undefined;
    return seen.commandHash === commandHash ? receiptOf(seen) : refuseReuse(commandId);
  }

  /** The state of a stream as it is now; undefined for a stream that does not exist. */
  load<S, F extends Fact>(stream: string, aggregate: Aggregate<S, Recorded<F>>): Promise<Loaded<S> | undefined> {
    return this.states.load(stream, aggregate);
  }

  /** The state of a stream as it was; undefined where it had no events yet. A revision not reached yet gives the latest. */
  async loadAt<S, F extends Fact>(
    stream: string,
    aggregate: Aggregate<S, Recorded<F>>,
    point: PointInTime,
  ): Promise<Loaded<S> | undefined> {
    const until = 'at' in point ? Date.parse(point.at) : undefined;
    if (Number.isNaN(until)) throw new TypeError('a point in time is an ISO 8601 instant with a zone');
    let loaded: Loaded<S> | undefined;
    for await (const event of this.store.readStream(stream, 'revision' in point ? { to: point.revision } : {})) {
      if (until !== undefined && Date.parse(event.recordedAt) > until) break;
      const state = fold(aggregate, [event as Recorded<F>], loaded ? loaded.state : aggregate.initial);
      loaded = { state, revision: event.revision, position: event.position };
    }
    return loaded;
  }

  /** The events of a stream; nothing for a stream that does not exist. */
  read(stream: string, options?: ReadStream): AsyncIterable<StoredEvent> {
    return this.store.readStream(stream, options);
  }

  /**
   * Records facts that were decided elsewhere (X5): no rule is asked, only the form is checked. All or none.
   * Asked again with the same command it answers the same receipt.
   */
  async recordPast<F extends Fact>(
    stream: string,
    facts: readonly PastFact<F>[],
    context: CommandContext,
    expected: Expected = 'none',
  ): Promise<Receipt> {
    const events = facts.map((fact, index) => ({
      ...this.newEvent(stream, fact, index, context),
      occurredAt: new Date(fact.occurredAt).toISOString(),
      by: fact.by ?? context.by,
      ...(fact.causationId === undefined ? {} : { causationId: fact.causationId }),
      imported: true as const,
    }));
    return this.write(stream, events, expected, context);
  }

  private async decideInTurn<S, F extends Fact>(
    stream: string,
    aggregate: Aggregate<S, Recorded<F>>,
    decision: Decide<S, F>,
    context: CommandContext,
  ): Promise<Receipt> {
    const answered = await this.answered(stream, context);
    if (answered) return answered;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const loaded = await this.states.load(stream, aggregate);
      const revision = loaded?.revision ?? -1;
      refuseConflict(stream, context, revision);
      refuseFuture(context);
      const facts = decision(loaded ? loaded.state : aggregate.initial);
      if (facts.length === 0) return loaded ? receiptOf({ stream, ...loaded }) : this.receiptOfNothing(stream);
      const events = facts.map((fact, index) => this.newEvent(stream, fact, index, context));
      try {
        return await this.write(stream, events, loaded ? revision : 'none', context);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
        refuseConflict(stream, context, error.actual);
      }
    }
    throw new StoreFailed(
      'STORE_CONTENDED',
      `${stream} was written to by others ${MAX_ATTEMPTS} times in a row`,
      'Nothing was stored: send the command again',
    );
  }

  private async write(
    stream: string,
    events: readonly NewEvent[],
    expected: Expected,
    { commandId, commandHash }: CommandContext,
  ): Promise<Receipt> {
    try {
      return receiptOf(await this.store.append(stream, events, { expected, commandId, commandHash }));
    } catch (error) {
      if (error instanceof CommandIdReused) return refuseReuse(commandId);
      throw error;
    }
  }

  private newEvent(stream: string, fact: Fact, index: number, context: CommandContext): NewEvent {
    const problems = this.validate(stream, fact);
    if (problems.length > 0) throw new InvalidFact(stream, fact.type, problems);
    const { by, correlationId, traceparent, imported, commandId } = context;
    return {
      id: derivedId(commandId, index),
      type: fact.type,
      schemaVersion: 1,
      occurredAt: new Date(context.occurredAt ?? context.now).toISOString(),
      recordedAt: new Date(context.now).toISOString(),
      by,
      correlationId,
      causationId: commandId,
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(imported === undefined ? {} : { imported }),
      data: fact.data as object,
    };
  }

  private async receiptOfNothing(stream: string): Promise<Receipt> {
    return { stream, revision: -1, position: (await this.store.head()) ?? '0' };
  }
}

/** A decision wrote what the published language does not know: a bug. */
export class InvalidFact extends Error {
  override readonly name = 'InvalidFact';

  constructor(
    readonly stream: string,
    readonly type: string,
    readonly problems: readonly Problem[],
  ) {
    super(`${type} for ${stream}: ${problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
  }
}

const receiptOf = ({ stream, revision, position }: Receipt | Appended): Receipt => ({ stream, revision, position });

const refuseReuse = (commandId: string): never =>
  refuse('COMMAND_ID_REUSED', `The command id ${commandId} was used with another body: use a new id`, { rule: 'X1' });

function refuseConflict(stream: string, { expectedRevision }: CommandContext, actualRevision: number): void {
  if (expectedRevision === undefined || expectedRevision === actualRevision) return;
  const message = `${stream} is at revision ${actualRevision}, not ${expectedRevision}: look at what happened since`;
  refuse('REVISION_CONFLICT', message, { rule: 'X2', actualRevision });
}

function refuseFuture({ occurredAt, now }: CommandContext): void {
  if (occurredAt === undefined || Date.parse(occurredAt) <= Date.parse(now)) return;
  refuse('OCCURRED_IN_FUTURE', `occurredAt ${occurredAt} is later than now (${now}): correct it`, { rule: 'C2' });
}
