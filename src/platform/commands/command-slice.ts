import type { InjectionToken, Provider, Type } from '@nestjs/common';
import type { Given, Recorded } from '@baton/contracts';
import type { Aggregate, Decide, Fact } from '@baton/decider';
import type { CommandContext } from '@baton/event-store';
import type { DescribedClass } from '@baton/fields';
import type { CommandMessage } from './command-message.js';
import type { CommandReceipt } from './command-receipt.js';

/** Facts of another module that a decision needs, gathered before it through an interface the deciding module declares. */
export interface Gathering<C, P, Facts> {
  /** The token under which the other module provides the interface. */
  readonly from: InjectionToken;
  readonly gather: (provider: P, command: C, given: Given) => Promise<Facts>;
}

interface Slice<C extends object> {
  /** The described class of the command; its name in camelCase is the mutation, its fields are the mutation's input. */
  readonly command: DescribedClass<C>;
  /** False for a command that policies alone ask: it is no mutation, and nobody asks it at the door. */
  readonly mutation?: false;
}

/** A command on one stream: load, fold, decide, append. */
export interface DecisionSlice<C extends object, S, F extends Fact, P = never, Facts = undefined> extends Slice<C> {
  readonly aggregate: Aggregate<S, Recorded<F>>;
  readonly stream: (command: C, given: Given) => string;
  readonly decide: (command: C, given: Given, facts: Facts) => Decide<S, F>;
  readonly facts?: Gathering<C, P, Facts>;
}

/** A command over several streams: a small protocol of its own, in a provider. */
export interface ProcessSlice<C extends object> extends Slice<C> {
  readonly process: Type<CommandProcess<C>>;
}

export interface CommandProcess<C> {
  execute(command: C, context: CommandContext): Promise<CommandReceipt>;
}

/** What a module registers for one command: its handler on the command bus and its mutation. */
export interface RegisteredCommand {
  readonly command: DescribedClass;
  /** The mutation's name: the command's in camelCase; absent for a command that policies alone ask. */
  readonly mutation?: string;
  /** The generated message class that travels on the command bus. */
  readonly message: Type<CommandMessage>;
  readonly providers: readonly Provider[];
}
