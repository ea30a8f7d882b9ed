import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BatonProcess, runBaton, temporaryFolder, type Ended } from '../support/baton-process.js';

/** Root may write anywhere, so it lends the process to nobody. */
const asNobody = process.getuid?.() === 0 ? { uid: 65534 } : {};

/** For everybody to read, for nobody to write. */
function closeForWriting(folder: string): void {
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
  chmodSync(folder, 0o555);
}
const ask = (folder: string, ...args: string[]): Promise<Ended> => runBaton(args, { folder, ...asNobody });

describe('who may read the data and not write it', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => chmodSync(folder, 0o755));

  it('reads beside a running service', async () => {
    const baton = await BatonProcess.start({ folder, env: { BATON_DEMO: 'on' } });
    closeForWriting(folder);
    const [verified, looked] = [await ask(folder, 'verify'), await ask(folder, 'access-log')];
    chmodSync(folder, 0o755);
    await baton.stop('SIGTERM');
    expect([verified.code, verified.stderr, verified.stdout]).toEqual([0, '', expect.stringContaining('root ')]);
    expect([looked.code, looked.stderr]).toEqual([0, '']);
  });

  it('is told to read a copy of what a service has left, and reads a backup as it is', async () => {
    await (await BatonProcess.start({ folder, env: { BATON_DEMO: 'on' } })).stop('SIGTERM');
    closeForWriting(folder);
    const left = readdirSync(folder);
    for (const args of [['verify'], ['access-log']]) {
      const { code, stderr } = await ask(folder, ...args);
      expect([code, stderr]).toEqual([1, expect.stringContaining(`cp -r ${folder} <copy>`)]);
      expect(stderr).toContain('(DATA_FOLDER_READ_ONLY)');
    }
    expect(readdirSync(folder)).toEqual(left);
    chmodSync(folder, 0o755);
    const backup = join(temporaryFolder(), 'backup');
    expect((await runBaton(['backup', backup], { folder })).code).toBe(0);
    chmodSync(join(backup, '..'), 0o755);
    closeForWriting(backup);
    const verified = await ask(backup, 'verify');
    chmodSync(backup, 0o755);
    expect([verified.code, verified.stderr]).toEqual([0, '']);
  });
});
