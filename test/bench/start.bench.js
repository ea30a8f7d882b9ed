/**
 * From nothing to listening, with a log that holds a million events and views that have them all: the folder is made
 * once, then the real service is started on it several times. `BATON_BENCH_EVENTS` makes it smaller. Run after
 * `npm run build`: node test/bench/start.bench.js
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from '../../dist/src/app.js';
import { openBaton } from '../../dist/src/platform/engine/baton.js';

const EVENTS = Number(process.env.BATON_BENCH_EVENTS ?? 1_000_000);
/** Events of one case. */
const CASE = 200;
const STARTS = 5;
const quiet = { warn: () => undefined, error: (message) => console.error(message) };

async function fill(dataFolder) {
  const baton = openBaton({ dataFolder, projections: app.projections, log: quiet });
  const began = performance.now();
  const by = { agent: 'anna', department: 'shop', role: 'AGENT' };
  const at = '2026-03-02T09:00:00.000Z';
  const cases = Math.ceil(EVENTS / CASE);
  const next = Array.from({ length: cases }, (_, index) => index).values();
  const writer = async () => {
    for (const _ of next) {
      const id = randomUUID();
      const fact = (type, data) => ({ type, data, occurredAt: at });
      const opened = fact('CaseOpened', { customerId: randomUUID(), department: 'shop' });
      const notes = Array.from({ length: CASE - 1 }, () =>
        fact('NoteAdded', { noteId: randomUUID(), text: 'He asked again' }),
      );
      const context = { commandId: randomUUID(), commandHash: '0'.repeat(64), by, now: at, correlationId: id };
      await baton.streams.recordPast(`case-${id}`, [opened, ...notes], context);
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
  await baton.runner.catchUp();
  await baton.close();
  console.log(`made ${cases * CASE} events and their views in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

function start(folder) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const main = join(import.meta.dirname, '../../dist/src/main.js');
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, BATON_CONFIG: '/dev/null', BATON_DATA: folder, BATON_PORT: '0', BATON_DEMO: 'off' };
    const child = spawn(process.execPath, [main, '--json'], {
      env: { ...env, BATON_LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let listening;
    child.stdout.once('data', (line) => {
      const { health } = JSON.parse(String(line).split('\n')[0]);
      fetch(health)
        .then(({ status }) => {
          if (status !== 200) throw new Error(`not ready: ${status}`);
          const seconds = (performance.now() - began) / 1000;
          const status_ = readFileSync(`/proc/${child.pid}/status`, 'utf8');
          listening = { seconds, megabytes: Number(/VmRSS:\s+(\d+)/.exec(status_)[1]) / 1024 };
          child.kill('SIGTERM');
        })
        .catch(reject);
    });
    child.once('close', () => (listening ? resolve(listening) : reject(new Error('it did not start'))));
  });
}

const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
try {
  await fill(folder);
  const starts = [];
  for (let index = 0; index < STARTS; index += 1) starts.push(await start(folder));
  const median = (key) => starts.map((one) => one[key]).sort((one, other) => one - other)[Math.floor(STARTS / 2)];
  console.log(
    `start to ready: ${median('seconds').toFixed(2)} s, ${median('megabytes').toFixed(0)} MB (median of ${STARTS})`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
