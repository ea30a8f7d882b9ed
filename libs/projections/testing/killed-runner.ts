/**
 * A process of its own that builds the sample views in a file, rebuilds one of them, and ends; or kills itself with
 * SIGKILL the n-th time it passes a failpoint. Arguments: file, events in the log, failpoint (or "none"), n.
 * Writes a line per batch.
 */
import { ProjectionRunner } from '../index.js';
import { SqliteViews } from '../sqlite/index.js';
import { ArrayLog } from './array-log.js';
import { busyLog } from './office.model.js';
import { sampleProjections } from './office.projections.js';

const [file = '', count = '0', failpoint = 'none', times = '1'] = process.argv.slice(2);
let passed = 0;
const views = new SqliteViews(file, (at) => {
  if (at === 'batch committed') process.stdout.write('batch\n');
  if (at === failpoint && ++passed === Number(times)) process.kill(process.pid, 'SIGKILL');
});
const log = new ArrayLog(busyLog(Number(count)));
const runner = new ProjectionRunner({ store: log, views, projections: sampleProjections, pageSize: 50 });
await runner.start();
await runner.waitFor((await log.head()) ?? '0');
await runner.rebuild('sample_flow');
await runner.stop();
await views.close();
