import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Runs what `npm run failures` runs, where no server of events is named. */
function failures(...args: string[]) {
  const { BATON_TEST_EVENTSTOREDB_SERVER: _server, ...env } = process.env;
  const run = ['--import', './test/support/typescript.js', 'test/failures/main.ts', ...args];
  return spawnSync(process.execPath, run, { cwd: ROOT, encoding: 'utf8', env });
}

describe('npm run failures', () => {
  it('says what it needs where no server is named', () => {
    const { status, stderr } = failures();
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('BATON_TEST_EVENTSTOREDB_SERVER'),
    });
  });

  it('names the scenarios where one is asked for that there is not', () => {
    const { status, stderr } = failures('moon-eclipsed');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/no scenario moon-eclipsed: take some of leader-killed, .*postgres-frozen/),
    });
  });

  it.each([['--times', '0'], ['--hold-ms', 'soon'], ['--callers', '-1'], ['--unheard-of']])(
    'refuses %s %s',
    (...args) => {
      const { status, stderr } = failures(...args.filter(Boolean));
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(args[0] ?? '') });
    },
  );
});
