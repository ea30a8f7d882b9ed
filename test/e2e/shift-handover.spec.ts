import { setTimeout as pause } from 'node:timers/promises';
import { derivedId, streamOf, type By, type CaseFact, type Role } from '@baton/contracts';
import type { CommandContext, StoredEvent } from '@baton/event-store';
import { app } from '../../src/app.js';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { handOverShift } from '../../src/cases/commands/hand-over-shift/hand-over-shift.decision.js';
import { handoverAggregate } from '../../src/cases/handover.state.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

interface Outcome {
  readonly key: string;
  readonly revision: number;
  readonly position: string;
  readonly code?: string;
  readonly missing?: readonly string[];
  readonly leftOut?: readonly object[];
}
interface Handover {
  readonly agent: string;
  readonly offered: boolean;
  readonly waiting: number;
  readonly cases: readonly { readonly caseId: string; readonly status: string | null; readonly code: string | null }[];
}

const SEED = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6c';
const id = (name: string): string => derivedId(SEED, name);
const people = { ada: ['office', 'ADMIN'], lea: ['repair', 'SUPERVISOR'], sam: ['sales', 'SUPERVISOR'] } as const;
const byOf = (agent: string): By => {
  const [department, role] = (people as Record<string, readonly [string, Role]>)[agent] ?? ['repair', 'AGENT' as const];
  return { agent, department, role };
};

const clock = new TestClock();
let baton: TestBaton;
const clients = new Map<string, Client>();

beforeAll(async () => {
  baton = await startBaton(app, { clock });
  for (const agent of ['ada', 'lea', 'sam', 'tom', 'rosa', 'ulf']) clients.set(agent, await baton.as(byOf(agent)));
  await asks('ada', 'openDepartment', { department: 'repair', name: 'Repair shop' });
  for (const agent of ['tom', 'rosa', 'ulf']) {
    await asks('ada', 'registerAgent', { agent, name: agent, department: 'repair' });
  }
});
afterAll(() => baton.close());

async function asks(agent: string, mutation: string, input: object, commandId?: string): Promise<Outcome> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const operation = `mutation Ask($input: ${type}!, $commandId: ID) {
    ${mutation}(input: $input, commandId: $commandId) {
      ... on Receipt { key revision position leftOut { caseId code message } }
      ... on Refused { code message missing }
    }
  }`;
  const client = clients.get(agent) as Client;
  return (await client.get<Record<string, Outcome>>(operation, { input, commandId }))[mutation] as Outcome;
}

const contextOf = (name: string, agent: string): CommandContext => ({
  commandId: id(name),
  commandHash: id(name).replaceAll('-', '').repeat(2),
  correlationId: id(name),
  by: byOf(agent),
  now: clock.now(),
});

/** An open case in the hands of an agent. */
async function heldBy(holder: string, name: string, details: object = {}): Promise<string> {
  const caseId = id(name);
  const opened = { customerId: id('Anna'), department: 'repair', matter: 'It stands still', ...details };
  const facts: CaseFact[] = [
    { type: 'CaseOpened', data: opened },
    { type: 'CaseClaimed', data: { holder } },
  ];
  const { streams } = baton.baton;
  await streams.decide(streamOf('case', caseId), caseAggregate, () => facts, contextOf(`open ${name}`, holder));
  return caseId;
}

const stateOf = async (caseId: string) =>
  (await baton.baton.streams.load(streamOf('case', caseId), caseAggregate))?.state;
const holderOf = async (caseId: string): Promise<string | undefined> => (await stateOf(caseId))?.holder;

async function eventsOf(stream: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of baton.baton.store.readStream(stream)) events.push(event);
  return events;
}

async function handovers(agent: string, atLeast?: string, waiting?: boolean): Promise<Handover[]> {
  const query = `query Look($agent: String, $waiting: Boolean, $atLeast: String) {
    shiftHandovers(department: "repair", filter: { agent: $agent, waiting: $waiting }, atLeast: $atLeast) {
      edges { node { agent offered waiting cases { caseId status code } } }
    }
  }`;
  const { shiftHandovers } = await (clients.get('lea') as Client).get<{
    shiftHandovers: { edges: { node: Handover }[] };
  }>(query, { agent, waiting, atLeast });
  return shiftHandovers.edges.map(({ node }) => node);
}

const readBack = { ask: 'Go on', firstAction: 'Call', by: '2026-03-03T12:00:00.000Z' };

describe('a handover at the end of a shift', () => {
  it('H1, H3 offers all with their briefs, leaves each with the sender until it is accepted, and is shown', async () => {
    const [first, second, third] = [
      await heldBy('tom', 'one'),
      await heldBy('tom', 'two'),
      await heldBy('tom', 'three'),
    ];
    await asks('tom', 'offerTransfer', { caseId: third, to: 'repair', reason: 'ABSENCE_OR_SHIFT', ask: 'Look at it' });
    const commandId = id('handover');
    const begun = await asks('tom', 'handOverShift', { toAgent: 'rosa' }, commandId);
    expect(begun.code).toBeUndefined();
    // What was left out is named at once, with what to do.
    const message = expect.stringContaining('recall that offer, or wait for the answer') as string;
    expect(begun.leftOut).toEqual([{ caseId: third, code: 'TRANSFER_ALREADY_OPEN', message }]);
    expect(await asks('tom', 'handOverShift', { toAgent: 'rosa' }, commandId)).toEqual(begun);
    expect(await Promise.all([first, second, third].map(holderOf))).toEqual(['tom', 'tom', 'tom']);
    expect((await stateOf(first))?.transfers.first()).toMatchObject({ toAgent: 'rosa', reason: 'ABSENCE_OR_SHIFT' });
    const [shown, ...others] = await handovers('tom', begun.position, true);
    expect(others).toEqual([]);
    expect(shown).toMatchObject({ offered: true, waiting: 2 });
    expect(shown?.cases).toContainEqual({ caseId: third, status: null, code: 'TRANSFER_ALREADY_OPEN' });

    const taking = id('taking');
    const taken = await asks('rosa', 'acceptHandover', { handoverId: begun.key }, taking);
    expect(taken.code).toBeUndefined();
    expect(await asks('rosa', 'acceptHandover', { handoverId: begun.key }, taking)).toEqual(taken);
    expect(await Promise.all([first, second, third].map(holderOf))).toEqual(['rosa', 'rosa', 'tom']);
    expect(await handovers('tom', taken.position, true)).toEqual([]);
    expect(await asks('rosa', 'acceptHandover', { handoverId: begun.key })).toMatchObject({
      code: 'NOTHING_TO_HAND_OVER',
    });
  });

  it('H6 takes all or none: a read-back that is missing is named', async () => {
    const [calm, complaint] = [await heldBy('ulf', 'calm'), await heldBy('ulf', 'complaint', { kind: 'COMPLAINT' })];
    const { key: handoverId } = await asks('ulf', 'handOverShift', {});
    const refused = await asks('rosa', 'acceptHandover', { handoverId });
    expect(refused).toMatchObject({ code: 'HANDOVER_REFUSED', missing: [expect.stringContaining(complaint)] });
    expect(await holderOf(calm)).toBe('ulf');
    const cases = [{ caseId: calm }, { caseId: complaint, readBack }];
    expect((await asks('rosa', 'acceptHandover', { handoverId, cases })).code).toBeUndefined();
    expect(await Promise.all([calm, complaint].map(holderOf))).toEqual(['rosa', 'rosa']);
    expect((await asks('rosa', 'acceptHandover', { handoverId, cases })).code).toBeUndefined();
    const other = { caseId: complaint, readBack: { ...readBack, firstAction: 'Write' } };
    expect(await asks('rosa', 'acceptHandover', { handoverId, cases: [other] })).toMatchObject({
      code: 'HANDOVER_REFUSED',
      missing: [expect.stringMatching(/accepted already, by rosa on .*read back: Go on; first Call/)],
    });
  });

  it('refuses all that are named where one cannot go, and writes nothing', async () => {
    const [mine, his] = [await heldBy('tom', 'mine'), await heldBy('ulf', 'his')];
    const named = { cases: [{ caseId: mine }, { caseId: his }] };
    expect(await asks('tom', 'handOverShift', named)).toMatchObject({
      code: 'HANDOVER_REFUSED',
      missing: [expect.stringContaining('ulf holds it')],
    });
    expect((await stateOf(mine))?.openTransferId).toBeUndefined();
  });

  it('is asked for by his supervisor in his name, and by no other', async () => {
    const caseId = await heldBy('tom', 'by his supervisor');
    const named = { agent: 'tom', toAgent: 'ulf', cases: [{ caseId, ask: 'Call before noon' }] };
    expect(await asks('sam', 'handOverShift', named)).toMatchObject({ code: 'NOT_YOUR_DEPARTMENT' });
    await asks('lea', 'handOverShift', named);
    const [offer] = (await eventsOf(streamOf('case', caseId))).filter(({ type }) => type === 'TransferOffered');
    expect(offer).toMatchObject({
      by: { agent: 'lea', onBehalfOf: 'tom' },
      data: { brief: { ask: 'Call before noon' } },
    });
  });

  it('goes on by itself where whoever began it died, and reports what changed in between', async () => {
    const [kept, gone] = [await heldBy('tom', 'kept'), await heldBy('tom', 'gone')];
    const context = contextOf('begun and left', 'tom');
    const states = new Map([
      [kept, await stateOf(kept)],
      [gone, await stateOf(gone)],
    ]) as never;
    const facts = { department: 'repair', held: [kept, gone], states, receivers: new Map() };
    const handoverId = derivedId(context.commandId, 'handover');
    const stream = streamOf('handover', handoverId);
    await baton.baton.streams.decide(stream, handoverAggregate, handOverShift({}, context, facts), context);
    await asks('tom', 'releaseCase', { caseId: gone });
    clock.pass({ minutes: 1 });
    while ((await eventsOf(stream)).length < 2) await pause(5);
    expect((await stateOf(kept))?.openTransferId).toBeDefined();
    const [, offered, ...more] = await eventsOf(stream);
    expect(more).toEqual([]);
    expect(offered?.data).toMatchObject({ left: [{ caseId: gone, code: 'CASE_NOT_HELD' }] });
    const [offer] = (await eventsOf(streamOf('case', kept))).filter(({ type }) => type === 'TransferOffered');
    expect(offer?.by).toMatchObject({ agent: 'tom', via: 'finish-shift-handovers' });
  });

  it('H1 is not taken back by an acceptance, nor from a colleague who has claimed a case since', async () => {
    const [left, claimed] = [await heldBy('tom', 'left'), await heldBy('tom', 'claimed since')];
    const cases = [{ caseId: left }, { caseId: claimed }];
    const { key: handoverId } = await asks('tom', 'handOverShift', { cases });
    expect(await asks('tom', 'acceptHandover', { handoverId })).toMatchObject({ code: 'NOTHING_TO_HAND_OVER' });
    expect(await asks('tom', 'acceptHandover', { handoverId, cases })).toMatchObject({ code: 'NOTHING_TO_HAND_OVER' });
    await asks('tom', 'releaseCase', { caseId: claimed });
    await asks('ulf', 'claimCase', { caseId: claimed });
    expect(await asks('rosa', 'acceptHandover', { handoverId })).toMatchObject({
      code: 'HANDOVER_REFUSED',
      missing: [expect.stringContaining('ulf has claimed it since')],
    });
    expect((await asks('rosa', 'acceptHandover', { handoverId, cases: [{ caseId: left }] })).code).toBeUndefined();
    expect(await Promise.all([left, claimed].map(holderOf))).toEqual(['rosa', 'ulf']);
  });

  it('taken by two at the same instant, each case has one holder, and the other is told', async () => {
    const caseIds = [
      await heldBy('tom', 'race one'),
      await heldBy('tom', 'race two'),
      await heldBy('tom', 'race three'),
    ];
    const { key: handoverId } = await asks('tom', 'handOverShift', { cases: caseIds.map((caseId) => ({ caseId })) });
    const outcomes = await Promise.all(['rosa', 'ulf'].map((agent) => asks(agent, 'acceptHandover', { handoverId })));
    const holders = await Promise.all(caseIds.map(holderOf));
    for (const holder of holders) expect(['rosa', 'ulf']).toContain(holder);
    const told = (await eventsOf(streamOf('handover', handoverId))).filter(({ type }) => type === 'HandoverAccepted');
    const taken = told.flatMap(({ data }) => (data as { cases: string[] }).cases);
    expect(taken.sort()).toEqual([...caseIds].sort());
    expect(outcomes.filter(({ code }) => code !== undefined).length + told.length).toBe(2);
  });
});
