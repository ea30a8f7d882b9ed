import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadProfile } from '../profiles/profile-file.js';
import { packageRoot } from '../../platform/package-root.js';
import { tellBeside, threadOf } from './beside.js';
import { tellLog, type Item, type Listener, type Log } from './log-telling.js';

const sample = (name: string): string => resolve(import.meta.dirname, '../../../docs/samples', name);
const quiet = (): Listener => ({ onProgress: () => undefined, signal: new AbortController().signal });

async function all(telling: AsyncIterable<Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const some of telling) items.push(...some);
  return items;
}

describe('the thread that reads a log', () => {
  const below = (folder: string, file: string): string =>
    pathToFileURL(resolve(packageRoot(), folder, 'src/imports/run', file)).href;

  it('is of the same build as the code that starts it', () => {
    const { href } = threadOf(below('elsewhere', 'beside.js'), { BATON_TEST_DIST: 'other' });
    expect(href).toBe(below('elsewhere', 'log-thread.js'));
  });

  it.each([
    [{}, 'dist'],
    [{ BATON_TEST_DIST: 'own-build' }, 'own-build'],
    [{ BATON_TEST_DIST: '/builds/own' }, '/builds/own'],
  ])('started from the sources with %j is of the build that tests are run on', (env, folder) => {
    expect(threadOf(below('.', 'beside.ts'), env).href).toBe(below(folder, 'log-thread.js'));
  });
});

describe('a log that is read by a thread of its own', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-beside-spec-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each(['xes', 'csv'] as const)('is told word for word as without one (%s)', async (format) => {
    const log: Log = { format, path: sample(`office.${format}`), profile: await loadProfile('office') };
    const alone = await all(tellLog(log, quiet()));
    expect(alone.length).toBeGreaterThan(3);
    const heard: number[] = [];
    const beside = tellBeside(log, { ...quiet(), onProgress: (read, bytes) => heard.push(read / bytes) });
    expect(await all(beside)).toEqual(alone);
    expect(heard.at(-1)).toBe(1);
  });

  it('fails as without one, with the code, the remedy and the place, after what was found until then', async () => {
    const profile = await loadProfile('office');
    const path = join(folder, 'broken.xes');
    writeFileSync(path, '');
    const empty = { code: 'FILE_EMPTY', remedy: expect.stringContaining('holds a log') };
    for (const tell of [tellLog, tellBeside]) {
      await expect(all(tell({ format: 'xes', path, profile }, quiet()))).rejects.toMatchObject(empty);
    }
  });

  it('that breaks ends with what broke it', async () => {
    const profile = { ...(await loadProfile('office')), columns: {} } as Log['profile'];
    await expect(all(tellBeside({ format: 'xes', path: sample('office.xes'), profile }, quiet()))).rejects.toThrow(
      /not iterable|undefined/,
    );
  });

  it('is read no further once nobody wants more, and leaves no temporary file', async () => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = folder;
    try {
      const log: Log = { format: 'csv', path: sample('office.csv'), profile: await loadProfile('office') };
      for await (const items of tellBeside(log, quiet())) {
        expect(items.length).toBeGreaterThan(0);
        break;
      }
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });

  it('ends with the reason of the signal', async () => {
    const log: Log = { format: 'xes', path: sample('office.xes'), profile: await loadProfile('office') };
    const reason = new Error('told to stop');
    const telling = tellBeside(log, { ...quiet(), signal: AbortSignal.abort(reason) });
    await expect(all(telling)).rejects.toBe(reason);
  });
});
