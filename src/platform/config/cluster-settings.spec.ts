import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, SettingsInvalid } from './settings.js';

const folder = mkdtempSync(join(tmpdir(), 'baton-cluster-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const KEY = join(folder, 'identifier-key');
writeFileSync(KEY, '5e'.repeat(32));

const CLUSTER = {
  BATON_EVENTSTOREDB: 'esdb://baton:sesame@one.example:2113?tls=true',
  BATON_POSTGRES: 'postgres://baton:sesame@two.example/baton',
  BATON_IDENTIFIER_KEY_FILE: KEY,
};

function problemsOf(env: NodeJS.ProcessEnv): string {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsInvalid) return error.problems.join('\n');
    throw error;
  }
  return '';
}

describe('the settings of several processes', () => {
  it('name both engines and the key they share', () => {
    expect(readSettings({}).cluster).toBeUndefined();
    expect(readSettings(CLUSTER).cluster).toEqual({
      eventstoredb: CLUSTER.BATON_EVENTSTOREDB,
      prefix: 'baton.',
      postgres: CLUSTER.BATON_POSTGRES,
      identifierKeyFile: KEY,
    });
  });

  it.each([
    ['BATON_EVENTSTOREDB', 'BATON_POSTGRES'],
    ['BATON_POSTGRES', 'BATON_EVENTSTOREDB'],
    ['BATON_IDENTIFIER_KEY_FILE', 'BATON_EVENTSTOREDB'],
  ])('are refused without %s', (left, beside) => {
    const { [left as keyof typeof CLUSTER]: _, ...rest } = CLUSTER;
    expect(problemsOf(rest)).toContain(`${left} is needed with ${beside}`);
  });

  it.each(['BATON_IDENTIFIER_KEY_FILE', 'BATON_EVENTSTOREDB_PREFIX'] as const)(
    'are refused where %s would do nothing',
    (variable) => {
      const value = { BATON_IDENTIFIER_KEY_FILE: KEY, BATON_EVENTSTOREDB_PREFIX: 'team.' }[variable];
      expect(problemsOf({ [variable]: value })).toBe(
        `${variable} does nothing without BATON_EVENTSTOREDB: give that too, or remove this one`,
      );
    },
  );

  it.each([
    ['BATON_EVENTSTOREDB', 'https://baton:sesame@one.example'],
    ['BATON_EVENTSTOREDB', 'sesame'],
    ['BATON_POSTGRES', 'mysql://baton:sesame@two.example'],
  ])('refuse a wrong %s without a word of what may be a password', (variable, value) => {
    const problems = problemsOf({ ...CLUSTER, [variable]: value });
    expect(problems).toContain(`${variable} is ***: give a connection string`);
    expect(problems).not.toContain('sesame');
  });

  it.each(['team', '$team.', 'a.b.', '.', `${'x'.repeat(64)}.`])('refuse %j as a prefix', (prefix) => {
    expect(problemsOf({ ...CLUSTER, BATON_EVENTSTOREDB_PREFIX: prefix })).toContain('BATON_EVENTSTOREDB_PREFIX');
  });

  it('list a key that cannot be read with all else that is wrong', () => {
    const problems = problemsOf({
      ...CLUSTER,
      BATON_IDENTIFIER_KEY_FILE: join(folder, 'none'),
      BATON_EVENTSTOREDB_PREFIX: '',
    });
    expect(problems).toContain('there is no such file');
    expect(problems).toContain('BATON_EVENTSTOREDB_PREFIX');
  });
});
