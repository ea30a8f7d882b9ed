import { derivedId, streamOf, type CaseFact } from '@baton/contracts';
import { Streams } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { StreamCaseConcern } from './case-concern.js';
import { ConcernStates } from './concern-states.js';
import type { CaseEvent } from './concern.state.js';
import { append, opened, passed, waited } from './testing/case-writer.js';

const NAMESPACE = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6a';
const [duplicate, survivor] = [derivedId(NAMESPACE, 'duplicate'), derivedId(NAMESPACE, 'survivor')];
const mergeId = derivedId(NAMESPACE, 'merge');
const merged = (other: string, role: 'DUPLICATE' | 'SURVIVOR'): CaseFact => ({
  type: 'CasesMerged',
  data: { mergeId, other, role, reason: 'The same machine' },
});
const unmerged: CaseFact = {
  type: 'CasesUnmerged',
  data: { mergeId, other: survivor, role: 'DUPLICATE', reason: 'Two machines' },
};

/** A duplicate of the shop, merged into a case of repair that passes to sales; whom each event of the duplicate concerns. */
async function story() {
  const store = new MemoryEventStore();
  await append(store, duplicate, opened('shop'));
  await append(store, survivor, opened('repair'));
  await append(store, duplicate, waited, merged(survivor, 'DUPLICATE'));
  await append(store, survivor, merged(duplicate, 'SURVIVOR'));
  await append(store, duplicate, waited);
  await append(store, survivor, passed('repair', 'sales'));
  await append(store, duplicate, waited, unmerged, waited);
  const events: CaseEvent[] = [];
  for await (const event of store.readStream(streamOf('case', duplicate))) events.push(event as CaseEvent);
  return { store, events };
}

const whom = async (states: ConcernStates, events: readonly CaseEvent[]): Promise<string[][]> => {
  const found: string[][] = [];
  for (const event of events) found.push([...(await states.departments(event))].sort());
  return found;
};

describe('an event of a duplicate concerns', () => {
  const expected = [
    ['shop'],
    ['shop'],
    ['repair', 'shop'],
    ['repair', 'shop'],
    ['sales', 'shop'],
    ['sales', 'shop'],
    ['shop'],
  ];

  it('X3 whoever answers at that moment for the case in which work goes on, until the merge is undone', async () => {
    const { store, events } = await story();
    expect(await whom(new ConcernStates(store), events)).toEqual(expected);
  });

  it('X3 the same, in whatever order it is asked about and whatever is known already', async () => {
    const { store, events } = await story();
    const states = new ConcernStates(store);
    expect(await whom(states, events.toReversed())).toEqual(expected.toReversed());
    expect(await whom(states, events)).toEqual(expected);
    expect(await whom(new ConcernStates(store, 1), events)).toEqual(expected);
  });

  it('X3 to look at it is the business of those whom the case concerns in which work goes on', async () => {
    const { store, events } = await story();
    const at = events.at(-1)?.recordedAt ?? '';
    const before = new MemoryEventStore();
    await append(before, survivor, opened('repair'));
    await append(before, duplicate, opened('shop'), merged(survivor, 'DUPLICATE'));
    const concern = new StreamCaseConcern(new Streams(before));
    expect(await concern.departmentsAt(duplicate, at)).toEqual(new Set(['shop', 'repair']));
    expect(await new StreamCaseConcern(new Streams(store)).departmentsAt(duplicate, at)).toEqual(new Set(['shop']));
  });
});
