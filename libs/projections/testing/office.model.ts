import type { AnyFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import type { StoredEvent } from '@baton/event-store';
import fc from 'fast-check';
import { POISON, type FlowRow, type InboxRow, type LoadRow, type NoteRow } from './office.projections.js';

/** What the sample projections must make of events, said a second time and more simply: nothing of the runner is used. */
export function officeRows(events: readonly StoredEvent[]) {
  const inbox = new Map<string, InboxRow>();
  const flow = new Map<string, FlowRow>();
  const load = new Map<string, LoadRow>();
  const notes = new Map<string, NoteRow>();
  const setAside = new Map<string, { position: string; skipped: number }>();
  const comesTo = (department: string): void => {
    const row = load.get(department) ?? { department, open: 0, had: 0, handedOnShare: 0 };
    load.set(department, { ...row, open: row.open + 1, had: row.had + 1 });
  };
  for (const event of events as (AnyFact & StoredEvent)[]) {
    const { stream } = event;
    const row = inbox.get(stream);
    const parked = setAside.get(stream);
    if (parked && (event.type === 'NoteAdded' || event.type === 'CaseClosed')) parked.skipped += 1;
    if (event.type === 'CaseOpened') {
      const { department } = event.data;
      inbox.set(stream, { stream, department, handedOn: false, openedAt: event.occurredAt, chain: [department] });
      comesTo(department);
    } else if (event.type === 'CaseClaimed' && row) {
      inbox.set(stream, { ...row, holder: event.data.holder });
    } else if (event.type === 'CaseReleased' && row) {
      const { holder: _, ...released } = row;
      inbox.set(stream, released);
    } else if (event.type === 'CaseClosed') {
      inbox.delete(stream);
      const last = notes.get(`${stream}/last`);
      if (last && !parked) notes.set(`${stream}/last`, { ...last, text: `${last.text}, closed` });
    } else if (event.type === 'TransferObserved') {
      const { from, to } = event.data;
      if (row) inbox.set(stream, { ...row, department: to, handedOn: true, chain: [...row.chain, to] });
      flow.set(`${from}/${to}`, { from, to, transfers: (flow.get(`${from}/${to}`)?.transfers ?? 0) + 1 });
      const left = load.get(from);
      if (left) {
        const handedOnShare = (left.handedOnShare * left.had + 1) / left.had;
        load.set(from, { ...left, open: left.open - 1, handedOnShare });
      }
      comesTo(to);
    } else if (event.type === 'NoteAdded' && !parked) {
      const { noteId, text } = event.data;
      if (text === POISON) setAside.set(stream, { position: event.position, skipped: 0 });
      else notes.set(`${stream}/${noteId}`, { stream, noteId, text: text.toWellFormed().replaceAll('\0', '\ufffd') });
    }
  }
  return {
    sample_inbox: { rows: [...inbox.values()] },
    sample_flow: { rows: [...flow.values()], load: [...load.values()] },
    sample_notes: { rows: [...notes.values()] },
    setAside: [...setAside].map(([stream, each]) => ({ stream, ...each })),
  };
}

const department = fc.constantFrom('front-office', 'faults', 'billing', 'Größe ✓');
const note = fc.oneof(
  { weight: 8, arbitrary: fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.constant(POISON) },
  { weight: 1, arbitrary: fc.constant('\ud800 half a character, \u0000 and quotes "\'') },
);
const fact: fc.Arbitrary<AnyFact> = fc.oneof(
  department.map((to) => ({ type: 'CaseOpened', data: { department: to } }) as const),
  fc.constantFrom('ines', 'omar').map((holder) => ({ type: 'CaseClaimed', data: { holder } }) as const),
  fc.constant({ type: 'CaseReleased', data: {} } as const),
  fc.tuple(department, department).map(([from, to]) => ({ type: 'TransferObserved', data: { from, to } }) as const),
  fc.constant({ type: 'CaseClosed', data: {} } as const),
  fc.constant({ type: 'WaitEnded', data: {} } as const),
  fc
    .tuple(fc.constantFrom('first', 'last'), note)
    .map(([noteId, text]) => ({ type: 'NoteAdded', data: { noteId, text } }) as const),
);

/** What may happen in a small office: facts on a few cases, in any order. */
export const officeFacts = (maxLength: number): fc.Arbitrary<(readonly [string, AnyFact])[]> =>
  fc.array(fc.tuple(fc.constantFrom('case-a', 'case-b', 'case-c', 'case-d'), fact), { minLength: 1, maxLength });

/** The facts as a log holds them: in order, each with the revision it has in its stream. */
export function asLog(facts: readonly (readonly [string, AnyFact])[]): StoredEvent[] {
  const revisions = new Map<string, number>();
  return facts.flatMap(([stream, each]) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    return recorded(stream, [each], { revision });
  });
}

/**
 * A busy log of so many events, about six for each case: the same for the same number. The cases come one after the
 * other, some sixty being open at a time; or, `scattered`, every event may belong to any case of the whole log.
 */
export const busyLog = (count: number, { scattered = false } = {}): StoredEvent[] =>
  asLog(
    Array.from({ length: count }, (_, index): readonly [string, AnyFact] => {
      const turn = (index * 7919) % 11;
      const cases = Math.ceil(count / 6);
      const stream = `case-${scattered ? (index * 31) % cases : Math.floor(index / 6) + ((index * 31) % Math.min(cases, 60))}`;
      const from = `department-${index % 7}`;
      if (turn < 3) return [stream, { type: 'CaseOpened', data: { department: from } }];
      if (turn < 5) return [stream, { type: 'CaseClaimed', data: { holder: `agent-${index % 5}` } }];
      if (turn < 7) return [stream, { type: 'TransferObserved', data: { from, to: `department-${index % 3}` } }];
      if (turn < 10)
        return [stream, { type: 'NoteAdded', data: { noteId: `note-${index % 4}`, text: `said ${index}` } }];
      return [stream, { type: 'CaseClosed', data: {} }];
    }),
  );
