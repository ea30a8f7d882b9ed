import { Code, Count, Described, Flag, Instant, Num, Text } from '@baton/fields';
import { projection } from '../port.js';

@Described('A case as the sample inbox shows it.')
export class InboxRow {
  @Code('The stream of the case') stream: string;
  @Code('Who is accountable') department: string;
  @Code('Who holds it', { optional: true }) holder?: string;
  @Flag('Whether it was ever handed on') handedOn: boolean;
  @Instant('When it was opened') openedAt: string;
  @Code('The departments it has passed', { list: 100 }) chain: string[];
}

@Described('What a department has had to do.')
export class LoadRow {
  @Code('The department') department: string;
  @Count('Cases it is accountable for now') open: number;
  @Num('Share of its cases that it handed on') handedOnShare: number;
  @Count('Cases it ever had') had: number;
}

@Described('How often a case passed between two departments.')
export class FlowRow {
  @Code('From which department') from: string;
  @Code('To which department') to: string;
  @Count('How often') transfers: number;
}

@Described('A note on a case.')
export class NoteRow {
  @Text('Which note') noteId: string;
  @Code('The stream of the case') stream: string;
  @Text('What it says', { personal: true }) text: string;
}

/** Where every case is: one row per case that comes, changes and goes. */
export const sampleInbox = projection({
  name: 'sample_inbox',
  version: 1,
  tables: { rows: { row: InboxRow, key: ['stream'], indexes: [['department', 'openedAt']] } },
  on: {
    CaseOpened: ({ stream, data: { department }, occurredAt }, { rows }) =>
      rows.put({ stream, department, handedOn: false, openedAt: occurredAt, chain: [department] }),
    CaseClaimed: ({ stream, data: { holder } }, { rows }) => rows.change({ stream }, (row) => ({ ...row, holder })),
    CaseReleased: ({ stream }, { rows }) => rows.change({ stream }, ({ holder: _, ...row }) => row),
    TransferObserved: ({ stream, data: { to } }, { rows }) =>
      rows.change({ stream }, (row) => ({ ...row, department: to, handedOn: true, chain: [...row.chain, to] })),
    CaseClosed: ({ stream }, { rows }) => rows.remove({ stream }),
  },
});

/** Figures by department, and the flow between them: rows that many streams change, in tables that know of each other. */
export const sampleFlow = projection({
  name: 'sample_flow',
  version: 1,
  tables: {
    rows: { row: FlowRow, key: ['from', 'to'] },
    load: { row: LoadRow, key: ['department'] },
  },
  on: {
    CaseOpened: async ({ data: { department } }, { load }) => {
      const row = (await load.get({ department })) ?? { department, open: 0, had: 0, handedOnShare: 0 };
      load.put({ ...row, open: row.open + 1, had: row.had + 1 });
    },
    TransferObserved: async ({ data: { from, to } }, { rows, load }) => {
      const flow = (await rows.get({ from, to })) ?? { from, to, transfers: 0 };
      rows.put({ ...flow, transfers: flow.transfers + 1 });
      await load.change({ department: from }, (row) => ({
        ...row,
        open: row.open - 1,
        handedOnShare: (row.handedOnShare * row.had + 1) / row.had,
      }));
      const next = (await load.get({ department: to })) ?? { department: to, open: 0, had: 0, handedOnShare: 0 };
      load.put({ ...next, open: next.open + 1, had: next.had + 1 });
    },
  },
});

/** A note with this text is one that the fold of `sampleNotes` cannot take. */
export const POISON = 'poison';

/** Notes as they stand, until one comes that cannot be taken: the fold has written half of it by then. */
export const sampleNotes = projection({
  name: 'sample_notes',
  version: 1,
  tables: { rows: { row: NoteRow, key: ['stream', 'noteId'] } },
  on: {
    NoteAdded: ({ stream, data: { noteId, text } }, { rows }) => {
      rows.put({ stream, noteId, text });
      if (text === POISON) throw new Error('this note cannot be taken');
    },
    CaseClosed: async ({ stream }, { rows }) => {
      await rows.change({ stream, noteId: 'last' }, (row) => ({ ...row, text: `${row.text}, closed` }));
    },
  },
});

/** The projections of a small office, for the contract of view stores. */
export const sampleProjections = [sampleInbox, sampleFlow, sampleNotes] as const;
