import { fold, Refusal, type Aggregate, type Decide, type Fact } from '../index.js';

/** Dresses bare facts as the events a fold reads; the owner of the envelope says how. */
export type Record<F extends Fact, E> = (facts: readonly F[]) => E[];

/**
 * Given / when / then for a decision: the rule as the office says it.
 * `given(…facts).when(decide).then(…facts)` or `.refused(code)`. A passing `then` also proves that the facts
 * can be folded, so that what a decision writes is what a fold reads.
 */
export const scenarios = <S, F extends Fact, E>(aggregate: Aggregate<S, E>, record: Record<F, E>) => ({
  given: (...past: F[]) => ({
    /** The state after the past: for a fold's own tests. */
    state: (): S => fold(aggregate, record(past)),
    when: (decide: Decide<S, F>) => {
      const attempt = (): readonly F[] => decide(fold(aggregate, record(past)));
      return {
        then: (...expected: F[]): void => {
          const facts = attempt();
          expect(facts).toEqual(expected);
          fold(aggregate, record([...past, ...facts]));
        },
        /** What the decision wrote, for looking at a part of it. */
        facts: attempt,
        refused: (code: string, mentioning?: string | RegExp): Refusal => {
          const refusal = refusalOf(attempt);
          expect(refusal.code).toBe(code);
          if (mentioning) expect(`${refusal.message} ${(refusal.details.missing ?? []).join(' ')}`).toMatch(mentioning);
          return refusal;
        },
      };
    },
  }),
});

function refusalOf(attempt: () => unknown): Refusal {
  try {
    const facts = attempt();
    throw new Error(`expected a refusal, but it decided ${JSON.stringify(facts)}`);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
