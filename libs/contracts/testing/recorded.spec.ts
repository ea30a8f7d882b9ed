import { anAgent, recorded } from './index.js';

const note = (text: string) =>
  ({ type: 'NoteAdded', data: { noteId: '6f1d0f2e-3f4b-4a53-8a53-7d6a5b0c9e11', text } }) as const;

describe('facts dressed for a spec', () => {
  it('follow one another in the stream, a minute apart', () => {
    const [first, second] = recorded('case-1', [note('a'), note('b')]);
    expect(first).toMatchObject({ type: 'NoteAdded', data: { text: 'a' }, stream: 'case-1', revision: 0, by: anAgent });
    expect(first?.occurredAt).toBe('2026-03-02T09:00:00.000Z');
    expect(second).toMatchObject({ revision: 1, occurredAt: '2026-03-02T09:01:00.000Z', previousHash: first?.hash });
    expect(second?.recordedAt).toBe(second?.occurredAt);
  });

  it('are the same each time, but for the position, which counts on across streams', () => {
    const [once] = recorded('case-1', [note('a')]);
    const [again] = recorded('case-1', [note('a')]);
    expect({ ...again, position: once?.position }).toEqual(once);
    expect(Number(again?.position)).toBe(Number(once?.position) + 1);
  });

  it('go on from a given revision and take what the spec says', () => {
    const events = recorded('case-1', [note('a'), note('b')], { revision: 7, imported: true });
    expect(events.map((event) => [event.revision, event.imported])).toEqual([
      [7, true],
      [8, true],
    ]);
    const late = recorded('case-1', [note('a'), note('b')], (index) => (index === 1 ? { schemaVersion: 2 } : {}));
    expect(late.map((event) => event.schemaVersion)).toEqual([1, 2]);
  });
});
