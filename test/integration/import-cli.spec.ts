import { copyFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileWith, ownFolder } from '../../src/imports/testing/reading.js';
import { runBaton as runWith, type Ended, type ProcessOptions } from '../support/baton-process.js';
import { sample } from './importing.js';

const OFFICE = sample('office.xes');

/** Runs `baton` in a folder of its own. */
const runBaton = async (args: readonly string[], options: ProcessOptions = {}): Promise<Ended> =>
  runWith(args, { folder: await ownFolder(), ...options });

const importXes = (path: string, ...more: string[]) =>
  runBaton(['import', 'xes', path, '--profile', 'office', ...more]);

describe('baton import', () => {
  it('ends with a line that sums up and with 0', async () => {
    const { code, stdout, stderr } = await importXes(OFFICE);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
      /^12 cases and 78 events read; 109 events written; 0 events there already; 6 departments opened; 0 cases broken; [\d.]+ s, [\d,]+ events\/s$/,
    );
  });

  it('answers with one JSON for programs, problems included, and ends with 1 where a case was left out', async () => {
    const text = await readFile(OFFICE, 'utf8');
    const path = await fileWith('log.xes', text.replace('"2026-03-10T16:05:00+01:00"', '"soon"'));
    const { code, stdout, stderr } = await importXes(path, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ profile: 'office', cases: 12, casesWritten: 11, casesBroken: 1, problems: 1 },
      problemsTold: [{ code: 'TIME_INVALID', trace: 2, reference: 'O-1002', line: expect.any(Number) }],
    });
    expect(stderr).toMatch(/^line \d+, trace 2, case O-1002: "soon" is no time \(TIME_INVALID\)\n {2}Repair it/);
    expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'IMPORT_INCOMPLETE' },
    });
  });

  it('says once why the views cannot be gone on with, and to run the import again', async () => {
    const [one, other] = [await ownFolder(), await ownFolder()];
    const words = ['import', 'xes', OFFICE, '--profile', 'office'];
    await runBaton(words, { folder: one });
    await runBaton(['import', 'csv', sample('office.csv'), '--profile', 'office'], { folder: other });
    await copyFile(join(other, 'views.db'), join(one, 'views.db'));
    const { code, stderr } = await runBaton([...words, '--json'], { folder: one });
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'VIEWS_UNUSABLE', remedy: expect.stringMatching(/Delete .* and run the import again: /) },
    });
  });

  it('keeps what was whole in a log that is cut off, sums up, and says what to do', async () => {
    const bytes = gzipSync(await readFile(OFFICE));
    const { code, stdout, stderr } = await importXes(
      await fileWith('log.xes.gz', bytes.subarray(0, bytes.length - 200)),
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/\d+ cases and \d+ events read; /);
    expect(stderr).toMatch(/Get the whole file and run the import again: .*\n {2}\(FILE_TRUNCATED\)\n$/);
  });

  it.each([
    ['FILE_MISSING', () => Promise.resolve('/no/such/log.xes')],
    ['FILE_IS_DIRECTORY', () => Promise.resolve(tmpdir())],
    ['FILE_EMPTY', () => fileWith('log.xes', '')],
    ['NOT_XES', () => Promise.resolve(sample('office.csv'))],
    [
      'ENCODING_WRONG',
      () => fileWith('log.xes', Buffer.from('<log><string key="a" value="Gr\xfc\xdfe"/></log>', 'latin1')),
    ],
  ])('refuses a file with %s in three lines and with 1', async (code, path) => {
    const ended = await importXes(await path());
    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(new RegExp(`^baton: .+\\n {2}.+\\.\\n {2}\\(${code}\\)\\n$`));
  });

  it('refuses a profile that is broken with all that is wrong, and writes nothing', async () => {
    const folder = await ownFolder();
    const profile = await fileWith('mine.yaml', 'name: mine\nsource: MINE\nrules:\n  - when: {}\n    then: [dance]\n');
    const { code, stderr } = await runBaton(['import', 'xes', OFFICE, '--profile', profile], { folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/columns: .*\n.*\n? *line 5: rules\.0\.then: .*dance|rules\.0\.then/s);
    expect(stderr).toContain('(PROFILE_INVALID)');
    const unknown = await runBaton(['import', 'xes', OFFICE, '--profile', 'nobody'], { folder });
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/Name a profile that comes with Baton \(office, vinst\)/);
    const after = await runBaton(['--json', 'import', 'xes', OFFICE, '--profile', 'office'], { folder });
    expect(JSON.parse(after.stdout)).toMatchObject({ casesWritten: 12, casesAlreadyThere: 0 });
  });

  it('says how it is used, with 2 where it is used wrongly', async () => {
    const help = await runBaton(['import', 'csv', '--help']);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('baton import csv docs/samples/office.csv --profile office');
    const wrong = await runBaton(['import', 'xes', OFFICE]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('--profile');
  });
});
