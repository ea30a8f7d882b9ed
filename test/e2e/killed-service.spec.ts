import { SqliteEventStore } from '@baton/event-store/sqlite';
import { verifyChain, type StoredEvent } from '@baton/event-store';
import { derivedId, streamOf } from '@baton/contracts';
import { join } from 'node:path';
import { BatonProcess, temporaryFolder } from '../support/baton-process.js';
import type { Client } from '../support/client.js';

const ROUNDS = 4;
const CALLERS = 8;
const NOTES_EACH = 40;
const SEED = '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';

const ADD_NOTE = `mutation ($commandId: ID!, $caseId: ID!, $text: String!) {
  addNote(commandId: $commandId, input: { caseId: $caseId, text: $text }) {
    ... on Receipt { revision position }
    ... on Refused { code message }
  }
}`;

interface Note {
  readonly caseId: string;
  readonly commandId: string;
  readonly text: string;
}

/** What the service answered: each note by its command id, with the revision it stands at. */
type Acknowledged = Map<string, Note & { readonly revision: number }>;

const caseIds = Array.from({ length: CALLERS }, (_, caller) => derivedId(SEED, `case ${caller}`));
const notesOf = (round: number, caller: number): Note[] =>
  Array.from({ length: NOTES_EACH }, (_, index) => {
    const text = `round ${round}, caller ${caller}, note ${index}`;
    return { caseId: caseIds[caller] ?? '', commandId: derivedId(SEED, text), text };
  });

async function openCases(client: Client): Promise<void> {
  await client.get(`mutation { openDepartment(input: { department: "shop", name: "Shop" }) { __typename } }`);
  const customerId = derivedId(SEED, 'customer');
  await client.get(
    `mutation { registerCustomer(input: { customerId: "${customerId}", kind: PERSON, name: "Ewa" }) { __typename } }`,
  );
  for (const [caller, caseId] of caseIds.entries()) {
    // The contact was abandoned and lies in the past of whichever clock this runs on.
    const { openCase } = await client.get<{ openCase: { __typename: string } }>(`mutation { openCase(input: {
      caseId: "${caseId}", customerId: "${customerId}", department: "shop", matter: "Case ${caller}", kind: FAULT,
      contact: { direction: INBOUND, channel: PHONE, participants: ["Ewa"], abandoned: true, matter: "Dead",
        startedAt: "2026-01-01T10:00:00Z", endedAt: "2026-01-01T10:05:00Z" } }) { __typename ... on Refused { code message } } }`);
    expect(openCase).toEqual({ __typename: 'Receipt' });
  }
}

/** Sends notes one after the other until the service no longer answers; tells of each acknowledgement. */
async function keepNoting(
  client: Client,
  notes: readonly Note[],
  acknowledge: (note: Note, revision: number) => void,
): Promise<void> {
  for (const note of notes) {
    let revision: number | undefined;
    try {
      const { addNote } = await client.get<{ addNote: { revision?: number } }>(ADD_NOTE, note);
      revision = addNote.revision;
    } catch {
      return; // The process was killed: this note was not acknowledged, and what became of it is told later.
    }
    if (revision === undefined) throw new Error(`${note.text} was refused`);
    acknowledge(note, revision);
  }
}

/** Lets all callers write and kills the process at the moment of the n-th acknowledgement. */
async function writeUntilKilled(baton: BatonProcess, round: number, killAt: number): Promise<Acknowledged> {
  const acknowledged: Acknowledged = new Map();
  let killed: Promise<unknown> | undefined;
  const callers = caseIds.map((_, caller) =>
    keepNoting(baton.client(), notesOf(round, caller), (note, revision) => {
      acknowledged.set(note.commandId, { ...note, revision });
      if (acknowledged.size === killAt) killed = baton.stop('SIGKILL');
    }),
  );
  await Promise.all(callers);
  await killed;
  return acknowledged;
}

async function storedIn(folder: string): Promise<Map<string, StoredEvent[]>> {
  const store = SqliteEventStore.open({ file: join(folder, 'events.db'), readOnly: true });
  const stored = new Map<string, StoredEvent[]>();
  for (const caseId of caseIds) {
    const events: StoredEvent[] = [];
    for await (const event of store.readStream(streamOf('case', caseId))) events.push(event);
    stored.set(caseId, events);
  }
  await store.close();
  return stored;
}

/** Starts, kills and reads of whole processes; not a measure of speed. */
const PATIENCE_MS = 120_000;

describe('the service, killed again and again while its callers write', () => {
  let baton: BatonProcess | undefined;
  afterEach(() => baton?.stop('SIGKILL'));

  it(
    'loses nothing it acknowledged, writes nothing twice, and takes every retry',
    async () => {
      const folder = temporaryFolder();
      baton = await BatonProcess.start({ folder });
      await openCases(baton.client());
      for (let round = 0; round < ROUNDS; round++) {
        const acknowledged = await writeUntilKilled(baton, round, 7 + round * 23);
        expect(acknowledged.size).toBeGreaterThanOrEqual(7 + round * 23);

        const stored = await storedIn(folder);
        for (const { caseId, commandId, text, revision } of acknowledged.values()) {
          const written = stored.get(caseId)?.filter((event) => event.commandId === commandId) ?? [];
          expect(written.map((event) => [event.revision, (event.data as { text: string }).text])).toEqual([
            [revision, text],
          ]);
        }
        for (const events of stored.values()) expect(await verifyChain(events)).toBeUndefined();

        baton = await BatonProcess.start({ folder });
        const client = baton.client();
        // Whoever got no answer asks again with the same id; whoever got one gets the same again.
        for (let caller = 0; caller < CALLERS; caller++) {
          for (const note of notesOf(round, caller).slice(0, 8)) {
            const { addNote } = await client.get<{ addNote: { revision: number } }>(ADD_NOTE, note);
            const before = acknowledged.get(note.commandId);
            if (before) expect(addNote.revision).toBe(before.revision);
          }
        }
      }
      await baton.stop('SIGTERM');

      for (const events of (await storedIn(folder)).values()) {
        const commands = events.map((event) => event.commandId);
        expect(new Set(commands).size).toBe(commands.length);
        expect(events.map((event) => event.revision)).toEqual(events.map((_, index) => index));
      }
    },
    PATIENCE_MS,
  );
});
