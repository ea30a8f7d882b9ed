import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BatonProcess, runBaton } from '../support/baton-process.js';
import { startCluster, type TestCluster } from '../support/cluster.js';
import type { Client } from '../support/client.js';

const OFFICE = resolve(import.meta.dirname, '../../docs/samples/office.xes');
const CASES = '{ searchCases(first: 100) { edges { node { caseId } } } }';
const LOOK = 'query Look($id: ID!) { case(id: $id) { id } }';

interface Ended {
  readonly code: number | null;
  /** Each line of the output. */
  readonly lines: readonly Record<string, unknown>[];
  readonly error?: { readonly code: string; readonly message: string; readonly remedy?: string };
}

/** Starts of whole processes; not a measure of speed. */
const PATIENCE_MS = 120_000;

describe('commands of the command line, over the engines that several processes share', () => {
  let cluster: TestCluster;
  let service: BatonProcess;
  let worker: BatonProcess;
  beforeAll(async () => {
    cluster = await startCluster();
    const { env, folder } = cluster;
    [service, worker] = await Promise.all([
      BatonProcess.start({ env, folder }),
      BatonProcess.startWorker({ env, folder }),
    ]);
  }, PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([service, worker].map((each) => each.stop('SIGTERM')));
    await cluster.stop();
  }, PATIENCE_MS);

  const run = async (...args: string[]): Promise<Ended> => {
    const { code, stdout, stderr } = await runBaton([...args, '--json'], { env: cluster.env, folder: cluster.folder });
    const parsed = (text: string) =>
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const [failed] = parsed(stderr) as unknown as Pick<Ended, 'error'>[];
    return { code, lines: parsed(stdout), ...failed };
  };
  const as = async (role: string): Promise<Client> => {
    const words = ['token', '--agent', role.toLowerCase(), '--department', 'audit', '--role', role];
    const { stdout } = await runBaton(words, { env: cluster.env, folder: cluster.folder });
    return service.client(stdout.trim().split('\n').at(-1));
  };
  const cases = async (): Promise<string[]> => {
    const { searchCases } = await service
      .client()
      .get<{ searchCases: { edges: readonly { node: { caseId: string } }[] } }>(CASES);
    return searchCases.edges.map(({ node }) => node.caseId).toSorted();
  };
  /** What the auditor has looked at, as the command tells it. */
  const looks = (): Promise<Ended> => run('access-log', '--reader', 'auditor');
  const imported = (): Promise<Ended> => run('import', 'xes', OFFICE, '--profile', 'office');

  it(
    'import a log, and end when the worker has the views of it',
    async () => {
      expect(await imported()).toMatchObject({ code: 0, lines: [{ casesWritten: 12, problems: 0 }] });
      expect(await cases()).toHaveLength(12);
      expect(await imported()).toMatchObject({ code: 0, lines: [{ casesWritten: 0, casesAlreadyThere: 12 }] });
    },
    PATIENCE_MS,
  );

  it(
    'export a case with its hashes, and say which case is unknown',
    async () => {
      const [id = ''] = await cases();
      const out = join(cluster.folder, 'case.json');
      expect(await run('export', id, '--out', out)).toMatchObject({ code: 0, lines: [{ file: out, verified: true }] });
      expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ case: id, verified: true });
      const html = await runBaton(['export', id, '--format', 'html'], { env: cluster.env, folder: cluster.folder });
      expect([html.code, html.stdout]).toEqual([0, expect.stringContaining(id)]);
      const none = '3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10';
      expect(await run('export', none)).toMatchObject({ code: 1, error: { code: 'CASE_UNKNOWN' } });
    },
    PATIENCE_MS,
  );

  it(
    'replay a case, event by event',
    async () => {
      const [id = ''] = await cases();
      const { code, lines } = await run('replay', id);
      expect(code).toBe(0);
      expect(lines.length).toBeGreaterThan(1);
      expect(await run('replay', id, '--at', '0', '--diff')).toMatchObject({ code: 0, lines: [expect.anything()] });
    },
    PATIENCE_MS,
  );

  it(
    'tell who has looked, also what was looked at just before',
    async () => {
      const [id = ''] = await cases();
      await (await as('AUDITOR')).get(LOOK, { id });
      expect(await looks()).toMatchObject({ code: 0, lines: [{ caseId: id, operation: 'Look' }] });
      expect(await run('access-log', id, '--reader', 'nobody')).toMatchObject({ code: 0, lines: [] });
    },
    PATIENCE_MS,
  );

  describe('while no worker runs', () => {
    beforeAll(async () => {
      await worker.stop('SIGTERM');
    }, PATIENCE_MS);

    it(
      'rebuild all views or one, and what is read is as it was',
      async () => {
        const before = await cases();
        const { code, lines } = await run('rebuild');
        expect([code, lines]).toEqual([
          0,
          [{ rebuilt: expect.arrayContaining(['customer_card', 'departments']) as unknown }],
        ]);
        expect(await cases()).toEqual(before);
        expect(await run('rebuild', 'departments')).toMatchObject({ code: 0, lines: [{ rebuilt: ['departments'] }] });
        expect(await looks()).toMatchObject({ code: 0, lines: [{ operation: 'Look' }] });
      },
      PATIENCE_MS,
    );

    it(
      'say that nobody builds the views where they need what was just written',
      async () => {
        const [id = ''] = await cases();
        await (await as('AUDITOR')).get(LOOK, { id });
        expect(await looks()).toMatchObject({
          code: 1,
          error: { code: 'VIEW_BEHIND', remedy: expect.stringContaining('worker') as unknown },
        });
      },
      PATIENCE_MS,
    );

    it(
      'leave the views to a worker that comes afterwards',
      async () => {
        worker = await BatonProcess.startWorker({ env: cluster.env, folder: cluster.folder });
        expect((await looks()).lines).toHaveLength(2);
        expect(await run('rebuild', 'departments')).toMatchObject({
          code: 1,
          error: { code: 'VIEWS_BUILT_BY_WORKER' },
        });
      },
      PATIENCE_MS,
    );
  });
});
