import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { derivedId, streamOf, type By } from '@baton/contracts';
import { hashOfCommand, Streams } from '@baton/event-store';
import { EventStoreDbEventStore } from '@baton/event-store/eventstoredb';
import { app } from '../../src/app.js';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { offerTransfer } from '../../src/cases/commands/offer-transfer/offer-transfer.decision.js';
import { always } from '../../src/cases/testing/case.scenarios.js';
import { devToken } from '../../src/platform/auth/dev-token.js';
import { keepSecret } from '../../src/platform/data-folder/secret.js';
import { BatonProcess } from '../support/baton-process.js';
import { startBaton, TestClock } from '../support/baton.js';
import { startCluster } from '../support/cluster.js';
import type { Client } from '../support/client.js';

const agent = (name: string, department: string): By => ({ agent: name, department, role: 'AGENT' });
const [ines, otto] = [agent('ines', 'shop'), agent('otto', 'shop')];
const [tom, rita] = [agent('tom', 'repair'), agent('rita', 'repair')];
const ada: By = { agent: 'ada', department: 'office', role: 'ADMIN' };

interface Outcome {
  readonly __typename: 'Receipt' | 'Refused';
  readonly code?: string;
  readonly message?: string;
  readonly actualRevision?: number;
  readonly missed?: readonly { readonly revision: number; readonly type: string; readonly agent: string }[];
}

/** Two places at which agents ask: two replicas, or twice the same service. */
interface Office {
  readonly places: readonly [(who: By) => Promise<Client>, (who: By) => Promise<Client>];
  /** Lets an offer that is made now, or stands, expire by itself; it takes a moment. */
  readonly expiring: (caseId: string) => Promise<void>;
  readonly now: () => string;
  readonly close: () => Promise<void>;
}

async function asks(client: Client, mutation: string, input: object, expectedRevision?: number): Promise<Outcome> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const operation = `mutation ($input: ${type}!, $expectedRevision: Int) { ${mutation}(input: $input, expectedRevision: $expectedRevision) {
    __typename ... on Refused { code message actualRevision missed { revision type agent } } } }`;
  return (await client.get<Record<string, Outcome>>(operation, { input, expectedRevision }))[mutation] as Outcome;
}

interface Trail {
  readonly caseTrail: { readonly edges: readonly { readonly node: { readonly type: string; readonly by: By } }[] };
}
/** The words of a case, as a place tells them. */
async function wordsOf(client: Client, id: string): Promise<string[]> {
  const { caseTrail } = await client.get<Trail>(
    'query ($id: ID!) { caseTrail(id: $id, first: 100) { edges { node { type } } } }',
    { id },
  );
  return caseTrail.edges.map(({ node }) => node.type);
}

/** What one of two asks, and the word it writes when it comes first. */
interface Contender {
  readonly who: By;
  readonly mutation: string;
  readonly body?: object;
  readonly word: string;
}
const claims = (who: By): Contender => ({ who, mutation: 'claimCase', word: 'CaseClaimed' });
const accepts = (who: By): Contender => ({ who, mutation: 'acceptTransfer', word: 'TransferAccepted' });
const declines = (who: By): Contender => ({
  ...{ who, mutation: 'declineTransfer', word: 'TransferDeclined' },
  body: { reason: 'Not our product', suggestionUnknown: true },
});
const recalls = (who: By): Contender => ({
  ...{ who, mutation: 'recallTransfer', word: 'TransferRecalled' },
  body: { reason: 'Solved meanwhile' },
});
const offers = (who: By, to: string): Contender => ({
  ...{ who, mutation: 'offerTransfer', word: 'TransferOffered' },
  body: { to, reason: 'SKILL_NEEDED', ask: 'repair it' },
});

interface Race {
  readonly name: string;
  readonly offered: boolean;
  readonly two: readonly [Contender, Contender];
  /** What the second is told where it named no revision. */
  readonly told: string;
}
const RACES: readonly Race[] = [
  { name: 'claim it', offered: false, two: [claims(ines), claims(otto)], told: 'CASE_HELD' },
  {
    name: 'offer it to two departments',
    offered: false,
    two: [offers(ines, 'repair'), offers(otto, 'sales')],
    told: 'TRANSFER_ALREADY_OPEN',
  },
  { name: 'accept it', offered: true, two: [accepts(tom), accepts(rita)], told: 'TRANSFER_NOT_OPEN' },
  { name: 'accept and decline it', offered: true, two: [accepts(tom), declines(rita)], told: 'TRANSFER_NOT_OPEN' },
  { name: 'accept and recall it', offered: true, two: [accepts(tom), recalls(ines)], told: 'TRANSFER_NOT_OPEN' },
  { name: 'decline and recall it', offered: true, two: [declines(tom), recalls(ines)], told: 'TRANSFER_NOT_OPEN' },
];

/** Both orders occur so often before a race is over. */
const EACH_ORDER = 3;

/**
 * Races two until each has come first often enough. Whoever won starts later the next time, behind one more read of the
 * case than before: so both orders occur on any machine, and nobody waits for a time.
 */
async function untilBothWon(race: (handicaps: readonly [number, number], round: number) => Promise<0 | 1>) {
  const won: [number, number] = [0, 0];
  const handicaps: [number, number] = [0, 0];
  for (let round = 0; Math.min(...won) < EACH_ORDER; round += 1) {
    const first = await race([...handicaps], round);
    won[first] += 1;
    handicaps[first] += 1;
    handicaps[1 - first] = Math.max(0, (handicaps[1 - first] ?? 0) - 1);
  }
}

async function behind(reads: number, client: Client, caseId: string): Promise<void> {
  for (let read = 0; read < reads; read += 1) await wordsOf(client, caseId);
}

/** Starts and races of whole processes; not a measure of speed. */
const PATIENCE_MS = 300_000;

async function onTwoReplicas(): Promise<Office> {
  const cluster = await startCluster();
  const { env, folder } = cluster;
  const processes = [
    ...(await Promise.all([1, 2].map(() => BatonProcess.start({ env, folder })))),
    await BatonProcess.startWorker({ env, folder }),
  ];
  const [one, two] = processes as [BatonProcess, BatonProcess];
  const key = keepSecret(join(folder, 'dev-key'));
  const now = (): string => new Date(Date.now()).toISOString();
  const at = (replica: BatonProcess) => async (who: By) => replica.client(await devToken(key, who, now(), 3600));
  const store = await EventStoreDbEventStore.open({
    connectionString: env.BATON_EVENTSTOREDB,
    prefix: env.BATON_EVENTSTOREDB_PREFIX,
  });
  return {
    places: [at(one), at(two)],
    now,
    // An offer of long ago, which a replica made while no worker ran: the one that runs now finds that its time has come.
    expiring: async (caseId) => {
      const commandId = randomUUID();
      const given = { by: ines, now: new Date(Date.now() - 2 * 86_400_000).toISOString(), commandId };
      const body = { caseId, to: 'repair', reason: 'SKILL_NEEDED', ask: 'repair it' } as const;
      await new Streams(store).decide(
        streamOf('case', caseId),
        caseAggregate,
        offerTransfer(body, given, { unknown: [], calendar: always }),
        { ...given, commandHash: hashOfCommand('OfferTransfer', body), correlationId: derivedId(commandId, 'race') },
      );
    },
    close: async () => {
      await Promise.all(processes.map((each) => each.stop('SIGKILL')));
      await store.close();
      await cluster.stop();
    },
  };
}

async function onOneService(): Promise<Office> {
  const clock = new TestClock(new Date(Date.now()).toISOString());
  const baton = await startBaton(app, { clock });
  return {
    places: [(who) => baton.as(who), (who) => baton.as(who)],
    now: clock.now,
    expiring: () => Promise.resolve(clock.pass({ hours: 9 })),
    close: () => baton.close(),
  };
}

describe.each([
  ['two replicas', onTwoReplicas],
  ['the embedded engine', onOneService],
])('two agents at the same instant, on %s', (name, begin) => {
  let office: Office;
  const customerId = randomUUID();
  beforeAll(async () => {
    office = await begin();
    const boss = await office.places[0](ada);
    for (const department of ['shop', 'repair', 'sales']) {
      await asks(boss, 'openDepartment', { department, name: department });
    }
    await asks(boss, 'registerCustomer', { customerId, kind: 'PERSON', name: 'Ewa' });
  }, PATIENCE_MS);
  afterAll(() => office.close(), PATIENCE_MS);

  /** A new case of the shop, on offer to repair where that is wanted. */
  async function aCase(offered: boolean): Promise<string> {
    const caseId = randomUUID();
    const at = (seconds: number): string => new Date(Date.parse(office.now()) - seconds * 1000).toISOString();
    const contact = {
      ...{ direction: 'INBOUND', channel: 'PHONE', participants: ['Ewa'], abandoned: true, matter: 'Dead' },
      ...{ startedAt: at(60), endedAt: at(30) },
    };
    const shop = await office.places[0](ines);
    const opening = { caseId, customerId, department: 'shop', matter: 'It is dead', kind: 'FAULT', contact };
    expect(await asks(shop, 'openCase', { ...opening })).toMatchObject({ __typename: 'Receipt' });
    const { mutation, body } = offers(ines, 'repair');
    if (offered) expect(await asks(shop, mutation, { caseId, ...body })).toMatchObject({ __typename: 'Receipt' });
    return caseId;
  }

  it.each(RACES)(
    '$name: exactly one comes first, and the other is told what happened',
    async ({ offered, two, told }) => {
      await untilBothWon(async (handicaps, round) => {
        const caseId = await aCase(offered);
        const seen = offered ? 1 : 0;
        // Every other time both say which revision they saw.
        const expected = round % 2 ? seen : undefined;
        const outcomes = await Promise.all(
          two.map(async ({ who, mutation, body }, which) => {
            const client = await office.places[which as 0 | 1](who);
            await behind(handicaps[which as 0 | 1], client, caseId);
            return asks(client, mutation, { caseId, ...body }, expected);
          }),
        );
        const first = outcomes.findIndex(({ __typename }) => __typename === 'Receipt') as 0 | 1;
        const winner = two[first];
        const loser = outcomes[1 - first];
        // Also to whom the case is no longer on offer: what ended that concerned them.
        const missed = [{ revision: seen + 1, type: winner.word, agent: winner.who.agent }];
        const conflict = { code: 'REVISION_CONFLICT', missed: expect.arrayContaining(missed) as unknown };
        expect(loser).toMatchObject(
          expected === undefined ? { __typename: 'Refused', code: told } : { __typename: 'Refused', ...conflict },
        );
        const written = ['CaseOpened', ...(offered ? ['TransferOffered'] : []), winner.word];
        for (const place of office.places) {
          const words = await wordsOf(await place(ada), caseId);
          expect(words.slice(0, written.length)).toEqual(written);
          expect(words.slice(written.length)).not.toContain(two[1 - first]?.word);
        }
        return first;
      });
    },
    PATIENCE_MS,
  );

  it(
    'H4 accept it and let it expire: either it is taken and does not expire, or it has expired and cannot be taken',
    async () => {
      await untilBothWon(async (handicaps) => {
        const ofReplicas = name === 'two replicas';
        const caseId = await aCase(!ofReplicas);
        const repair = await office.places[1](tom);
        // On replicas the offer is made here, and the worker is on its way from then on.
        if (ofReplicas) await office.expiring(caseId);
        const [outcome] = await Promise.all([
          behind(handicaps[0], repair, caseId).then(() => asks(repair, 'acceptTransfer', { caseId })),
          ofReplicas ? undefined : behind(handicaps[1], repair, caseId).then(() => office.expiring(caseId)),
        ]);
        const words = await wordsOf(await office.places[0](ada), caseId);
        const taken = outcome.__typename === 'Receipt';
        if (!taken)
          expect(outcome).toMatchObject({
            code: 'TRANSFER_NOT_OPEN',
            message: expect.stringMatching(/expired/) as unknown,
          });
        const after = taken ? ['TransferAccepted'] : ['TransferExpired', 'EscalationRaised'];
        expect(words).toEqual(['CaseOpened', 'TransferOffered', ...after]);
        return taken ? 0 : 1;
      });
    },
    PATIENCE_MS,
  );
});
