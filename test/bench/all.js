/**
 * Every benchmark, one after the other: each checks first that what it measures is right, then says how fast it is and
 * what is aimed at. A figure means little alone: compare it with the rate of the disk that stands beside it, and run it
 * on a machine that does nothing else. Run with `npm run bench`, or some of them: npm run bench -- door import.
 * docs/speed.md says what bounds what, and what was tried.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const BENCHES = {
  alarms: 'test/bench/alarms.bench.js',
  append: 'dist/libs/event-store/testing/append.bench.js',
  cluster: 'dist/libs/event-store/eventstoredb/testing/client.bench.js',
  door: 'test/bench/door.bench.js',
  'due-times': 'dist/libs/working-calendar/testing/due-times.bench.js',
  feed: 'test/bench/feed.bench.js',
  import: 'test/bench/import.bench.js',
  lag: 'test/bench/lag.bench.js',
  large: 'test/bench/large.bench.js',
  promises: 'test/bench/promises.bench.js',
  'postgres-views': 'dist/libs/projections/postgres/testing/views.bench.js',
  rebuild: 'dist/libs/projections/testing/rebuild.bench.js',
  transfers: 'test/bench/transfers.bench.js',
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(', ')}: take some of ${Object.keys(BENCHES).join(', ')}.\n`,
  );
  process.exit(2);
}
for (const [name, file] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\n${name}\n`);
  const { status } = spawnSync(process.execPath, [join(ROOT, file)], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`The benchmark ${name} has failed.\n`);
    process.exitCode = 1;
  }
}
