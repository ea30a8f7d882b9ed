/** A fact as a decision writes it: a word of the published language and its data. */
export interface Fact<T extends string = string, D = unknown> {
  readonly type: T;
  readonly data: D;
}

/** A pure decision: from the state to what happened. An empty list says that nothing needed to happen. */
export type Decide<S, E extends Fact> = (state: S) => readonly E[];

/** A pure fold: the state after one more event. Never reads a clock, chance or the environment. */
export type Evolve<S, E> = (state: S, event: E) => S;

/** What an aggregate is: how it starts and how each recorded event changes it. */
export interface Aggregate<S, E> {
  readonly initial: S;
  readonly evolve: Evolve<S, E>;
}

/** Folds events over a state. */
export const fold = <S, E>(aggregate: Aggregate<S, E>, events: Iterable<E>, from: S = aggregate.initial): S => {
  let state = from;
  for (const event of events) state = aggregate.evolve(state, event);
  return state;
};

export * from './refusal.js';
