import type { Recorded } from '@baton/contracts';
import type { Aggregate, Decide, Fact } from '@baton/decider';
import { receiptAgain, receiptOf, refuseConflict, refuseFuture, refuseReuse } from './command.js';
import type { CommandContext, Receipt } from './command.js';
import { CurrentStates, type Loaded } from './current-states.js';
import { CommandIdReused, WrongExpectedRevision } from './errors.js';
import { IdleCommands } from './idle-commands.js';
import type { EventStore, Expected, Hurry, NewEvent, ReadStream, StoredEvent } from './port.js';
import { BEGINNING } from './positions.js';
import { contended } from './preparation.js';
import { Recorder, type PastFact, type Validate } from './recorder.js';
import { Turns, type Left } from './turns.js';

export interface StreamsOptions {
  /** How many states are kept in memory; 1,000 unless told. */
  readonly cacheSize?: number;
  /** What is wrong with a fact; the published language's own check unless told. */
  readonly validate?: Validate;
  /** How long a command has, its waiting for others on its stream and for the engine, milliseconds; 20,000 unless told. */
  readonly patience?: number;
}

const MAX_ATTEMPTS = 10;
const PATIENCE_MS = 20_000;

/** Where a stream stands that does not exist. The end of the log would be too far: it may be of others, and no view's. */
const NOWHERE = { revision: -1, position: BEGINNING };

/** Loads, folds, decides, appends: the one way in which anything is written. */
export class Streams {
  private readonly states: CurrentStates;
  private readonly recorder: Recorder;
  private readonly turns: Turns;
  private readonly idle = new IdleCommands();

  constructor(
    private readonly store: EventStore,
    { cacheSize = 1000, validate, patience = PATIENCE_MS }: StreamsOptions = {},
  ) {
    this.states = new CurrentStates(store, cacheSize);
    this.recorder = new Recorder(validate);
    this.turns = new Turns(patience);
  }

  /**
   * Decides on the state of a stream as it is now and appends what was decided, exactly onto the revision decided on.
   * Asked again with the same command, it answers the same receipt (X1): for ever where it wrote; where it had nothing
   * to do, for as long as this process remembers the last 10,000 such commands. Throws the decision's `Refusal`, and
   * refuses COMMAND_ID_REUSED, REVISION_CONFLICT (with the stream and its revision in `details`) and OCCURRED_IN_FUTURE;
   * `StoreFailed` where the engine does not answer in the time that the command has from its coming on.
   */
  decide<S, F extends Fact>(
    stream: string,
    aggregate: Aggregate<S, Recorded<F>>,
    decision: Decide<S, F>,
    context: CommandContext,
  ): Promise<Receipt> {
    // One at a time on a stream: within this process nobody loses a race, so nobody decides in vain.
    return this.turns.take(stream, async (left) => {
      const receipt = await this.answered(stream, context, { patience: left() });
      return receipt ?? this.decideAnew(stream, aggregate, decision, context, left);
    });
  }

  /**
   * What a command was answered before; undefined where it is new, or had nothing to do and is no longer remembered
   * (X1). For a process over several streams, which must know it before its first step. Refuses COMMAND_ID_REUSED.
   */
  async answered(stream: string, context: CommandContext, hurry?: Hurry): Promise<Receipt | undefined> {
    const idle = this.idle.find(context.commandId);
    if (idle) return receiptAgain({ ...idle.receipt, commandHash: idle.commandHash }, context);
    const seen = await this.store.findCommand(context.commandId, stream, hurry);
    return seen && receiptAgain(seen, context);
  }

  /** The state of a stream as it is now; undefined for a stream that does not exist. */
  load<S, F extends Fact>(stream: string, aggregate: Aggregate<S, Recorded<F>>): Promise<Loaded<S> | undefined> {
    return this.states.load(stream, aggregate);
  }

  /** The events of a stream; nothing for a stream that does not exist. */
  read(stream: string, options?: ReadStream): AsyncIterable<StoredEvent> {
    return this.store.readStream(stream, options);
  }

  /**
   * Records what was decided elsewhere (X5): no rule is asked, only the form of the facts is checked. All or none; a
   * long history is recorded in several runs. Asked again with the same command it answers the same receipt. Throws
   * `WrongExpectedRevision` and `TooLarge`.
   */
  async recordPast<F extends Fact>(
    stream: string,
    facts: readonly PastFact<F>[],
    context: CommandContext,
    expected: Expected = 'none',
  ): Promise<Receipt> {
    return this.write(stream, this.recorder.pastEvents(stream, facts, context), expected, context);
  }

  private async decideAnew<S, F extends Fact>(
    stream: string,
    aggregate: Aggregate<S, Recorded<F>>,
    decision: Decide<S, F>,
    context: CommandContext,
    left: Left,
  ): Promise<Receipt> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const loaded = await this.states.load(stream, aggregate, { patience: left() });
      refuseConflict(stream, context, loaded?.revision ?? -1);
      refuseFuture(context);
      const facts = decision(loaded ? loaded.state : aggregate.initial);
      if (facts.length === 0) {
        return this.idle.keep(context, receiptOf(loaded ? { stream, ...loaded } : { stream, ...NOWHERE }));
      }
      try {
        const events = this.recorder.events(stream, facts, context);
        const expected = loaded ? loaded.revision : 'none';
        return await this.write(stream, events, expected, context, { patience: left() });
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
      }
    }
    throw contended(stream, MAX_ATTEMPTS);
  }

  private async write(
    stream: string,
    events: readonly NewEvent[],
    expected: Expected,
    { commandId, commandHash }: CommandContext,
    hurry: Hurry = {},
  ): Promise<Receipt> {
    try {
      return receiptOf(await this.store.append(stream, events, { ...hurry, expected, commandId, commandHash }));
    } catch (error) {
      if (error instanceof CommandIdReused) return refuseReuse(commandId);
      throw error;
    }
  }
}
