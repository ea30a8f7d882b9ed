import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Whether this machine lets a test mount a small disk that nobody else sees. */
export const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/tmp']).status === 0;

const CLI = resolve(import.meta.dirname, '../..', process.env['BATON_TEST_DIST'] ?? 'dist', 'src/cli.js');

/**
 * Runs lines of a shell in which `baton` is the command line as it was built, and what is mounted is seen by nobody
 * else and goes when they end. `$DISK` is the folder to mount on.
 */
export function whereMounted(disk: string, ...lines: string[]): { readonly stdout: string; readonly stderr: string } {
  const baton = 'baton() { "$NODE" "$CLI" "$@"; }';
  const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', [baton, ...lines].join('\n')], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      BATON_CONFIG: '/dev/null',
      NODE: process.execPath,
      CLI,
      DISK: disk,
    },
  });
  return { stdout, stderr };
}
