import {
  StoreFailed,
  WrongExpectedRevision,
  type Appended,
  type AppendOptions,
  type EventStore,
  type NewEvent,
  type StoreFailureCode,
} from '@baton/event-store';
import { codeOf } from './spans.js';
import type { Telemetry } from './telemetry.js';

/** Failures of an append that say nothing of the next one. */
const PASSING: ReadonlySet<string> = new Set<StoreFailureCode>(['STORE_CONTENDED', 'STORE_CLOSED']);

/**
 * An engine whose appends are counted and timed, and which tries whether one can be stored only after one could not;
 * everything else is the engine's own.
 */
export function watchedStore(store: EventStore, { metrics, spans }: Telemetry): EventStore {
  let failure: StoreFailed | undefined;
  const append = async (stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> => {
    const began = performance.now();
    const ended = (outcome: string): void =>
      metrics.time('appendDuration', (performance.now() - began) / 1000, { outcome });
    const span = spans.begin('append', {
      parent: events[0]?.traceparent,
      attributes: { 'baton.events': events.length },
    });
    try {
      const appended = await store.append(stream, events, options);
      failure = undefined;
      span.end();
      ended('stored');
      metrics.count('appended', {}, events.length);
      return appended;
    } catch (error) {
      if (error instanceof StoreFailed && !PASSING.has(error.code)) failure = error;
      span.end(codeOf(error));
      ended(error instanceof WrongExpectedRevision ? 'conflict' : 'failed');
      throw error;
    }
  };
  const tryWriting = async (): Promise<void> => {
    const known = failure;
    if (!known) return;
    await (store.tryWriting?.() ?? store.head());
    // Another append may have failed meanwhile.
    if (failure === known) failure = undefined;
  };
  return {
    append,
    tryWriting,
    readStream: (stream, options) => store.readStream(stream, options),
    readAll: (options) => store.readAll(options),
    subscribe: (options) => store.subscribe(options),
    head: () => store.head(),
    findCommand: (commandId, stream, hurry) => store.findCommand(commandId, stream, hurry),
    facts: () => store.facts(),
    close: () => store.close(),
  };
}
