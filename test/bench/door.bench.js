/**
 * Operations a second at the door of the real service, with the client on the same machine: a page of a trail, and a
 * command that writes one durable event. Run with `npm run bench`; figures depend on the disk and on what else runs.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const CALLERS = 32;
const WARM_UP = 500;
const COUNTED = 4000;

const TRAIL = `query Trail($caseId: ID!) {
  caseTrail(id: $caseId, first: 20) { edges { cursor node { revision type occurredAt sentence } } }
}`;
const FIND = '{ searchCases(first: 1) { edges { node { caseId } } } }';
const NOTE = 'mutation Note($input: AddNoteInput!) { addNote(input: $input) { __typename } }';
const CUSTOMER = 'mutation New($input: RegisterCustomerInput!) { registerCustomer(input: $input) { __typename } }';

const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../dist/src/main.js'), '--json'], {
    env: { ...process.env, BATON_DATA: folder, BATON_PORT: '0', BATON_LOG_LEVEL: 'warn', BATON_DEMO: 'on' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    const { url, token } = JSON.parse(value);
    const ask = (query, variables = {}) => post(url, token, { query, variables });
    const caseId = await firstCase(ask);
    await measure('a page of a trail', () => ask(TRAIL, { caseId }));
    const customer = () => ({ customerId: randomUUID(), kind: 'PERSON', name: 'Somebody', identifiers: [] });
    await measure('a command each on a stream of its own', () => ask(CUSTOMER, { input: customer() }));
    let notes = 0;
    await measure('a command, all on one case', () => ask(NOTE, { input: { caseId, text: `Note ${(notes += 1)}` } }));
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  }
}

async function firstCase(ask) {
  const { data, errors } = await ask(FIND);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.searchCases.edges[0].node.caseId;
}

async function measure(what, once) {
  const answer = await once();
  if (answer.errors) throw new Error(`${what}: ${JSON.stringify(answer.errors)}`);
  await run(WARM_UP, once);
  const began = performance.now();
  const times = (await run(COUNTED, once)).sort((one, other) => one - other);
  const seconds = (performance.now() - began) / 1000;
  const at = (share) => times[Math.floor(times.length * share)].toFixed(1);
  console.log(
    `${what}: ${Math.round(COUNTED / seconds)}/s with ${CALLERS} callers, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
}

async function run(count, once) {
  const times = [];
  let left = count;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      const began = performance.now();
      await once();
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return times;
}

function post(url, token, body) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => (text += piece));
      response.on('end', () => resolve(JSON.parse(text)));
    });
    sent.once('error', reject);
    sent.end(JSON.stringify(body));
  });
}

await main();
