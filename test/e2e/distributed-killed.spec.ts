import { randomUUID } from 'node:crypto';
import { readOn } from '@baton/event-store/testing';
import { amissIn, type Acknowledged } from '../support/amiss.js';
import { BatonProcess } from '../support/baton-process.js';
import { startCluster, type TestCluster } from '../support/cluster.js';
import { Mortal } from '../support/mortal.js';
import { opened, rowsOf } from '../support/proof.js';
import { follow } from '../support/told.js';

const CALLERS = 6;
/** Who is killed, one after the other: services are 0 and 1, workers 2 and 3. */
const VICTIMS = [0, 3, 2, 1, 2, 0, 3, 1];
/** After so many acknowledgements since the last one came again the next is killed. */
const BETWEEN_KILLS = 25;

const OPEN_CASE = `mutation ($caseId: ID!, $customerId: ID!) {
  openDepartment(input: { department: "shop", name: "Shop" }) { __typename }
  registerCustomer(input: { customerId: $customerId, kind: PERSON, name: "Ewa" }) { __typename }
  openCase(input: { caseId: $caseId, customerId: $customerId, department: "shop", matter: "Dead", kind: FAULT,
    contact: { direction: INBOUND, channel: PHONE, participants: ["Ewa"], abandoned: true, matter: "Dead",
      startedAt: "2026-01-01T10:00:00Z", endedAt: "2026-01-01T10:05:00Z" } }) { __typename }
}`;
const ADD_NOTE = `mutation ($commandId: ID!, $caseId: ID!, $text: String!) {
  addNote(commandId: $commandId, input: { caseId: $caseId, text: $text }) { ... on Receipt { revision } }
}`;

/** Starts, kills and reads of whole processes; not a measure of speed. */
const PATIENCE_MS = 300_000;

describe('services and workers, killed again and again while their callers write', () => {
  let cluster: TestCluster;
  const mortals: Mortal[] = [];
  const left: (() => unknown)[] = [];
  beforeAll(async () => {
    cluster = await startCluster();
    const { env, folder } = cluster;
    const service = (port: string) => BatonProcess.start({ folder, env: { ...env, BATON_PORT: port } });
    const worker = (port: string) => BatonProcess.startWorker({ folder, env: { ...env, BATON_PORT: port } });
    mortals.push(...(await Promise.all([service, service, worker, worker].map((begin) => Mortal.born(begin)))));
  }, PATIENCE_MS);
  afterAll(async () => {
    for (const leave of left) await leave();
    await Promise.all(mortals.map(({ process }) => process.stop('SIGKILL')));
    await cluster.stop();
  }, PATIENCE_MS);

  const cases = Array.from({ length: CALLERS }, () => randomUUID());

  it(
    'lose nothing they acknowledged, write nothing twice, and tell everything once and in order',
    async () => {
      const [one, two] = mortals as [Mortal, Mortal];
      const token = one.process.announced.token ?? '';
      for (const caseId of cases) await one.process.client(token).get(OPEN_CASE, { caseId, customerId: randomUUID() });
      const told = [one, two].map(({ process }) => follow(process.announced.url, token));
      left.push(...told.map(({ leave }) => leave));

      const acknowledged = new Map<string, Acknowledged>();
      const victims = VICTIMS.values();
      const births: Promise<void>[] = [];
      let since = 0;
      let over = false;
      const killNext = (): void => {
        since = -Infinity;
        const { value, done } = victims.next();
        const born = done ? undefined : mortals[value]?.killedAndBornAgain();
        if (born) births.push(born);
        else over = true;
        born?.then(
          () => (since = 0),
          () => (over = true),
        );
      };
      const acknowledge = (commandId: string, where: Acknowledged): void => {
        acknowledged.set(commandId, where);
        since += 1;
        if (since >= BETWEEN_KILLS) killNext();
      };
      await Promise.all(
        cases.map(async (caseId, caller) => {
          for (let note = 0; !over; note++) {
            const commandId = randomUUID();
            acknowledge(commandId, await noted({ caseId, commandId, text: `note ${note}` }, caller));
          }
        }),
      );

      await Promise.all(births);

      const reading = await opened(cluster.env);
      left.push(() => reading.close());
      const stored = await readOn(reading.store, undefined, 500);
      const nothing = { lost: [], doubled: [], misplaced: [], unasked: [], broken: [] };
      expect(await amissIn(stored, acknowledged, 'NoteAdded')).toEqual(nothing);
      const ofCases = stored.filter(({ stream }) => stream.startsWith('case-')).map(({ position }) => position);
      for (const { ids, until } of told) {
        await until(ofCases.at(-1) ?? '');
        expect(ids).toEqual(ofCases);
      }

      await reading.catchUp();
      const fresh = await opened({ ...cluster.env, BATON_POSTGRES: `${cluster.env.BATON_POSTGRES}_fresh` }, true);
      left.push(() => fresh.close());
      await fresh.catchUp();
      expect(await rowsOf(reading)).toEqual(await rowsOf(fresh));
    },
    PATIENCE_MS,
  );

  /** Asks for a note at one service and another until it is acknowledged; where it stands. */
  async function noted(
    note: { caseId: string; commandId: string; text: string },
    caller: number,
  ): Promise<Acknowledged> {
    for (let turn = caller; ; turn++) {
      const service = mortals[turn % 2] as Mortal;
      try {
        const client = service.process.client(mortals[0]?.process.announced.token);
        const { addNote } = await client.get<{ addNote: { revision: number } }>(ADD_NOTE, note);
        return { stream: `case-${note.caseId}`, revision: addNote.revision };
      } catch (error) {
        // Killed, or not there yet: the same command is asked of the other.
        if (String(error).includes('the answer has errors')) throw error;
      }
    }
  }
});
