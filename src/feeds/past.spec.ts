import { streamOf, type CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import type { EventStore, ReadStream } from '@baton/event-store';
import type { CaseEvent } from './concern.state.js';
import { ConcernStates } from './concern-states.js';
import { pastOf } from './past.js';

const ID = '5f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
const STREAM = streamOf('case', ID);
const opened: CaseFact = { type: 'CaseOpened', data: { department: 'service' } };
const waited: CaseFact = { type: 'WaitEnded', data: {} };

/** A store with one stream, which notes what is read, and may hold up a read. */
function storeOf(events: readonly CaseEvent[], before: (read: number) => Promise<void> = () => Promise.resolve()) {
  const reads: ReadStream[] = [];
  async function* readStream(_: string, options: ReadStream = {}) {
    await before(reads.push(options));
    const { from = 0, to = Infinity, limit = Infinity } = options;
    yield* events.filter(({ revision }) => revision >= from && revision <= to).slice(0, limit);
  }
  return { reads, store: { readStream } as unknown as EventStore };
}

describe('the past of one case', () => {
  it('comes in pages of a million characters, however few events those are, and misses none', async () => {
    const long = (index: number) => ({ type: 'NoteAdded', data: { text: `${index}`.repeat(600_000) } }) as CaseFact;
    const { store } = storeOf(recorded(STREAM, [0, 1, 2].map(long)) as CaseEvent[]);
    const past = pastOf(store, { case: ID }, 200);
    const first = await past.page(undefined);
    expect([first.events.map(({ revision }) => revision), first.atEnd]).toEqual([[0, 1], false]);
    const second = await past.page(first.position);
    expect([second.events.map(({ revision }) => revision), second.atEnd]).toEqual([[2], true]);
  });
});

describe('whom the events of a case concern', () => {
  it('is remembered as of the last of them, also where a reader of an earlier one is done later', async () => {
    const events = recorded(STREAM, [opened, waited, waited, waited, waited]) as CaseEvent[];
    const held = Promise.withResolvers<void>();
    const { store, reads } = storeOf(events, (read) => (read === 1 ? held.promise : Promise.resolve()));
    const states = new ConcernStates(store);
    const whom = async (revision: number) => [...(await states.departments(events[revision] as CaseEvent))];
    const earlier = whom(1);
    expect(await whom(3)).toEqual(['service']);
    held.resolve();
    expect(await earlier).toEqual(['service']);
    expect(await whom(4)).toEqual(['service']);
    expect(reads).toEqual([
      { from: 0, to: 0 },
      { from: 0, to: 2 },
    ]);
  });
});
