import { streamOf, type CaseFact } from '@baton/contracts';
import { Streams, type EventStore } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { CASE, opened, uuid } from '../../src/cases/views/testing/stories.js';
import { contextOf } from './callers.js';

/** A store with one case of so many events: its opening and notes. */
export async function longCase(count: number): Promise<EventStore> {
  const store = new MemoryEventStore();
  const streams = new Streams(store);
  const note = (n: number): CaseFact => ({ type: 'NoteAdded', data: { noteId: uuid(n), text: `note ${n}` } });
  for (let n = 0; n < count; n += 500) {
    const facts = Array.from({ length: Math.min(500, count - n) }, (_, at) => (n + at === 0 ? opened : note(n + at)));
    await streams.decide(streamOf('case', CASE), caseAggregate, () => facts, contextOf(`notes from ${n}`));
  }
  return store;
}

/** The same store, counting the events that it hands out of streams. */
export function counting(store: EventStore): { readonly store: EventStore; readonly read: { events: number } } {
  const read = { events: 0 };
  const counted = Object.create(store, {
    readStream: {
      value: async function* (...args: Parameters<EventStore['readStream']>) {
        for await (const event of store.readStream(...args)) {
          read.events += 1;
          yield event;
        }
      },
    },
  }) as EventStore;
  return { store: counted, read };
}
