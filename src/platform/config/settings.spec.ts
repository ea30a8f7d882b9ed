import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { SETTINGS } from './described-settings.js';
import { effectiveSettings, readSettings, SettingsInvalid, type SaidSettings } from './settings.js';

function problemsOf(env: NodeJS.ProcessEnv, said?: SaidSettings): readonly string[] {
  try {
    readSettings(env, said);
  } catch (error) {
    if (error instanceof SettingsInvalid) return error.problems;
    throw error;
  }
  throw new Error('nothing was found wrong');
}
const wrongIn = (env: NodeJS.ProcessEnv): string => problemsOf(env).join('\n');

const keys = mkdtempSync(join(tmpdir(), 'baton-keys-'));
afterAll(() => rmSync(keys, { recursive: true }));
const KEY = join(keys, 'id.pem');
writeFileSync(KEY, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));

const PRODUCTION = {
  NODE_ENV: 'production',
  BATON_JWT_PUBLIC_KEY_FILE: KEY,
  BATON_JWT_ISSUER: 'https://id.example',
  BATON_JWT_AUDIENCE: 'baton',
};

describe('settings', () => {
  it('have a sensible value for everything', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ production: false, host: '127.0.0.1', port: 3000, demo: true });
    expect(settings.tokens).toEqual({ kind: 'development' });
    expect(isAbsolute(settings.dataFolder)).toBe(true);
  });

  it('report everything that is wrong at once', () => {
    const wrong = wrongIn({ BATON_PORT: '70000', BATON_HOST: 'not a host', BATON_DEMO: 'maybe', NODE_ENV: 'live' });
    for (const name of ['BATON_PORT', 'BATON_HOST', 'BATON_DEMO', 'NODE_ENV']) expect(wrong).toContain(name);
  });

  it('say what was given and what to give', () => {
    expect(problemsOf({ BATON_PORT: 'http' })).toEqual(['BATON_PORT is "http": give a whole number from 0 to 65535']);
  });

  it('list headers that cannot be sent with all else that is wrong, and show nothing of them', () => {
    const problems = problemsOf({ OTEL_EXPORTER_OTLP_HEADERS: 'key=%zz', BATON_PORT: 'http' });
    expect(problems).toEqual([
      expect.stringContaining('BATON_PORT'),
      expect.stringMatching(/^OTEL_EXPORTER_OTLP_HEADERS is \*\*\*: give name=value pairs/),
    ]);
  });

  it.each(['3000.5', 'http', '-1', '', '99999999999999999999'])('refuse %j as a port', (port) => {
    expect(wrongIn({ BATON_PORT: port })).toContain('BATON_PORT');
  });

  it('report a name that is no setting with the one that is meant, but let those of tests be', () => {
    expect(problemsOf({ BATON_PROT: '3000', BATON_WEATHER: 'fine' })).toEqual([
      'BATON_PROT is no setting of Baton: did you mean BATON_PORT?',
      'BATON_WEATHER is no setting of Baton: remove it; docs/settings.md lists what there is',
    ]);
    expect(readSettings({ BATON_BPIC2013: '/log', BATON_TEST_XES_XSD: '/xes.xsd' }).port).toBe(3000);
    expect(problemsOf({ BATON_BPIC2012: '/log', BATON_TESTS: 'all' })).toHaveLength(2);
  });

  it('refuse the development key in production', () => {
    expect(wrongIn({ NODE_ENV: 'production' })).toContain('BATON_JWT_PUBLIC_KEY_FILE is needed in production');
  });

  it('want issuer and audience beside a public key', () => {
    const wrong = wrongIn({ BATON_JWT_PUBLIC_KEY_FILE: KEY });
    expect(wrong).toContain('BATON_JWT_ISSUER is needed');
    expect(wrong).toContain('BATON_JWT_AUDIENCE is needed');
  });

  it.each([
    ['BATON_JWT_ISSUER', 'https://id.example', 'BATON_JWT_PUBLIC_KEY_FILE'],
    ['BATON_JWT_AUDIENCE', 'baton', 'BATON_JWT_PUBLIC_KEY_FILE'],
    ['BATON_OIDC_AUDIENCE', 'baton', 'BATON_OIDC_ISSUER'],
    ['BATON_OIDC_ALGORITHMS', 'ES256', 'BATON_OIDC_ISSUER'],
    ['BATON_OIDC_CLOCK_TOLERANCE', '1s', 'BATON_OIDC_ISSUER'],
    ['BATON_OIDC_MARKED_TOKENS_ONLY', 'on', 'BATON_OIDC_ISSUER'],
    ['BATON_OIDC_AGENT_CLAIM', 'name', 'BATON_OIDC_ISSUER'],
    ['BATON_OIDC_DEPARTMENT_CLAIM', 'unit', 'BATON_OIDC_ISSUER'],
    ['BATON_OIDC_ROLE_CLAIM', 'roles', 'BATON_OIDC_ISSUER'],
    ['BATON_OIDC_ROLES', 'lead=SUPERVISOR', 'BATON_OIDC_ISSUER'],
    ['BATON_OIDC_DEPARTMENTS', 'Shop=shop', 'BATON_OIDC_ISSUER'],
  ])('refuse %s alone: the development key would stay without notice', (name, value, other) => {
    expect(problemsOf({ [name]: value })).toEqual([
      `${name} does nothing without ${other}: give that too, or remove this one`,
    ]);
  });

  it('read the files they name: what is wrong with one stands beside all else, with what to do', () => {
    const operations = join(keys, 'operations.json');
    writeFileSync(operations, '{ "One": "query One { a }" }');
    const env = { ...PRODUCTION, BATON_JWT_PUBLIC_KEY_FILE: operations, BATON_PORT: 'http' };
    expect(problemsOf({ ...env, BATON_OPERATIONS_FILE: operations })).toEqual([
      expect.stringContaining('BATON_PORT'),
      expect.stringMatching(/^BATON_JWT_PUBLIC_KEY_FILE: .*operations\.json is not a public key\nGive a PEM file/),
      expect.stringMatching(/^BATON_OPERATIONS_FILE: [^]*One: the id is no SHA-256[^]*\nMake the file anew/),
    ]);
    expect(
      problemsOf({ ...PRODUCTION, BATON_JWT_PUBLIC_KEY_FILE: keys, BATON_OPERATIONS_FILE: `${keys}/none` }),
    ).toEqual([
      expect.stringMatching(/^BATON_JWT_PUBLIC_KEY_FILE: .* cannot be read \(it is a folder\)\nGive/),
      expect.stringMatching(/^BATON_OPERATIONS_FILE: .*none cannot be read \(there is no such file\)\nName a file/),
    ]);
  });

  it('tell a problem of several lines as one item of the list', () => {
    const { message } = new SettingsInvalid(['BATON_X: is wrong\nMake it right.', 'BATON_Y: too']);
    expect(message).toBe('The settings are not right:\n  - BATON_X: is wrong\n    Make it right.\n  - BATON_Y: too');
  });

  it.each(['on', 'true'])('want operations where nothing else is carried out: %s', (only) => {
    expect(problemsOf({ BATON_OPERATIONS_ONLY: only })).toEqual([
      expect.stringContaining('BATON_OPERATIONS_FILE is needed where BATON_OPERATIONS_ONLY is on'),
    ]);
    expect(readSettings({ BATON_OPERATIONS_ONLY: 'off' }).operationsOnly).toBe(false);
  });

  it('list two ways of judging tokens with all else that is wrong', () => {
    const both = { ...PRODUCTION, BATON_OIDC_ISSUER: 'https://id.example', BATON_OIDC_AUDIENCE: 'baton' };
    expect(problemsOf({ ...both, BATON_PORT: 'http' })).toEqual([
      expect.stringContaining('BATON_PORT'),
      'BATON_OIDC_ISSUER and BATON_JWT_PUBLIC_KEY_FILE are both given: remove one',
    ]);
    expect(() => effectiveSettings(both)).toThrow(SettingsInvalid);
  });

  it('never open a demo office in production', () => {
    const settings = readSettings({ ...PRODUCTION, BATON_DEMO: 'on' });
    expect(settings).toMatchObject({ production: true, demo: false, tokens: { audience: 'baton' } });
    const { settings: effective } = effectiveSettings({ ...PRODUCTION, BATON_DEMO: 'on' });
    expect(effective.find(({ setting }) => setting.name === 'demo')).toMatchObject({
      value: false,
      source: { from: 'production' },
    });
  });

  it('have names of their own', () => {
    for (const name of ['name', 'variable', 'key'] as const) {
      expect(new Set(SETTINGS.map((setting) => setting[name])).size).toBe(SETTINGS.length);
    }
  });
});

describe('a file of settings', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (text: string): string => {
    const file = join(folder, 'baton.yaml');
    writeFileSync(file, text);
    return file;
  };

  it('gives each setting a line, and paths count from where it lies', () => {
    const file = write('port: 8080\ndemo: off\nhost: 0.0.0.0\ndata: ./events\nlog-level: warn\n');
    expect(readSettings({ BATON_CONFIG: file })).toMatchObject({
      port: 8080,
      demo: false,
      host: '0.0.0.0',
      logLevel: 'warn',
      dataFolder: join(folder, 'events'),
    });
  });

  it('puts together what begins alike', () => {
    copyFileSync(KEY, join(folder, 'id.pem'));
    const file = write('jwt:\n  public-key-file: id.pem\n  issuer: https://id.example\njwt-audience: baton\n');
    expect(readSettings({}, { file }).tokens).toEqual({
      kind: 'public-key',
      file: join(folder, 'id.pem'),
      issuer: 'https://id.example',
      audience: 'baton',
    });
  });

  it('yields to the environment, and that to the command line', () => {
    const file = write('port: 8080\nhost: 0.0.0.0\ndemo: false\n');
    const env = { BATON_CONFIG: file, BATON_PORT: '8081', BATON_HOST: '127.0.0.2' };
    const said = { options: { port: '8082' } };
    expect(readSettings(env, said)).toMatchObject({ port: 8082, host: '127.0.0.2', demo: false });
    const sources = effectiveSettings(env, said).settings.map(({ setting, source }) => [setting.name, source]);
    expect(Object.fromEntries(sources)).toMatchObject({
      port: { from: 'command line', option: '--port' },
      host: { from: 'environment', variable: 'BATON_HOST' },
      demo: { from: 'file', line: 3 },
      logLevel: { from: 'default' },
    });
  });

  it('is told what is wrong with it by line, beside what is wrong elsewhere', () => {
    const file = write('# ours\nport: http\nprot: 1\njwt:\n  isuer: x\ndemo:\nhost: a\nhost: b\n');
    const wrong = problemsOf({ BATON_CONFIG: file, BATON_LOG_LEVEL: 'loud' });
    expect(wrong).toEqual([
      `demo (${file}, line 6) has no value: give one, or remove the line`,
      `host (${file}, line 8) is given twice: remove one`,
      `prot (${file}, line 3) is no setting of Baton: did you mean port?`,
      `jwt-isuer (${file}, line 5) is no setting of Baton: did you mean jwt-issuer?`,
      `port (${file}, line 2) is "http": give a whole number from 0 to 65535`,
      expect.stringMatching(/^BATON_LOG_LEVEL is "loud": give one of fatal/),
    ]);
  });

  it.each([
    ['- port\n- 8080\n', 'holds no settings'],
    ['port: [8080, 8081]\n', 'is "[8080, 8081]": give a whole number'],
    ['port: { from: { here: 1 } }\n', 'port-from-here'],
    ['port: "8080\n', 'is no YAML'],
    ['port: !!js/function "x"\n', 'is no YAML'],
  ])('that reads %j is refused', (text, words) => {
    expect(problemsOf({ BATON_CONFIG: write(text) }).join('\n')).toContain(words);
  });

  it.each([
    ['is no YAML', 'host: 0.0.0.0\njwt: [x\n', /baton\.yaml, line \d is no YAML/],
    ['is a folder', undefined, /cannot be read \(it is a folder\)/],
  ])('that %s is told alone: all it says would seem to be missing', (_, content, words) => {
    const file = content === undefined ? folder : write(content);
    const problems = problemsOf({ NODE_ENV: 'production', BATON_CONFIG: file, BATON_PORT: 'http' });
    expect(problems).toEqual([expect.stringMatching(words)]);
  });

  it('may be empty', () => {
    expect(readSettings({ BATON_CONFIG: write('# nothing yet\n') }).port).toBe(3000);
  });

  it('that is named must be there; the usual one need not be', () => {
    const file = join(folder, 'none.yaml');
    expect(problemsOf({ BATON_CONFIG: file })).toEqual([expect.stringContaining('there is no such file')]);
    expect(problemsOf({ BATON_CONFIG: folder })).toEqual([
      expect.stringContaining('cannot be read (it is a folder): name a YAML file'),
    ]);
    expect(readSettings({}, { usualFile: file }).port).toBe(3000);
    writeFileSync(file, 'port: 1\n');
    expect(readSettings({}, { usualFile: file }).port).toBe(1);
  });

  it('is read from any folder under its own name', () => {
    mkdirSync(join(folder, 'below'));
    const file = join(folder, 'below', '..', 'baton.yaml');
    writeFileSync(file, 'port: x\n');
    expect(problemsOf({}, { file })).toEqual([expect.stringContaining(`(${join(folder, 'baton.yaml')}, line 1)`)]);
  });

  const OIDC = { BATON_OIDC_ISSUER: 'https://id.example', BATON_OIDC_AUDIENCE: 'baton' };

  it('show nothing to try, tell no schema and set limits in production, unless switched on', () => {
    const production = { NODE_ENV: 'production', ...OIDC };
    expect(readSettings({})).toMatchObject({ graphiql: true, introspection: true, callerRequests: 0 });
    expect(readSettings(production)).toMatchObject({
      graphiql: false,
      introspection: false,
      addressRequests: 30_000,
      callerRequests: 3000,
      addressRefusals: 300,
    });
    const on = { ...production, BATON_GRAPHIQL: 'on', BATON_INTROSPECTION: 'on' };
    expect(readSettings(on)).toMatchObject({ graphiql: true, introspection: true });
  });

  it.each(['*', 'front.example', 'https://front.example/', 'https://front.example/page', 'https://*.example', 'null'])(
    'refuse %s as an origin',
    (origin) => {
      expect(() => readSettings({ BATON_CORS_ORIGINS: origin })).toThrow('BATON_CORS_ORIGINS');
    },
  );

  it('take an identity provider in place of a public key in production', () => {
    const settings = readSettings({
      NODE_ENV: 'production',
      ...OIDC,
      BATON_OIDC_ROLES: 'lead=SUPERVISOR,a=b=AGENT',
      BATON_OIDC_DEPARTMENTS: '/offices/Billing=billing',
    });
    expect(settings.tokens).toMatchObject({
      kind: 'openid',
      issuer: 'https://id.example',
      audience: ['baton'],
      production: true,
      claims: {
        agent: 'sub',
        roles: [
          ['lead', 'SUPERVISOR'],
          ['a=b', 'AGENT'],
        ],
        departments: [['/offices/Billing', 'billing']],
      },
    });
  });

  it.each([
    [{ BATON_OIDC_ISSUER: 'https://id.example' }, 'BATON_OIDC_AUDIENCE is needed'],
    [{ ...OIDC, BATON_OIDC_ALGORITHMS: 'HS256' }, 'BATON_OIDC_ALGORITHMS'],
    [{ ...OIDC, BATON_OIDC_ALGORITHMS: 'none' }, 'BATON_OIDC_ALGORITHMS'],
    [{ ...OIDC, BATON_OIDC_ROLES: 'lead=KING' }, 'BATON_OIDC_ROLES'],
    [{ ...OIDC, BATON_OIDC_ROLES: 'lead' }, 'BATON_OIDC_ROLES'],
    [
      { ...OIDC, BATON_JWT_PUBLIC_KEY_FILE: KEY, BATON_JWT_ISSUER: 'a', BATON_JWT_AUDIENCE: 'b' },
      'are both given: remove one',
    ],
  ])('refuse %j', (env, why) => {
    expect(() => readSettings(env)).toThrow(why);
  });
});
