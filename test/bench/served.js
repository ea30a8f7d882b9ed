import { spawn, spawnSync } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export { against, diskLine, whole } from '../../dist/libs/event-store/testing/measuring.js';

const DIST = join(import.meta.dirname, '../../dist/src');

/**
 * The real service on a data folder, as a process of its own, asked by one person.
 * @param who `{ agent, department, role }`: for whom the token is made; the demo's person where the demo is on
 * @param env settings besides
 */
export async function serve(folder, { demo = false, callers = 1, who, env = {} } = {}) {
  const { announced, secondsToStart, pid, stop } = await launch('main.js', folder, {
    BATON_DEMO: demo ? 'on' : 'off',
    ...env,
  });
  const { url, token: first } = announced;
  const token = who ? tokenFor(folder, who) : first;
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const askWith =
    (bearer) =>
    (query, variables = {}) =>
      post(agent, url, bearer, { query, variables });
  return {
    url,
    token,
    pid,
    secondsToStart,
    /** Asks an operation; throws where it has errors. */
    ask: askWith(token),
    /** The same for somebody else. */
    askedBy: (another) => askWith(tokenFor(folder, another)),
    async stop() {
      agent.destroy();
      await stop();
    },
  };
}

/** A process of Baton, once it says that it runs. */
export async function launch(script, folder, settings) {
  const began = performance.now();
  // As `npm start` does.
  const child = spawn(process.execPath, ['--max-semi-space-size=8', join(DIST, script), '--json'], {
    env: { ...process.env, BATON_DATA: folder, BATON_PORT: '0', BATON_LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const { value, done } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (done) throw new Error(`${script} did not start`);
  return {
    announced: JSON.parse(value),
    secondsToStart: (performance.now() - began) / 1000,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function tokenFor(folder, { agent, department, role }) {
  const args = ['token', '--agent', agent, '--department', department, '--role', role];
  const made = spawnSync(process.execPath, [join(DIST, 'cli.js'), '--json', ...args], {
    env: { ...process.env, BATON_DATA: folder },
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stderr);
  return JSON.parse(made.stdout).token;
}

function post(agent, url, token, body) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => (text += piece));
      response.on('end', () => {
        const { data, errors } = JSON.parse(text);
        if (errors) reject(new Error(JSON.stringify(errors)));
        else resolve(data);
      });
    });
    sent.once('error', reject);
    sent.end(JSON.stringify(body));
  });
}

/**
 * Does something many times, as many at once as there are callers.
 * @returns operations a second, and the quantiles of how long each took, in milliseconds
 */
export async function timed(count, callers, once) {
  const times = [];
  let next = 0;
  const caller = async () => {
    while (next < count) {
      const index = next++;
      const began = performance.now();
      await once(index);
      times.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const rate = (count * 1000) / (performance.now() - began);
  return { rate, ...quantiles(times) };
}

/** What half, 99 of 100 and all of some times are not above. */
export function quantiles(times) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
}

export const ms = (number) => `${number.toFixed(number < 10 ? 2 : 0)} ms`;
