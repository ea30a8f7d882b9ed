/**
 * A process of its own that builds the sample views in a file or a PostgreSQL, rebuilds one of them, and ends; or kills
 * itself with SIGKILL the n-th time it passes a failpoint. Arguments: file or connection string, events in the log,
 * failpoint (or "none"), n. Writes a line per batch.
 */
import { ProjectionRunner } from '../index.js';
import { PostgresViews } from '../postgres/index.js';
import { SqliteViews } from '../sqlite/index.js';
import type { AtFailpoint } from '../view-store.js';
import { ArrayLog } from './array-log.js';
import { busyLog } from './office.model.js';
import { sampleProjections } from './office.projections.js';

const [place = '', count = '0', failpoint = 'none', times = '1'] = process.argv.slice(2);
let passed = 0;
const atFailpoint: AtFailpoint = (at) => {
  if (at === 'batch committed') process.stdout.write('batch\n');
  if (at === failpoint && ++passed === Number(times)) process.kill(process.pid, 'SIGKILL');
};

async function open() {
  if (!place.startsWith('postgres:')) {
    const views = new SqliteViews(place, atFailpoint);
    return { views, close: () => views.close() };
  }
  const views = await PostgresViews.open({ connectionString: place, failpoint: atFailpoint });
  const held = await views.lease.take(AbortSignal.timeout(30_000));
  return { views, close: () => held.giveBack().then(() => views.close()) };
}

const { views, close } = await open();
const log = new ArrayLog(busyLog(Number(count)));
const runner = new ProjectionRunner({ store: log, views, projections: sampleProjections, pageSize: 50 });
await runner.start();
await runner.waitFor((await log.head()) ?? '0');
await runner.rebuild('sample_flow');
await runner.stop();
await close();
