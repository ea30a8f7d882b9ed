import {
  WrongExpectedRevision,
  type Appended,
  type AppendOptions,
  type EventStore,
  type NewEvent,
} from '@baton/event-store';
import { codeOf } from './spans.js';
import type { Telemetry } from './telemetry.js';

/** An engine whose appends are counted and timed; everything else is the engine's own. */
export function watchedStore(store: EventStore, { metrics, spans }: Telemetry): EventStore {
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
      span.end();
      ended('stored');
      metrics.count('appended', {}, events.length);
      return appended;
    } catch (error) {
      span.end(codeOf(error));
      ended(error instanceof WrongExpectedRevision ? 'conflict' : 'failed');
      throw error;
    }
  };
  return {
    append,
    readStream: (stream, options) => store.readStream(stream, options),
    readAll: (options) => store.readAll(options),
    subscribe: (options) => store.subscribe(options),
    head: () => store.head(),
    findCommand: (commandId, stream) => store.findCommand(commandId, stream),
    facts: () => store.facts(),
    close: () => store.close(),
  };
}
