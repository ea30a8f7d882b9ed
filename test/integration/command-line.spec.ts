import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runBaton, temporaryFolder } from '../support/baton-process.js';
import { itWhere } from '../support/it-where.js';

describe('the commands of baton', () => {
  it('are each loaded by their name, and all listed by the help', async () => {
    const { stdout } = await runBaton(['--help']);
    const listed = [...(stdout.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name ?? '');
    const names = listed.slice(0, listed.indexOf('help'));
    expect(names).toEqual(expect.arrayContaining(['serve', 'verify', 'access-log']));
    for (const name of names) expect((await runBaton([name, '--help'])).stdout).toContain(`Usage: baton ${name}`);
  }, 60_000);

  it('say what there is to a word that is none', async () => {
    expect((await runBaton(['verifi'])).stderr).toContain('Did you mean verify?');
  });

  const CLI = resolve(import.meta.dirname, '../..', process.env['BATON_TEST_DIST'] ?? 'dist', 'src/cli.js');
  const inShell = (line: string) =>
    spawnSync('sh', ['-c', line], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], NODE: process.execPath, CLI, BATON_CONFIG: '/dev/null' },
    });

  it.each(['config', '--json config', '--help'])('end quietly where nobody reads on: %s', (words) => {
    const { stderr } = inShell(`{ "$NODE" "$CLI" ${words}; echo "ended with $?" >&2; } | true`);
    expect(stderr).toBe('ended with 0\n');
  });

  itWhere(existsSync('/dev/full'), 'outputs that cannot be written; there is no /dev/full, which only Linux has').each([
    'config',
    '--json config',
    '--help',
  ])('say that their output could not be written: %s', (words) => {
    const { status, stderr } = inShell(`"$NODE" "$CLI" ${words} > /dev/full`);
    expect([status, stderr]).toEqual([1, expect.stringContaining('OUTPUT_NOT_WRITTEN')]);
    expect(stderr).toContain('the disk is full');
    expect(stderr).not.toMatch(/^\s+at |UNEXPECTED/m);
  });
});

describe('baton operations', () => {
  it('writes over no file that is there, unless told to', async () => {
    const folder = temporaryFolder();
    const asked = join(folder, 'asked.graphql');
    const out = join(folder, 'operations.json');
    writeFileSync(asked, 'query Agents { agents { totalCount } }');
    writeFileSync(out, 'mine');
    const refused = await runBaton(['operations', asked, '--out', out]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('FILE_EXISTS')]);
    expect(refused.stderr).toContain('--force');
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect((await runBaton(['operations', asked, '--out', out, '--force'])).code).toBe(0);
    expect(Object.values(JSON.parse(readFileSync(out, 'utf8')) as object)).toEqual([expect.stringContaining('Agents')]);
  }, 30_000);
});
