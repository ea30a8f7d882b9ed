import type { StoredEvent } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { appendOptions, newEvent, readOn } from '@baton/event-store/testing';
import { amissAmong, amissIn, type Acknowledged } from '../support/amiss.js';

const FIRST = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6a';
const SECOND = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6b';
const NOTHING = { lost: [], doubled: [], misplaced: [], unasked: [], broken: [] };

/** A log in which two commands wrote a note each on one case, and what was acknowledged of them. */
async function office(): Promise<{ stored: StoredEvent[]; acknowledged: Map<string, Acknowledged> }> {
  const store = new MemoryEventStore();
  const acknowledged = new Map<string, Acknowledged>();
  for (const [revision, commandId] of [FIRST, SECOND].entries()) {
    await store.append('case-1', [newEvent('NoteAdded')], appendOptions('any', commandId));
    acknowledged.set(commandId, { stream: 'case-1', revision });
  }
  return { stored: await readOn(store, undefined), acknowledged };
}

describe('what is looked for after a failure', () => {
  it('is nothing where every acknowledged command stands once where its receipt said', async () => {
    const { stored, acknowledged } = await office();
    expect(await amissIn(stored, acknowledged, 'NoteAdded')).toEqual(NOTHING);
  });

  it('names a command that was acknowledged and is nowhere', async () => {
    const { stored, acknowledged } = await office();
    expect(await amissIn(stored.slice(0, 1), acknowledged, 'NoteAdded')).toEqual({ ...NOTHING, lost: [SECOND] });
  });

  it('names a command that wrote twice, and the chain that such an event does not belong to', async () => {
    const { stored, acknowledged } = await office();
    const [, second] = stored as [StoredEvent, StoredEvent];
    const found = await amissIn([...stored, { ...second, revision: 2 }], acknowledged, 'NoteAdded');
    expect(found).toEqual({ ...NOTHING, doubled: [SECOND], broken: [expect.stringContaining('case-1')] });
  });

  it('names a command that stands elsewhere than its receipt said, and one that nobody asked for', async () => {
    const { stored, acknowledged } = await office();
    acknowledged.set(FIRST, { stream: 'case-1', revision: 1 });
    acknowledged.delete(SECOND);
    const found = await amissIn(stored, acknowledged, 'NoteAdded');
    expect(found).toEqual({ ...NOTHING, misplaced: [FIRST], unasked: [SECOND] });
  });

  it.each([
    ['nothing', ['1', '2', '3'], { missing: [], twice: [], disordered: [] }],
    ['what a feed left out', ['1', '3'], { missing: ['2'], twice: [], disordered: [] }],
    ['what it told twice', ['1', '2', '2', '3', '1'], { missing: [], twice: ['2', '1'], disordered: [] }],
    ['what it told out of order', ['1', '3', '2'], { missing: [], twice: [], disordered: ['2'] }],
    ['what is not in the log', ['1', '2', '7', '3'], { missing: [], twice: [], disordered: ['7'] }],
  ])('finds %s among what a feed told', (_, told, found) => {
    expect(amissAmong(told, ['1', '2', '3'])).toEqual(found);
  });
});
