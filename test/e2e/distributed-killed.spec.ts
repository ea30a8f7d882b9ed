import { randomUUID } from 'node:crypto';
import { filter, map } from 'rxjs';
import pino from 'pino';
import { verifyChain, type StoredEvent } from '@baton/event-store';
import { readOn } from '@baton/event-store/testing';
import { queriedName } from '@baton/projections';
import { app } from '../../src/app.js';
import { following } from '../../src/feeds/tail/following.js';
import type { Baton } from '../../src/platform/engine/baton.js';
import { openBaton } from '../../src/platform/engine/opening.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { BatonProcess } from '../support/baton-process.js';
import { startCluster, type TestCluster } from '../support/cluster.js';

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

/** A process that is killed and comes again at the same address. */
class Mortal {
  private constructor(
    private readonly begin: (port: string) => Promise<BatonProcess>,
    public process: BatonProcess,
  ) {}

  static async born(begin: (port: string) => Promise<BatonProcess>): Promise<Mortal> {
    return new Mortal(begin, await begin('0'));
  }

  async killedAndBornAgain(): Promise<void> {
    const { port } = new URL(this.process.announced.health);
    await this.process.stop('SIGKILL');
    this.process = await this.begin(port);
  }
}

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

      const acknowledged = new Map<string, number>();
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
      const acknowledge = (commandId: string, revision: number): void => {
        acknowledged.set(commandId, revision);
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
      const stored = await readOn(reading.store, undefined, 500);
      await everyAcknowledgedOnce(stored, acknowledged);
      const ofCases = stored.filter(({ stream }) => stream.startsWith('case-')).map(({ position }) => position);
      for (const { ids, until } of told) {
        await until(ofCases.at(-1) ?? '');
        expect(ids).toEqual(ofCases);
      }

      await reading.catchUp();
      const fresh = await opened({ ...cluster.env, BATON_POSTGRES: `${cluster.env.BATON_POSTGRES}_fresh` }, true);
      await fresh.catchUp();
      expect(await rowsOf(reading)).toEqual(await rowsOf(fresh));
    },
    PATIENCE_MS,
  );

  /** Asks for a note at one service and another until it is acknowledged; the revision it stands at. */
  async function noted(note: { caseId: string; commandId: string; text: string }, caller: number): Promise<number> {
    for (let turn = caller; ; turn++) {
      const service = mortals[turn % 2] as Mortal;
      try {
        const client = service.process.client(mortals[0]?.process.announced.token);
        const { addNote } = await client.get<{ addNote: { revision: number } }>(ADD_NOTE, note);
        return addNote.revision;
      } catch (error) {
        // Killed, or not there yet: the same command is asked of the other.
        if (String(error).includes('the answer has errors')) throw error;
      }
    }
  }

  /** Follows the feed of a service across its deaths. */
  function follow(url: string, token: string): { ids: string[]; until: (id: string) => Promise<void> } {
    const ids: string[] = [];
    let look = (): void => undefined;
    const address = new URL('/feeds/cases?after=beginning&department=*', url);
    const subscription = following({ address, token, lost: () => undefined })
      .pipe(
        filter(({ name }) => name === 'message'),
        map(({ id }) => id),
      )
      .subscribe((id) => {
        ids.push(id);
        look();
      });
    left.push(() => subscription.unsubscribe());
    const until = (id: string): Promise<void> =>
      new Promise((resolve) => {
        look = () => void (ids.includes(id) && resolve());
        look();
      });
    return { ids, until };
  }

  async function opened(env: NodeJS.ProcessEnv, builds = false): Promise<Baton> {
    const { dataFolder, cluster: engines } = readSettings(env);
    const log = pino({ level: 'silent' });
    const baton = await openBaton({ dataFolder, cluster: engines, projections: app.projections, log, builds });
    left.push(() => baton.close());
    return baton;
  }
});

/** Every acknowledged command is in the trail once, where it was said to stand, and every chain is whole. */
async function everyAcknowledgedOnce(
  stored: readonly StoredEvent[],
  acknowledged: ReadonlyMap<string, number>,
): Promise<void> {
  const notes = stored.filter(({ type }) => type === 'NoteAdded');
  expect(new Map(notes.map(({ commandId, revision }) => [commandId, revision]))).toEqual(acknowledged);
  expect(notes).toHaveLength(acknowledged.size);
  for (const events of Map.groupBy(stored, ({ stream }) => stream).values()) {
    expect(await verifyChain(events)).toBeUndefined();
  }
}

/** All rows of all views, in an order of their own. */
async function rowsOf({ queries }: Baton): Promise<Record<string, string[]>> {
  const names = app.projections.flatMap(({ name, tables }) =>
    Object.keys(tables).map((table) => queriedName(name, table)),
  );
  const rows = await Promise.all(
    names.map(async (name) => {
      const found = await queries.run(() => queries.kysely.selectFrom(name).selectAll().execute());
      return [name, found.map((row) => JSON.stringify(row)).toSorted()] as const;
    }),
  );
  return Object.fromEntries(rows);
}
