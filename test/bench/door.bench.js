/**
 * Operations a second at the door of the real service, with the callers on the same machine: a page of a trail; a
 * mutation that finds nothing to do; a command that writes one durable event, on many cases and all on one. Run with
 * `npm run bench`, or after a build: node test/bench/door.bench.js
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseIdOf, fill, OWNER } from './filling.js';
import { against, diskLine, ms, serve, timed, whole } from './served.js';

const CALLERS = 32;
const WARM_UP = 1000;
const COUNTED = 6000;
const CASES = 500;

const TRAIL = `query Trail($id: ID!) {
  caseTrail(id: $id, first: 20) { totalCount edges { cursor node { revision type occurredAt sentence } } }
}`;
const NOTE = 'mutation Note($input: AddNoteInput!) { addNote(input: $input) { __typename } }';
const CLAIM = 'mutation Claim($input: ClaimCaseInput!) { claimCase(input: $input) { __typename } }';

const say = (line) => process.stdout.write(`${line}\n`);
const caseOf = (index) => caseIdOf(index % CASES);

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  try {
    await fill(folder, CASES * 20);
    say(`${diskLine(folder)}; ${CALLERS} callers`);
    const service = await serve(folder, { callers: CALLERS, who: OWNER });
    try {
      await measureAll(service);
    } finally {
      await service.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureAll({ ask }) {
  let notes = 0;
  const written = async (name, answer) => {
    const { __typename } = (await answer)[name];
    if (__typename !== 'Receipt') throw new Error(`${name} was refused`);
  };
  const note = (id) => written('addNote', ask(NOTE, { input: { caseId: id, text: `Note ${(notes += 1)}` } }));
  const idle = (index) => written('claimCase', ask(CLAIM, { input: { caseId: caseOf(index) } }));
  await measure('a page of a trail', (index) => ask(TRAIL, { id: caseOf(index) }));
  const nothing = await measure('a mutation that finds nothing to do', idle);
  const durable = await measure('a command, each on another case', (index) => note(caseOf(index)));
  await measure('a command, all on one case', () => note(caseOf(0)));
  say(`durable command ÷ mutation that does nothing: ${against(durable.rate / nothing.rate, '≥', 0.6)}`);
  await prove(ask, notes);
}

/** A fast door that lost a note would be no door. */
async function prove(ask, notes) {
  let stored = 0;
  for (let index = 0; index < CASES; index++) stored += (await ask(TRAIL, { id: caseOf(index) })).caseTrail.totalCount;
  if (stored !== CASES * 20 + notes) throw new Error(`${notes} notes were taken, ${stored - CASES * 20} are stored`);
}

async function measure(what, once) {
  await timed(WARM_UP, CALLERS, once);
  const { rate, p50, p99 } = await timed(COUNTED, CALLERS, once);
  say(`${what}: ${whole(rate)}/s, p50 ${ms(p50)}, p99 ${ms(p99)}`);
  return { rate };
}

await main();
