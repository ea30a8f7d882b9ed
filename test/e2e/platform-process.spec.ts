import { chmodSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import {
  BatonProcess,
  runBaton,
  runMain,
  startCommand,
  temporaryFolder,
  type Ended,
} from '../support/baton-process.js';
import { itWhere } from '../support/it-where.js';

const ASK = '{ __typename }';
const noStack = ({ stdout, stderr }: Ended): void => expect(stdout + stderr).not.toMatch(/^\s+at .+:\d+:\d+/m);

describe('the service as a process', () => {
  it.each(['on', 'off'])('speaks of GraphiQL only where it is on: %s', async (graphiql) => {
    const service = startCommand(['serve'], { env: { BATON_GRAPHIQL: graphiql } });
    let said = '';
    await service.until((stdout) => {
      said = stdout;
      return stdout.includes('Ctrl-C stops it.');
    });
    await service.stop('SIGTERM');
    expect([said.includes('GraphiQL'), said.includes('#token=')]).toEqual([graphiql === 'on', graphiql === 'on']);
    expect(said).toContain('Authorization: Bearer ');
  });

  it('says where it is, how durable it is, and gives a token that works', async () => {
    const baton = await BatonProcess.start();
    expect(baton.announced).toMatchObject({
      engine: 'sqlite',
      durability: expect.stringContaining('synchronous=FULL'),
    });
    expect((await baton.client().ask(ASK)).data).toEqual({ __typename: 'Query' });
    await baton.stop('SIGTERM');
  });

  it('ends with 0 when it is told to, lets go of the folder, and starts again', async () => {
    const folder = temporaryFolder();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      const ended = await (await BatonProcess.start({ folder })).stop(signal);
      expect([signal, ended.code, ended.signal]).toEqual([signal, 0, null]);
      noStack(ended);
      expect(existsSync(join(folder, 'running.json'))).toBe(false);
    }
  });

  it('finishes the requests it has before it ends', async () => {
    const baton = await BatonProcess.start();
    const asked = Array.from({ length: 20 }, () => baton.client().ask(ASK));
    await asked[0];
    const ended = baton.stop('SIGTERM');
    const answers = await Promise.allSettled(asked);
    const answered = answers.filter(({ status }) => status === 'fulfilled');
    expect(answered.length).toBeGreaterThan(0);
    expect((await ended).code).toBe(0);
  });

  it('is refused a second time in one folder, with who has it and what to do', async () => {
    const baton = await BatonProcess.start();
    const second = await runMain([], { folder: baton.announced.dataFolder });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`in use by process ${baton.pid} since `);
    expect(second.stderr).toContain('DATA_FOLDER_IN_USE');
    noStack(second);
    expect((await baton.client().ask(ASK)).status).toBe(200);
    await baton.stop('SIGTERM');
  });

  it('starts again at once in the folder of a process that was killed', async () => {
    const first = await BatonProcess.start();
    await first.stop('SIGKILL');
    const second = await BatonProcess.start({ folder: first.announced.dataFolder });
    expect((await second.client().ask(ASK)).status).toBe(200);
    expect((await second.stop('SIGTERM')).code).toBe(0);
  });

  it('keeps secrets and data for its user alone', async () => {
    const folder = join(temporaryFolder(), 'data');
    const baton = await BatonProcess.start({ folder });
    await baton.stop('SIGTERM');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ['dev-key', 'identifier-key']) {
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
      expect(readFileSync(join(folder, name), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('fills a new folder with the demo office once, and not again', async () => {
    const folder = temporaryFolder();
    const first = await BatonProcess.start({ folder, env: { BATON_DEMO: 'on' } });
    const { head } = (await (await first.client().raw({}, '/health/ready')).json()) as { head: string };
    expect(Number(head)).toBeGreaterThan(50);
    await first.stop('SIGTERM');
    const second = await BatonProcess.start({ folder, env: { BATON_DEMO: 'on' } });
    expect(await (await second.client().raw({}, '/health/ready')).json()).toMatchObject({ head });
    await second.stop('SIGTERM');
  });
});

describe('the service does not start', () => {
  const refused = (ended: Ended, code: string): void => {
    expect(ended.stderr).toContain(`(${code})`);
    expect(ended.stderr.split('\n').length).toBeLessThan(8);
    expect(ended.code).toBe(1);
    noStack(ended);
  };

  it('where the data folder is a file', async () => {
    const folder = join(temporaryFolder(), 'file');
    writeFileSync(folder, '');
    refused(await runMain([], { folder }), 'DATA_FOLDER_NOT_A_FOLDER');
  });

  itWhere(existsSync('/proc/self'), 'folders that cannot be made; there is no /proc, which only Linux has').each([
    '/proc/data',
    '/proc/self/data/below',
  ])('where no folder can be made: %s', async (folder) => {
    const ended = await runMain([], { folder, killedAfter: 20_000 });
    // The file system refuses whom it lets write; the others may not write anyway.
    refused(ended, process.getuid?.() === 0 ? 'DATA_FOLDER_NOT_MADE' : 'DATA_FOLDER_READ_ONLY');
    expect(ended.stderr).toContain(`baton: ${folder} cannot be `);
  });

  it('where the data folder is read-only', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    // Root may write anywhere, so it lends the process to nobody.
    const asNobody = process.getuid?.() === 0 ? { uid: 65534 } : {};
    refused(await runMain([], { folder, ...asNobody }), 'DATA_FOLDER_READ_ONLY');
  });

  it.each([
    ['another program wrote the events', 'not a database, but a letter to a friend '.repeat(200), 'STORE_FOREIGN'],
    ['there is nothing in the file of events', '', 'STORE_CORRUPT'],
  ])('where %s', async (_, content, code) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'events.db'), content);
    refused(await runMain([], { folder }), code);
    expect(readFileSync(join(folder, 'events.db'), 'latin1')).toBe(content);
  });

  it('where the file of events is cut short', async () => {
    const folder = temporaryFolder();
    await (await BatonProcess.start({ folder, env: { BATON_DEMO: 'on' } })).stop('SIGTERM');
    const file = join(folder, 'events.db');
    truncateSync(file, statSync(file).size - 1000);
    refused(await runMain([], { folder }), 'STORE_CORRUPT');
  });

  it('with a secret that is damaged', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'dev-key'), 'half');
    refused(await runMain([], { folder }), 'SECRET_DAMAGED');
  });

  it('on a port that is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const folder = temporaryFolder();
    const ended = await runMain([], { folder, env: { BATON_PORT: port, BATON_DEMO: 'on' } });
    other.close();
    refused(ended, 'PORT_IN_USE');
    expect(ended.stdout + ended.stderr).not.toContain('stopping');
    const store = SqliteEventStore.open({ file: join(folder, 'events.db') });
    expect(await store.head()).toBeUndefined();
    await store.close();
  });

  it('on an address of another machine', async () => {
    refused(await runMain(['--host', '203.0.113.7']), 'HOST_UNKNOWN');
  });

  it('with settings that are wrong, and says all of them at once', async () => {
    const ended = await runMain([], { env: { BATON_PORT: 'http', BATON_DEMO: 'yes', BATON_PROT: '1' } });
    for (const name of ['BATON_PORT', 'BATON_DEMO', 'BATON_PROT']) expect(ended.stderr).toContain(`- ${name}`);
    expect(ended.code).toBe(1);
    noStack(ended);
  });

  it('in production without a public key', async () => {
    refused(await runMain([], { env: { NODE_ENV: 'production' } }), 'SETTINGS_INVALID');
  });

  it('with a public key that is none', async () => {
    const env = { BATON_JWT_PUBLIC_KEY_FILE: '/dev/null', BATON_JWT_ISSUER: 'i', BATON_JWT_AUDIENCE: 'a' };
    const ended = await runMain([], { env });
    refused(ended, 'SETTINGS_INVALID');
    expect(ended.stderr).toContain('/dev/null is not a public key');
  });
});

describe('in production', () => {
  const issuer = 'https://id.example';
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  let env: NodeJS.ProcessEnv;
  beforeAll(() => {
    const file = join(temporaryFolder(), 'key.pem');
    writeFileSync(file, publicKey.export({ type: 'spki', format: 'pem' }));
    env = {
      NODE_ENV: 'production',
      BATON_DEMO: 'on',
      BATON_JWT_PUBLIC_KEY_FILE: file,
      BATON_JWT_ISSUER: issuer,
      BATON_JWT_AUDIENCE: 'baton',
    };
  });

  it('tokens of the identity provider are believed, a development token is not, and there is no demo office', async () => {
    const folder = temporaryFolder();
    const made = await runBaton(['token', '--agent', 'ada', '--department', 'shop'], { folder });
    const baton = await BatonProcess.start({ folder, env });
    expect(baton.announced.token).toBeUndefined();
    expect((await baton.client(made.stdout.trim()).ask(ASK)).status).toBe(401);
    const token = await new SignJWT({ department: 'shop', role: 'AGENT' })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setSubject('ada')
      .setIssuer(issuer)
      .setAudience('baton')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    expect((await baton.client(token).ask(ASK)).data).toEqual({ __typename: 'Query' });
    expect(await (await baton.client(token).raw({}, '/health/ready')).json()).not.toHaveProperty('head');
    await baton.stop('SIGTERM');
  });

  it('no token is made', async () => {
    const ended = await runBaton(['token', '--agent', 'ada', '--department', 'shop'], { env });
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toContain('NO_DEVELOPMENT_TOKENS');
  });
});

describe('the command line', () => {
  it('makes a token that the running service believes', async () => {
    const baton = await BatonProcess.start();
    const { stdout } = await runBaton(
      ['--json', 'token', '--agent', 'otto', '--department', 'audit', '--role', 'AUDITOR'],
      {
        folder: baton.announced.dataFolder,
      },
    );
    const made = JSON.parse(stdout) as { token: string };
    expect(made).toMatchObject({ agent: 'otto', department: 'audit', role: 'AUDITOR', expiresAt: expect.any(String) });
    expect((await baton.client(made.token).ask(ASK)).status).toBe(200);
    await baton.stop('SIGTERM');
  });

  it('reads beside a running service, but builds no views under it', async () => {
    const baton = await BatonProcess.start({ env: { BATON_DEMO: 'on' } });
    const folder = baton.announced.dataFolder;
    const beside = await runBaton(['rebuild'], { folder });
    expect(beside.code).toBe(1);
    expect(beside.stderr).toContain('DATA_FOLDER_IN_USE');
    const figures = await runBaton(['figures', 'transfers'], { folder });
    expect([figures.code, figures.stderr]).toEqual([0, '']);
    await baton.stop('SIGTERM');
    expect((await runBaton(['figures', 'transfers'], { folder })).stdout).toBe(figures.stdout);
    const alone = await runBaton(['--json', 'rebuild', 'case_list'], { folder });
    expect([alone.code, JSON.parse(alone.stdout)]).toEqual([0, { rebuilt: ['case_list'] }]);
    const unknown = await runBaton(['rebuild', 'nothing'], { folder });
    expect([unknown.code, unknown.stderr.includes('VIEW_UNKNOWN')]).toEqual([2, true]);
  });
});

describe('an older Node', () => {
  it('gets one line and an end, before anything else is loaded', async () => {
    const old = olderNode();
    if (old === undefined) return expect(await lineFor('20.20.2')).toContain('needs Node 22.12');
    for (const run of [runMain, runBaton]) {
      const { code, stdout, stderr } = await run([], { node: old });
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).toContain('needs Node 22.12');
    }
  });

  it.each([
    ['18.19.0', true],
    ['22.11.9', true],
    ['22.12.0', false],
    ['24.1.0', false],
  ])('%s is too old: %j', async (version, tooOld) => {
    expect((await lineFor(version)) !== '').toBe(tooOld);
  });
});

async function lineFor(version: string): Promise<string> {
  const { nodeTooOld } = await import('../../src/platform/node-version.js');
  return nodeTooOld(version);
}

/** A Node of this machine that is older than Baton needs, if it has one. */
function olderNode(): string | undefined {
  return ['/usr/bin/node', '/usr/local/bin/node']
    .filter((file) => existsSync(file))
    .find((file) => {
      const [major = 0] = execFileSync(file, ['--version']).toString().slice(1).split('.').map(Number);
      return major >= 18 && major < 22;
    });
}
