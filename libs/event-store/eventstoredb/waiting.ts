import type { ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import type { AllStreamResolvedEvent } from '@eventstore/db-client/dist/types/index.js';
import { Silence } from './trouble.js';
import { sizeOf, type ReadEvent } from './stored-form.js';

type Answer = StreamingRead<ResolvedEvent> | StreamingRead<AllStreamResolvedEvent>;

/** An answer that comes as a whole; throws `Silence` where it does not come in so many milliseconds. */
export async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** An answer is read no further once its events hold so many bytes: one of 500 of the largest would hold 128 MB. */
export const MOST_BYTES = 8 * 1024 * 1024;
/** So many events are read however large they are: a read goes on with the event that the one before ended with. */
const FEWEST = 2;

/** The events of an answer, or the first of them. */
export interface Drained {
  readonly events: readonly ReadEvent[];
  /** Whether there may be more: it was read no further, since these are large. */
  readonly cut: boolean;
}

/**
 * The events of an answer, up to some `MOST_BYTES`; throws `Silence` where the next one does not come in so many
 * milliseconds, and at the signal.
 */
export async function drained(answer: Answer, milliseconds: number, signal?: AbortSignal): Promise<Drained> {
  const events: ReadEvent[] = [];
  const stop = (): void => void answer.destroy(new Silence(milliseconds));
  const silent = setTimeout(stop, milliseconds);
  signal?.addEventListener('abort', stop, { once: true });
  // The iteration tells of the first error; a second one would end the process for want of a listener.
  answer.on('error', () => undefined);
  let bytes = 0;
  try {
    for await (const { event } of answer as AsyncIterable<ResolvedEvent>) {
      silent.refresh();
      if (!event) continue;
      events.push(event);
      bytes += sizeOf(event);
      if (bytes < MOST_BYTES || events.length < FEWEST) continue;
      giveUp(answer, () => answer.cancel());
      return { events, cut: true };
    }
    return { events, cut: false };
  } catch (error) {
    giveUp(answer, () => answer.cancel());
    throw error;
  } finally {
    clearTimeout(silent);
    signal?.removeEventListener('abort', stop);
  }
}

/** Ends an answer that is not read to its end. */
export function giveUp(answer: { destroy(): unknown }, cancel: () => Promise<void>): void {
  answer.destroy();
  // Where there was no connection there is no call to cancel either.
  cancel().catch(() => undefined);
}
