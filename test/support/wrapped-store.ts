import type { Appended, EventStore } from '@baton/event-store';

/** What happens around an append in a spec: nothing at all, an error in its place, or an error after it was stored. */
export type AroundAppend = (stream: string, append: () => Promise<Appended>) => Promise<Appended>;

/** What happens before a stream is read in a spec. */
export type BeforeRead = (stream: string) => Promise<void>;

/** A store whose appends and reads a spec can hold up, fail or cut off; everything else goes straight through. */
export function wrapped(
  store: EventStore,
  around: AroundAppend,
  beforeRead: BeforeRead = () => Promise.resolve(),
): EventStore {
  return {
    append: (stream, events, options) => around(stream, () => store.append(stream, events, options)),
    async *readStream(stream, options) {
      await beforeRead(stream);
      yield* store.readStream(stream, options);
    },
    readAll: (options) => store.readAll(options),
    subscribe: (options) => store.subscribe(options),
    head: () => store.head(),
    findCommand: (commandId, stream, hurry) => store.findCommand(commandId, stream, hurry),
    facts: () => store.facts(),
    close: () => store.close(),
  };
}
