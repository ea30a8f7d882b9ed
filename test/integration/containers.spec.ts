import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { readSettings } from '../../src/platform/config/settings.js';
import { BatonProcess, runBaton, temporaryFolder } from '../support/baton-process.js';

/* What can be said of the files for containers without an engine of containers. */

const ROOT = resolve(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly restart: string;
  readonly profiles?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly networks: readonly string[];
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck: { readonly test: readonly string[] };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: object;
  readonly secrets: object;
}

/** Puts what a person sets in place of `${NAME:-default}` and `${NAME:?why}`. */
const interpolated = (text: string): string =>
  text.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) =>
    kind === '-' ? rest : `set-${name.toLowerCase().replaceAll('_', '-')}`,
  );

const compose = parse(interpolated(read('docker-compose.yml')), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image.startsWith('baton:'));
const nodes = services.filter(([, { image }]) => image.startsWith('eventstore/'));
const packageJson = JSON.parse(read('package.json')) as { version: string; devDependencies: Record<string, string> };

/** The command of a health check, as arguments. */
const checkOf = ({ healthcheck }: Service): readonly string[] => healthcheck.test.slice(1);

describe('docker-compose.yml', () => {
  it('has two services of Baton, a worker, a cluster of three, a single node and a PostgreSQL', () => {
    expect(ours.map(([name, { command }]) => [name, command])).toEqual([
      ['api-1', ['serve']],
      ['api-2', ['serve']],
      ['worker', ['worker']],
    ]);
    expect(nodes.map(([name, { profiles }]) => [name, profiles])).toEqual([
      ['esdb', ['single']],
      ...['esdb-1', 'esdb-2', 'esdb-3'].map((name) => [name, ['cluster']]),
    ]);
    expect(compose.services['postgres']).toBeDefined();
  });

  it.each(ours)('gives %s settings that Baton takes, every one of them', (_, { environment }) => {
    const key = join(temporaryFolder(), 'identifier-key');
    writeFileSync(key, '5e'.repeat(32));
    const settings = readSettings({ ...environment, BATON_IDENTIFIER_KEY_FILE: key });
    expect(settings.cluster).toMatchObject({ eventstoredb: expect.stringContaining('esdb-1:2113,esdb-2:2113') });
  });

  it.each(ours)('lets %s write nowhere and do nothing but its work', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      tmpfs: ['/tmp'],
    });
    expect(service.environment['BATON_IDENTIFIER_KEY_FILE']).toBe(`/run/secrets/${service.secrets?.[0]}`);
  });

  it.each(ours)('gives %s a command that there is', async (_, { command = [] }) => {
    expect(await runBaton([...command, '--help'])).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(services)(
    'pins the image of %s, checks its health, and starts it again whatever it ended with',
    (_, service) => {
      expect(service.image).toMatch(/^[\w./-]+:\d+\.\d+[\w.-]*$/);
      expect(checkOf(service).length).toBeGreaterThan(0);
      expect(service.restart).toBe('always');
    },
  );

  it.each(services)('names what %s is tied to', (_, service) => {
    const { volumes, networks, secrets = [], depends_on: before = {} } = service;
    for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    for (const network of networks) expect(Object.keys(compose.networks)).toContain(network);
    for (const secret of secrets) expect(Object.keys(compose.secrets)).toContain(secret);
    for (const name of Object.keys(before)) expect(Object.keys(compose.services)).toContain(name);
  });

  it('lets nobody outside reach the engines, which ask for no password', () => {
    expect(compose.networks['engines']).toEqual({ internal: true });
    for (const [, { networks, ports }] of services.filter((one) => !ours.includes(one))) {
      expect([networks, ports]).toEqual([['engines'], undefined]);
    }
    for (const [, { ports = [] }] of ours) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:3000$/);
  });

  it.each(nodes)('has %s know the others, send nothing home and keep its events', (name, { environment, volumes }) => {
    const others = nodes.map(([node]) => node).filter((node) => name !== 'esdb' && node !== 'esdb' && node !== name);
    const seeds = others.map((node) => `${node}:2113`).join(',');
    expect(environment['EVENTSTORE_GOSSIP_SEED'] ?? '').toBe(seeds);
    expect(environment).toMatchObject({
      EVENTSTORE_TELEMETRY_OPTOUT: 'true',
      EVENTSTORE_NODE_HOST_ADVERTISE_AS: name,
    });
    expect(volumes).toEqual([`${name}:/var/lib/eventstore`]);
  });

  it('asks the processes of Baton for their health as they tell it', async () => {
    const baton = await BatonProcess.start();
    const { port } = new URL(baton.announced.url);
    for (const [, service] of ours) {
      const [program = '', ...args] = checkOf(service);
      expect(program).toBe('node');
      const at = (where: string): number | null =>
        spawnSync(
          process.execPath,
          args.map((word) => word.replace(':3000/', `:${where}/`)),
        ).status;
      expect(at(port)).toBe(0);
      // A port on which nobody listens.
      expect(at('1')).toBe(1);
    }
    await baton.stop('SIGTERM');
  });
});

describe('the health check of a node', () => {
  /** What a node tells of a member, as EventStoreDB writes it. */
  const member = (state: string, isAlive: boolean) => ({ instanceId: 'any', timeStamp: 'now', state, isAlive });
  let told: { status: number; members: readonly object[] };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(told.status).end(JSON.stringify({ members: told.members }, undefined, 2));
  });
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => server.close());

  /** What the check of a node ends with. */
  const ended = async ([, service]: (typeof nodes)[number]): Promise<unknown> => {
    const [command = ''] = checkOf(service);
    const { port } = server.address() as AddressInfo;
    const check = spawn('sh', ['-c', command.replace('127.0.0.1:2113/', `127.0.0.1:${port}/`)], { stdio: 'ignore' });
    return (await once(check, 'exit'))[0];
  };

  it.each<readonly [string, number, readonly object[], boolean]>([
    ['leads', 200, [member('Leader', true)], true],
    ['follows one that is alive', 200, [member('Follower', true), member('Leader', true)], true],
    ['knows a leader that is dead alone', 200, [member('Follower', true), member('Leader', false)], false],
    ['knows no leader', 200, [member('Follower', true), member('Unknown', true)], false],
    ['does not answer well', 503, [member('Leader', true)], false],
  ])('says whether a leader is alive, of one that %s', async (_, status, members, healthy) => {
    told = { status, members };
    for (const node of nodes) expect([node[0], (await ended(node)) === 0]).toEqual([node[0], healthy]);
    expect(new Set(asked)).toEqual(new Set(['/gossip?format=json']));
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const said = (word: string): string[] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

  it('builds with the Node that the project brings, and with the version that compose names', () => {
    const node = `node:${packageJson.devDependencies['node']}-bookworm-slim`;
    expect(said('FROM')).toEqual([`${node} AS build`, node]);
    for (const [, { image }] of ours) expect(image).toBe(`baton:${packageJson.version}`);
  });

  it('copies what is there, and what .dockerignore lets through', () => {
    const letThrough = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    for (const copied of said('COPY').filter((line) => !line.startsWith('--from='))) {
      for (const source of copied.split(' ').slice(0, -1)) {
        expect([source, globSync(source, { cwd: ROOT }).length]).not.toEqual([source, 0]);
        expect(letThrough).toContain(source);
      }
    }
  });

  it('runs as nobody in particular what was built, and asks for its health as compose does', () => {
    expect(said('USER')).toEqual(['node']);
    const [entry = ''] = said('ENTRYPOINT');
    expect(existsSync(join(ROOT, (JSON.parse(entry) as string[]).at(-1) ?? ''))).toBe(true);
    const [health = ''] = said('HEALTHCHECK');
    const check = JSON.parse(health.slice(health.indexOf('['))) as string[];
    for (const [, service] of ours) expect(checkOf(service)).toEqual(check);
  });

  it('sets what Baton takes', () => {
    const given = said('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=')));
    const env = Object.fromEntries(given) as NodeJS.ProcessEnv;
    expect(readSettings({ ...env, NODE_ENV: 'development' })).toMatchObject({ host: '0.0.0.0', port: 3000 });
  });
});
