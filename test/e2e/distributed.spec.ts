import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { filter, firstValueFrom } from 'rxjs';
import { following } from '../../src/feeds/tail/following.js';
import { BatonProcess, runBaton } from '../support/baton-process.js';
import { startCluster, type TestCluster } from '../support/cluster.js';
import type { Client } from '../support/client.js';

const OPEN = `mutation ($department: String!, $commandId: ID) {
  openDepartment(commandId: $commandId, input: { department: $department, name: "A department" }) { ... on Receipt { position } }
}`;
const CONTACT = `{ direction: INBOUND, channel: PHONE, participants: ["Ewa"], abandoned: true, matter: "Dead",
  startedAt: "2026-01-01T10:00:00Z", endedAt: "2026-01-01T10:05:00Z" }`;
const OPEN_CASE = `mutation ($caseId: ID!, $customerId: ID!, $department: String!) {
  registerCustomer(input: { customerId: $customerId, kind: PERSON, name: "Ewa" }) { __typename }
  openCase(input: { caseId: $caseId, customerId: $customerId, department: $department, matter: "Dead", kind: FAULT,
    contact: ${CONTACT} }) { ... on Receipt { position } ... on Refused { code message } }
}`;
const LIST = 'query ($at: String) { departments(first: 100, atLeast: $at) { edges { node { code } } } }';

interface WorkerHealth {
  readonly status: string;
  readonly lease: 'held' | 'waiting';
}

/** Starts, kills and elections of whole processes; not a measure of speed. */
const PATIENCE_MS = 120_000;

describe('several processes', () => {
  let cluster: TestCluster;
  let one: BatonProcess;
  let two: BatonProcess;
  const workers: BatonProcess[] = [];
  beforeAll(async () => {
    cluster = await startCluster();
    const { env, folder } = cluster;
    [one, two] = await Promise.all([BatonProcess.start({ env, folder }), BatonProcess.start({ env, folder })]);
    workers.push(...(await Promise.all([1, 2].map(() => BatonProcess.startWorker({ env, folder })))));
  }, PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([one, two, ...workers].map((each) => each.stop('SIGTERM')));
    await cluster.stop();
  }, PATIENCE_MS);

  /** The token of one is good at the other: they have the key in common. */
  const at = (replica: BatonProcess): Client => replica.client(one.announced.token);
  const opens = async (
    client: Client,
    department = `d-${randomUUID()}`,
  ): Promise<{ department: string; position: string }> => {
    const { openDepartment } = await client.get<{ openDepartment: { position: string } }>(OPEN, { department });
    return { department, position: openDepartment.position };
  };
  const opensCase = async (client: Client): Promise<{ caseId: string; position: string }> => {
    const [caseId, customerId] = [randomUUID(), randomUUID()];
    const { department } = await opens(client);
    const { openCase } = await client.get<{ openCase: { position: string } }>(OPEN_CASE, {
      ...{ caseId, customerId, department },
    });
    return { caseId, position: openCase.position };
  };
  const lists = async (client: Client, position: string): Promise<string[]> => {
    interface Listed {
      readonly departments: { readonly edges: readonly { readonly node: { readonly code: string } }[] };
    }
    const { departments } = await client.get<Listed>(LIST, { at: position });
    return departments.edges.map(({ node }) => node.code);
  };
  it('read at one what was written at the other, as soon as it was acknowledged', async () => {
    for (const [writer, reader] of [
      [one, two],
      [two, one],
    ] as const) {
      const { department, position } = await opens(at(writer));
      expect(await lists(at(reader), position)).toContain(department);
    }
  });

  it('tell at one what happened at the other', async () => {
    const feed = following({
      address: new URL('/feeds/cases?after=beginning&department=*', two.announced.url),
      token: one.announced.token ?? '',
      lost: () => undefined,
    }).pipe(filter(({ name }) => name === 'message'));
    const told = firstValueFrom(feed);
    const { position } = await opensCase(at(one));
    expect((await told).id).toBe(position);
  });

  it('build the views once: one worker has the lease, the other waits and is well', async () => {
    const healths = await Promise.all(workers.map((worker) => worker.health<WorkerHealth>()));
    expect(healths.map(({ status }) => status)).toEqual(['ready', 'ready']);
    expect(healths.map(({ lease }) => lease).toSorted()).toEqual(['held', 'waiting']);
    const figures = await Promise.all(workers.map((worker) => worker.figure('baton_lease_held')));
    expect(figures).toEqual(healths.map(({ lease }) => (lease === 'held' ? 1 : 0)));
  });

  it('go on building when the worker that builds is killed', async () => {
    const healths = await Promise.all(workers.map((worker) => worker.health<WorkerHealth>()));
    const [builder] = workers.splice(
      healths.findIndex(({ lease }) => lease === 'held'),
      1,
    );
    await builder?.stop('SIGKILL');
    const { department, position } = await opens(at(one));
    expect(await seen(() => lists(at(two), position))).toContain(department);
    const [left] = workers;
    expect(await left?.health<WorkerHealth>()).toMatchObject({ status: 'ready', lease: 'held' });
    workers.push(await BatonProcess.startWorker({ env: cluster.env, folder: cluster.folder }));
  });

  it('hand the building on at once when the worker that builds is told to stop', async () => {
    const [builder] = workers.splice(0, 1);
    expect(await builder?.stop('SIGTERM')).toMatchObject({ code: 0 });
    const { department, position } = await opens(at(one));
    expect(await seen(() => lists(at(two), position))).toContain(department);
  });

  it('read the cluster on the command line, and refuse what is of a data folder or of a worker', async () => {
    const { env, folder } = cluster;
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await runBaton([...args, '--json'], { env, folder });
      const said = (stderr || stdout).trim().split('\n').at(-1) ?? '';
      return { code, ...(JSON.parse(said) as { error?: { code: string }; root?: string; cases?: number }) };
    };
    expect(await run('verify')).toMatchObject({ code: 0, root: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await run('figures', 'transfers')).toMatchObject({ code: 0, cases: 1 });
    expect(await run('rebuild', 'departments')).toMatchObject({ code: 1, error: { code: 'VIEWS_BUILT_BY_WORKER' } });
    for (const words of [
      ['backup', `${folder}-backup`],
      ['restore', `${folder}-backup`],
    ]) {
      expect(await run(...words)).toMatchObject({ code: 1, error: { code: 'ONLY_FOR_A_DATA_FOLDER' } });
    }
    expect(readdirSync(folder).toSorted()).toEqual(['dev-key', 'shared-identifier-key']);
  });

  it.each([
    ['serve', 'BATON_EVENTSTOREDB', 'esdb://baton:hush@127.0.0.1:1?tls=true', 'STORE_UNREACHABLE'],
    ['worker', 'BATON_EVENTSTOREDB', 'esdb://baton:hush@127.0.0.1:1?tls=true', 'STORE_UNREACHABLE'],
    ['serve', 'BATON_POSTGRES', 'postgres://baton:hush@127.0.0.1:1/baton', 'VIEWS_UNREACHABLE'],
    ['worker', 'BATON_POSTGRES', 'postgres://baton:hush@127.0.0.1:1/baton', 'VIEWS_UNREACHABLE'],
  ])(
    'end at the start (%s) where the server of %s is not there, and say so in three lines',
    async (command, variable, address, code) => {
      const { folder, env } = cluster;
      const ended = await runBaton([command], { folder, env: { ...env, [variable]: address } });
      expect([ended.code, ended.stdout]).toEqual([1, '']);
      expect(ended.stderr).toMatch(new RegExp(`^baton: .*127\\.0\\.0\\.1:1.*\n {2}.+\\.\n {2}\\(${code}\\)\n$`));
      expect(ended.stderr).not.toContain('hush');
    },
    PATIENCE_MS,
  );

  it('are no workers where the data folder holds all', async () => {
    const { code, stderr } = await runBaton(['worker', '--json']);
    expect([code, JSON.parse(stderr)]).toMatchObject([1, { error: { code: 'WORKER_WITHOUT_CLUSTER' } }]);
  });

  it('stay ready while nobody builds the views, and say that, until somebody does', async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop('SIGTERM')));
    interface Health {
      readonly status: string;
      readonly problems: readonly { readonly code: string }[];
    }
    const withProblems = async (...codes: string[]): Promise<Health> => {
      for (;;) {
        const health = await two.health<Health>();
        if (String(health.problems.map(({ code }) => code)) === String(codes)) return health;
      }
    };
    expect((await withProblems('VIEWS_UNATTENDED')).status).toBe('ready');
    await opens(at(two));
    workers.push(await BatonProcess.startWorker({ env: cluster.env, folder: cluster.folder }));
    expect((await withProblems()).status).toBe('ready');
  });

  it('answer a caller whose replica was killed, with the same answer to the same command', async () => {
    const commandId = randomUUID();
    const department = `d-${commandId}`;
    const receipt = await at(one).get(OPEN, { department, commandId });
    await one.stop('SIGKILL');
    expect(await at(two).get(OPEN, { department, commandId })).toEqual(receipt);
    one = await BatonProcess.start({ env: cluster.env, folder: cluster.folder });
  });
});

/** What an operation answers once the views have come as far as it asks, however often it must be asked. */
async function seen<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!String(error).includes('VIEW_BEHIND')) throw error;
    }
  }
}
