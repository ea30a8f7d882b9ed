import { recorded } from '@baton/contracts/testing';
import { projection, type Projection } from '../port.js';
import { NoteRow, sampleFlow, sampleInbox, sampleNotes } from './office.projections.js';
import { A_KEY, rowsOf } from './rows-of.js';

const opened = { type: 'CaseOpened', data: { department: 'faults' } } as const;

describe('given events, expect rows', () => {
  it('dresses bare facts as one stream', async () => {
    const { rows } = await rowsOf(sampleInbox, [opened, { type: 'CaseClaimed', data: { holder: 'ines' } }]);
    expect(rows).toEqual([
      {
        stream: `case-${A_KEY}`,
        department: 'faults',
        holder: 'ines',
        handedOn: false,
        openedAt: '2026-03-02T09:00:00.000Z',
        chain: ['faults'],
      },
    ]);
  });

  it('takes events of several streams and shows every table in the order of its key', async () => {
    const { load } = await rowsOf(sampleFlow, [
      ...recorded('case-1', [opened]),
      ...recorded('case-2', [{ type: 'CaseOpened', data: { department: 'billing' } }]),
    ]);
    expect(load).toEqual([
      { department: 'billing', open: 1, had: 1, handedOnShare: 0 },
      { department: 'faults', open: 1, had: 1, handedOnShare: 0 },
    ]);
  });

  it('fails the spec when the fold throws, is fed wrongly, or writes a row that is none', async () => {
    const poison = { type: 'NoteAdded', data: { noteId: 'x', text: 'poison' } } as const;
    await expect(rowsOf(sampleNotes, [poison])).rejects.toThrow('this note cannot be taken');
    await expect(rowsOf(sampleInbox, [opened, ...recorded('case-1', [opened])])).rejects.toThrow('dress all events');
    const wrong = (row: unknown): Projection =>
      projection({ ...sampleNotes, on: { CaseOpened: (_, { rows }) => rows.put(row as NoteRow) } });
    const row = { stream: 'case-1', noteId: 'x', text: 'y' };
    await expect(rowsOf(wrong({ ...row, text: 1 }), [opened])).rejects.toThrow('text of sample_notes takes a text');
    await expect(rowsOf(wrong({ stream: 'case-1', noteId: 'x' }), [opened])).rejects.toThrow('needs text');
    expect(await rowsOf(wrong(row), [opened])).toEqual({ rows: [row] });
  });

  it('fails the spec when the fold keeps something beside its rows or changes the event', async () => {
    let seen = 0;
    const counting = projection({
      ...sampleNotes,
      on: { CaseOpened: ({ stream }, { rows }) => rows.put({ stream, noteId: 'x', text: String(++seen) }) },
    });
    await expect(rowsOf(counting, [opened])).rejects.toThrow();
    const changing = projection({
      ...sampleNotes,
      on: {
        CaseOpened: ({ data }) =>
          void (data as { department: string }).department.concat(((data as never)['x'] = 1 as never)),
      },
    });
    await expect(rowsOf(changing, [opened])).rejects.toThrow('not extensible');
  });

  it('fails the spec when a change moves a row to another key or is not awaited', async () => {
    const moving = projection({
      ...sampleNotes,
      on: {
        CaseOpened: async ({ stream }, { rows }) => {
          rows.put({ stream, noteId: 'x', text: 'y' });
          await rows.change({ stream, noteId: 'x' }, (row) => ({ ...row, noteId: 'z' }));
        },
      },
    });
    await expect(rowsOf(moving, [opened])).rejects.toThrow('keeps its key');
  });

  it('knows the rows and events by their types', () => {
    projection({
      name: 'typed',
      version: 1,
      tables: {
        rows: {
          row: NoteRow,
          // @ts-expect-error: no such field
          key: ['note'],
        },
      },
      on: {
        // @ts-expect-error: a case that was opened has no such field
        CaseOpened: ({ data: { holder } }) => void holder,
        // @ts-expect-error: the row lacks fields
        CaseClosed: ({ stream }, { rows }) => rows.put({ stream }),
      },
    });
    expect(sampleNotes.name).toBe('sample_notes');
  });
});
