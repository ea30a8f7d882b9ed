import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { comparePositions } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { readOn } from '@baton/event-store/testing';
import { BatonProcess, runBaton, temporaryFolder } from '../support/baton-process.js';
import type { Client } from '../support/client.js';

const CLI = resolve(import.meta.dirname, '../..', process.env['BATON_TEST_DIST'] ?? 'dist', 'src/cli.js');
const CALLERS = 6;
const BACKUPS = 3;

interface Backup {
  readonly backup: string;
  readonly events: number;
  readonly position: string;
  readonly root: string;
}

interface Registered {
  readonly customerId: string;
  readonly email: string;
  readonly position: string;
}

/** Registers a customer who is recognised by an address, which is stored as a fingerprint under the identifier key. */
async function register(client: Client): Promise<Registered> {
  const customerId = randomUUID();
  const email = `${customerId}@example.org`;
  const { registerCustomer } = await client.get<{ registerCustomer: { position?: string; code?: string } }>(
    `mutation ($input: RegisterCustomerInput!) {
      registerCustomer(input: $input) { ... on Receipt { position } ... on Refused { code } } }`,
    { input: { customerId, kind: 'PERSON', name: 'Ewa', identifiers: [{ kind: 'EMAIL', value: email }] } },
  );
  const { position } = registerCustomer;
  if (position === undefined) throw new Error(`it was refused: ${registerCustomer.code}`);
  return { customerId, email, position };
}

const recognised = async (client: Client, email: string): Promise<string | undefined> =>
  (
    await client.get<{ customerByIdentifier: { customerId: string } | null }>(
      `query ($value: String!) { customerByIdentifier(kind: EMAIL, value: $value) { customerId } }`,
      { value: email },
    )
  ).customerByIdentifier?.customerId;

async function logOf(folder: string): Promise<unknown[]> {
  const store = SqliteEventStore.open({ file: join(folder, 'events.db'), readOnly: true });
  const events = await readOn(store, undefined);
  await store.close();
  return events;
}

/** Starts and commands of whole processes; not a measure of speed. */
const PATIENCE_MS = 120_000;

describe('a service that is backed up while its callers write', () => {
  const running: BatonProcess[] = [];
  const start = async (folder: string): Promise<BatonProcess> => {
    const baton = await BatonProcess.start({ folder });
    running.push(baton);
    return baton;
  };
  afterEach(() => Promise.all(running.map((baton) => baton.stop('SIGKILL'))));

  it(
    'goes on undisturbed; each backup is a whole prefix of its log with all that was acknowledged before, and a service of it serves that',
    async () => {
      const [folder, backups] = [temporaryFolder(), temporaryFolder()];
      const baton = await start(folder);
      const acknowledged: Registered[] = [];
      let enough = false;
      const callers = Array.from({ length: CALLERS }, async () => {
        while (!enough) acknowledged.push(await register(baton.client()));
      });

      const taken: (Backup & { readonly before: readonly Registered[] })[] = [];
      for (let count = 0; count < BACKUPS; count++) {
        const before = [...acknowledged];
        const { code, stdout, stderr } = await runBaton(['backup', join(backups, String(count)), '--json'], { folder });
        expect([code, stderr]).toEqual([0, '']);
        taken.push({ ...(JSON.parse(stdout) as Backup), before });
      }
      const lost = await register(baton.client());
      enough = true;
      await Promise.all(callers);

      for (const { before, position, root } of taken) {
        for (const one of before) expect(comparePositions(one.position, position)).toBeLessThanOrEqual(0);
        expect((await runBaton(['verify', '--up-to', position, '--root', root], { folder })).code).toBe(0);
      }
      const last = taken.at(-1) as (typeof taken)[number];
      expect(last.before.length).toBeGreaterThan(0);

      const again = temporaryFolder();
      expect((await runBaton(['restore', last.backup], { folder: again })).code).toBe(0);
      expect(await logOf(again)).toEqual((await logOf(folder)).slice(0, last.events));

      // The token of the service that was backed up is believed, and its identifiers are found, by the secrets.
      const restored = (await start(again)).client(baton.announced.token);
      const { customerId, email } = last.before.at(-1) as Registered;
      expect(await recognised(restored, email)).toBe(customerId);
      expect(await recognised(restored, lost.email)).toBeUndefined();
      expect(await recognised(baton.client(), lost.email)).toBe(lost.customerId);
      await register(restored);
      expect((await runBaton(['verify'], { folder: again })).code).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'is backed up and restored by the lines of the how-to page, and the drill ends with the same root',
    async () => {
      const page = readFileSync(join(import.meta.dirname, '../../docs/how-to/back-up-baton.md'), 'utf8');
      const lines = [...page.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) => block.trim().split('\n'));
      const [folder, place] = [temporaryFolder(), temporaryFolder()];
      running.push(await BatonProcess.start({ folder, env: { BATON_DEMO: 'on' } }));
      mkdirSync(join(place, 'backups'));
      const told = new Map<string, string>();
      for (const line of lines.filter((each) => !each.endsWith(' serve'))) {
        const here = line.replace('/backups/', './backups/').replace(/^npm run (--silent )?baton --/, '"$NODE" "$CLI"');
        const { status, stdout, stderr } = spawnSync('sh', ['-c', here], {
          cwd: place,
          encoding: 'utf8',
          env: {
            PATH: process.env['PATH'],
            NODE: process.execPath,
            CLI,
            BATON_CONFIG: '/dev/null',
            BATON_DATA: folder,
          },
        });
        expect([line, status, stderr]).toEqual([line, 0, '']);
        told.set(line.replace(/^.* -- /, ''), stdout);
      }
      const { root } = JSON.parse(readFileSync(join(place, 'drill.json'), 'utf8')) as Backup;
      expect(told.get('--data ./drill verify')).toContain(`root ${root} at position`);
      expect(told.get('--data ./restored verify')).toContain('what was stored');
      expect(told.get('--data ./drill figures transfers')).toMatch(/cases +[1-9]/);
    },
    PATIENCE_MS,
  );
});
