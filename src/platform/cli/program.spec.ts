import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '@baton/decider';
import { ProjectionsStopped, ViewBehind, ViewStoreFailed } from '@baton/projections';
import type { App } from '../app.js';
import { tokenVerifier } from '../auth/token-verifier.js';
import { systemClock } from '../clock/clock.js';
import { SETTINGS } from '../config/described-settings.js';
import { openDataFolder } from '../data-folder/data-folder.js';
import type { CliCommand } from './cli-command.js';
import { viewFailureFor } from './failure.js';
import { runProgram } from './program.js';
import { configCommand } from './config.cli.js';
import { rebuildCommand } from './rebuild.cli.js';
import { serveCommand } from './serve.cli.js';
import { tokenCommand } from './token.cli.js';

/** Commands that end in other ways than the platform's own do. */
const endings: CliCommand = (program) => {
  const group = program.command('end').description('ends in some way');
  group.command('refused').action(() => Promise.reject(new Refusal('CASE_UNKNOWN', 'There is no such case')));
  group.command('broken').action(() => Promise.reject(new TypeError('x is not a function')));
  const full = new ViewStoreFailed(
    'VIEWS_FULL',
    'There is no room left',
    'Make room on the disk and start Baton again',
  );
  group.command('full').action(() => Promise.reject(full));
  group.command('stopped').action(() => Promise.reject(new ProjectionsStopped('The views have stopped', full)));
  group.command('import').action(() => Promise.reject(viewFailureFor(full, 'run the import again') as Error));
  group
    .command('behind')
    .action(() => Promise.reject(new ViewBehind('00000009', [{ view: 'case_list', position: undefined }])));
};

describe('the command line', () => {
  const keys = mkdtempSync(join(tmpdir(), 'baton-keys-'));
  const key = join(keys, 'id.pem');
  writeFileSync(key, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
  afterAll(() => rmSync(keys, { recursive: true }));

  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = async (args: string[], env: NodeJS.ProcessEnv = {}, app?: App) => {
    const load = async (): Promise<App> => app ?? Promise.reject(new Error('the application is not needed here'));
    let out = '';
    let err = '';
    const code = await runProgram(load, [serveCommand, tokenCommand, rebuildCommand, configCommand, endings], args, {
      env: { BATON_DATA: folder, BATON_CONFIG: '/dev/null', ...env },
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
    });
    return { code, out, err };
  };
  const forAnna = ['token', '--agent', 'anna', '--department', 'shop'];

  it.each<[readonly string[], string]>([
    [['--help'], 'Exit codes'],
    ...SETTINGS.map(({ variable }) => [['--help'], variable] as [string[], string]),
    [['config', '--help'], 'Examples'],
    [['serve', '--help'], 'Examples'],
    [['token', '--help'], 'Examples'],
    [['rebuild', '--help'], 'Examples'],
  ])('%j explains itself', async (args, words) => {
    const { code, out, err } = await run([...args]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(words);
  });

  it.each([
    [[]],
    [['tokn']],
    [['token']],
    [[...forAnna, '--role', 'KING']],
    [['serve', '--prot', '1']],
    [['end', 'well']],
  ])('%j is wrong usage', async (args) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/--help|Usage/);
  });

  it('says wrong usage in words as every failure: what, what to do, and the code', async () => {
    expect((await run(['tokn'])).err).toBe(
      "baton: unknown command 'tokn'\n(Did you mean token?)\n  Add --help for what there is.\n  (USAGE_WRONG)\n",
    );
  });

  it('makes a token that is believed', async () => {
    const { code, out } = await run([...forAnna, '--role', 'SUPERVISOR', '--ttl', '2h']);
    const verifier = tokenVerifier({ kind: 'development' }, () => openDataFolder(folder).devKey(), systemClock);
    expect(code).toBe(0);
    await expect(verifier.verify(out.trim())).resolves.toMatchObject({
      by: { agent: 'anna', department: 'shop', role: 'SUPERVISOR' },
    });
  });

  it.each(['0h', '31d', '90d', 'abc', 'soon', '5', '-1h', '1.5h'])('makes no token for the time %s', async (ttl) => {
    const { code, out, err } = await run([...forAnna, `--ttl=${ttl}`]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('TTL_INVALID');
  });

  it.each(['!', ''])('makes no token for an agent whose name is %j', async (agent) => {
    const { code, err } = await run(['token', '--agent', agent, '--department', 'shop']);
    expect([code, err.includes('TOKEN_INVALID')]).toEqual([2, true]);
  });

  it.each([
    ['--port', 'abc'],
    ['--port', '99999'],
    ['--port', '-1'],
    ['--host', 'not a host'],
  ])('serves nowhere for %s %j, and speaks of the option, not of the variable', async (option, value) => {
    const { code, out, err } = await run(['serve', option, value]);
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n')[0]).toMatch(new RegExp(`^baton: .*${option} is "`));
    expect(err).not.toMatch(/BATON_/);
  });

  it.each([
    [['--json'], 'USAGE_WRONG', 'no command is named'],
    [['--json', 'tokn'], 'USAGE_WRONG', "unknown command 'tokn'"],
    [['token', '--json'], 'USAGE_WRONG', '--agent <id>'],
    [['serve', '--json', '--prot', '1'], 'USAGE_WRONG', "unknown option '--prot'"],
    [['serve', '--port', 'abc', '--json'], 'USAGE_WRONG', '--port is "abc": give a whole number'],
    [['--json', ...forAnna, '--ttl', 'abc'], 'TTL_INVALID', 'abc'],
  ])('%j is told as one line of JSON', async (args, named, words) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(JSON.parse(err)).toEqual({
      error: { code: named, message: expect.stringContaining(words), remedy: expect.any(String) },
    });
  });

  it('says once that the views cannot be used, and logs nothing beside it', async () => {
    const app = { projections: [] as unknown } as App;
    await run(['rebuild'], {}, app);
    writeFileSync(join(folder, 'views.db'), 'not a database, but a letter to a friend '.repeat(200));
    const { code, err } = await run(['--json', 'rebuild'], {}, app);
    expect([code, JSON.parse(err)]).toEqual([
      1,
      { error: { code: 'VIEWS_UNUSABLE', message: expect.any(String), remedy: expect.stringMatching(/^Delete /) } },
    ]);
  });

  it('shows the settings in effect with where each comes from, and no credentials', async () => {
    const file = join(folder, 'ours.yaml');
    copyFileSync(key, join(folder, 'id.pem'));
    writeFileSync(file, 'port: 8080\njwt: { public-key-file: id.pem, audience: baton }\n');
    const env = { BATON_CONFIG: file, BATON_JWT_ISSUER: 'https://ada:hunter2@id.example', BATON_LOG_LEVEL: 'warn' };
    const text = await run(['--data', 'elsewhere', 'config'], env);
    expect([text.code, text.err]).toEqual([0, '']);
    for (const [name, value, from] of [
      ['BATON_PORT', '8080', `${file}, line 1`],
      ['BATON_LOG_LEVEL', 'warn', 'BATON_LOG_LEVEL'],
      ['BATON_JWT_ISSUER', 'https://***@id.example', 'BATON_JWT_ISSUER'],
      ['BATON_DATA', join(process.cwd(), 'elsewhere'), '--data'],
      ['BATON_HOST', '127.0.0.1', 'default'],
    ] as const) {
      const line = text.out.split('\n').find((one) => one.startsWith(`${name} `));
      expect([name, line?.split(/ {2,}/).slice(1)]).toEqual([name, [value, from]]);
    }
    const json = await run(['config', '--json'], env);
    const told = JSON.parse(json.out) as { file: string; settings: unknown[] };
    expect(told.file).toBe(file);
    expect(told.settings).toContainEqual({
      variable: 'BATON_PORT',
      key: 'port',
      value: '8080',
      source: { from: 'file', file, line: 1 },
    });
    expect(text.out + json.out).not.toContain('hunter2');
  });

  it('shows all that is wrong with the settings, and ends with 1', async () => {
    const env = { BATON_PORT: 'http', BATON_DEMO: 'yes' };
    const { code, out, err } = await run(['config', '--json'], env);
    expect([code, out]).toEqual([1, '']);
    expect(JSON.parse(err)).toMatchObject({
      error: {
        code: 'SETTINGS_INVALID',
        problems: [expect.stringContaining('BATON_PORT'), expect.stringContaining('BATON_DEMO')],
      },
    });
    expect((await run(['config'], env)).err).toMatch(/- BATON_PORT is "http".*\n {2}- BATON_DEMO is "yes"/);
  });

  it('rebuilds no view that is unknown', async () => {
    const app = { projections: [{ name: 'case_list' }] } as unknown as App;
    const { code, err } = await run(['rebuild', 'nosuch'], {}, app);
    expect([code, err]).toEqual([2, 'baton: There is no view nosuch\n  The views are case_list.\n  (VIEW_UNKNOWN)\n']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says before a restart what is wrong with the files that settings name', async () => {
    const { code, err } = await run(['config'], {
      BATON_OPERATIONS_FILE: join(folder, 'none.json'),
      BATON_PORT: 'http',
    });
    expect([code, err]).toEqual([1, expect.stringMatching(/- BATON_PORT[^]*- BATON_OPERATIONS_FILE[^]*no such file/)]);
  });

  it('makes no token where an identity provider does, and reads no key for it', async () => {
    const env = { BATON_JWT_PUBLIC_KEY_FILE: key, BATON_JWT_ISSUER: 'i', BATON_JWT_AUDIENCE: 'a' };
    for (const mode of ['development', 'production']) {
      const { code, err } = await run(forAnna, { ...env, NODE_ENV: mode });
      expect([code, err.includes('NO_DEVELOPMENT_TOKENS')]).toEqual([1, true]);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says what went wrong in words, or as JSON, never with a stack', async () => {
    expect((await run(['end', 'refused'])).err).toBe('baton: There is no such case\n  (CASE_UNKNOWN)\n');
    const { code, out, err } = await run(['--json', 'end', 'refused']);
    expect([code, out, JSON.parse(err)]).toEqual([
      1,
      '',
      { error: { code: 'CASE_UNKNOWN', message: 'There is no such case' } },
    ]);
    const broken = await run(['end', 'broken']);
    expect([broken.code, broken.err]).toEqual([1, expect.stringContaining('(UNEXPECTED)')]);
    expect(broken.err).not.toMatch(/\n\s+at /);
  });

  it('says that views are behind as one who asks here can act on', async () => {
    const { code, err } = await run(['--json', 'end', 'behind']);
    expect([code, JSON.parse(err)]).toEqual([
      1,
      {
        error: {
          code: 'VIEW_BEHIND',
          message: expect.stringContaining('case_list'),
          remedy: 'Ask again when the import has finished, or the service has caught up.',
        },
      },
    ]);
    expect(err).not.toContain('00000009');
  });

  it.each([['full'], ['stopped'], ['import']])(
    'tells a failure of the views once, with what to do: %s',
    async (how) => {
      const { code, err } = await run(['end', how]);
      const again = how === 'import' ? 'run the import again' : 'start Baton again';
      expect([code, err]).toEqual([
        1,
        `baton: There is no room left\n  Make room on the disk and ${again}.\n  (VIEWS_FULL)\n`,
      ]);
      expect(JSON.parse((await run(['--json', 'end', how])).err)).toEqual({
        error: {
          code: 'VIEWS_FULL',
          message: 'There is no room left',
          remedy: `Make room on the disk and ${again}.`,
        },
      });
    },
  );

  it('takes the folder of --data before that of the environment', async () => {
    const other = join(folder, 'other');
    await run(['--data', other, ...forAnna]);
    expect([readdirSync(folder), readdirSync(other)]).toEqual([['other'], ['dev-key']]);
  });
});
