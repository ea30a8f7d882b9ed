import type { ExecutionResult } from 'graphql';
import type { Answering } from './told-alike.js';

/** Sends an answer as it is, JSON in UTF-8; a promise where the client has to take something before it is told more. */
export type Tell = (answer: Buffer) => Promise<void> | undefined;

const ENDED: IteratorResult<ExecutionResult, void> = { value: undefined, done: true };

/**
 * The answers of one subscription. Those told alike are told at once; the others come out, for whoever takes them to
 * tell. Its end reaches the source at once, also while the next object is waited for.
 */
export class Answers implements AsyncGenerator<ExecutionResult, void, void> {
  /** What was handed over together, and how much of it has been answered. */
  private together: readonly unknown[] = [];
  private answered = 0;
  private over = false;

  /** @param source objects, or lists of objects that were there together */
  constructor(
    private readonly source: AsyncIterator<unknown>,
    private readonly answering: Answering,
    private readonly tell: Tell,
  ) {}

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    try {
      while (!this.over) {
        const other = await this.tellTogether();
        if (other) return { value: other, done: false };
        const next = await this.source.next();
        if (next.done) break;
        this.together = Array.isArray(next.value) ? next.value : [next.value];
        this.answered = 0;
      }
      return ENDED;
    } catch (error) {
      return this.throw(error);
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult, void>> {
    this.over = true;
    await this.source.return?.();
    return ENDED;
  }

  async throw(error: unknown): Promise<never> {
    await this.return();
    throw error;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Tells what was handed over together, up to an answer that is not told alike. */
  private async tellTogether(): Promise<ExecutionResult | undefined> {
    while (this.answered < this.together.length && !this.over) {
      const made = this.answering(this.together[this.answered++]);
      const answer = made instanceof Promise ? await made : made;
      if (!Buffer.isBuffer(answer)) return answer;
      const taken = this.tell(answer);
      if (taken) await taken;
    }
    return undefined;
  }
}
