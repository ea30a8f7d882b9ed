/**
 * What an alarm costs whoever accepts a transfer (H10). Cases that went from the front office to repair are offered back:
 * half of them for a skill, so that the acceptance raises an alarm and asks a supervisor, half for the end of a shift, which
 * raises none. All else is the same, and the two are accepted in turn. Run with `npm run bench -- alarms`, or after a build:
 * node test/bench/alarms.bench.js
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from '../../dist/src/app.js';
import { derivedId, streamOf } from '../../dist/libs/contracts/index.js';
import { recorded } from '../../dist/libs/contracts/testing/index.js';
import { fold } from '../../dist/libs/decider/index.js';
import { caseAggregate } from '../../dist/src/cases/case-folds.state.js';
import { acceptTransfer } from '../../dist/src/cases/commands/accept-transfer/accept-transfer.decision.js';
import { offered, opened, passed, readBack } from '../../dist/src/cases/testing/case.happenings.js';
import { openBaton } from '../../dist/src/platform/engine/opening.js';
import { against, diskLine, ms, quantiles, serve } from './served.js';

const NAMESPACE = '0e2b7a51-6d0f-4c1c-8a3e-51d1f6a4c9d2';
const INES = { agent: 'ines', department: 'front-office', role: 'AGENT' };
/** Who offers what she accepts: nobody accepts his own offer. */
const OTTO = { ...INES, agent: 'otto' };
const WARM_UP = 100;
const ACCEPTED = 1500;
const DECISIONS = 20_000;
const AT_ONCE = 256;
/** What an acceptance with an alarm may take, beside one without: "no measurable cost". */
const AIM = 1.05;

/** Why the case is offered back, and what its acceptance writes. */
const KINDS = {
  'with an alarm': {
    reason: 'SKILL_NEEDED',
    written: ['TransferAccepted', 'ChainAlarmRaised', 'EscalationRaised'],
    level: 'WARNING',
  },
  'without one': { reason: 'ABSENCE_OR_SHIFT', written: ['TransferAccepted'], level: null },
};

const ACCEPT = 'mutation Accept($input: AcceptTransferInput!) { acceptTransfer(input: $input) { __typename } }';
const CASE = `query Case($id: ID!) { case(id: $id) { accountable alarmLevel }
  caseTrail(id: $id, last: 3) { edges { node { type } } } }`;

const say = (line) => process.stdout.write(`${line}\n`);
const same = (what, found, expected) => {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  }
};
const kinds = Object.entries(KINDS);
const caseOf = (kind, index) => derivedId(NAMESPACE, `${kind} ${index}`);

/** A case that went from the front office to repair, and is offered back. */
const offeredBack = (reason) => [
  opened(),
  ...passed('front-office', 'repair'),
  offered({ transferId: derivedId(NAMESPACE, 'back'), from: 'repair', to: 'front-office', reason }),
];

/** Times of something done with an alarm and without one, in turn, in milliseconds. */
async function inTurn(count, once) {
  const times = Object.fromEntries(kinds.map(([kind]) => [kind, []]));
  for (let index = 0; index < count; index += 1) {
    // Neither of them always comes second.
    for (const [kind] of index % 2 === 0 ? kinds : kinds.toReversed()) {
      const began = performance.now();
      await once(kind, index);
      times[kind].push(performance.now() - began);
    }
  }
  return kinds.map(([kind]) => quantiles(times[kind]));
}

/** The decision alone, on a state that is there. */
async function decisions() {
  const given = { by: OTTO, now: '2026-03-02T12:00:00.000Z', commandId: derivedId(NAMESPACE, 'accept') };
  const decide = acceptTransfer({ caseId: caseOf('decided', 0), readBack }, given, { door: undefined });
  const states = {};
  for (const [kind, { reason, written }] of kinds) {
    const state = fold(caseAggregate, recorded(streamOf('case', caseOf('decided', 0)), offeredBack(reason)));
    same(
      `what is decided ${kind}`,
      decide(state).map(({ type }) => type),
      written,
    );
    states[kind] = state;
  }
  const once = (kind) => decide(states[kind]);
  await inTurn(DECISIONS / 10, once);
  const [alarmed, quiet] = await inTurn(DECISIONS, once);
  const us = ({ p50 }) => `${(p50 * 1000).toFixed(1)} µs`;
  say(
    `the decision: p50 ${us(alarmed)} with an alarm, ${us(quiet)} without one; ratio ${(alarmed.p50 / quiet.p50).toFixed(2)}`,
  );
  return alarmed.p50 - quiet.p50;
}

async function fill(folder, count) {
  const baton = await openBaton({ dataFolder: folder, projections: app.projections, log: console });
  try {
    const now = Date.now();
    const iso = (at) => new Date(at).toISOString();
    const cases = kinds.flatMap(([kind, { reason }]) =>
      Array.from({ length: count }, (_, index) => ({ id: caseOf(kind, index), facts: offeredBack(reason) })),
    );
    const writer = async () => {
      for (let next = cases.pop(); next; next = cases.pop()) {
        const facts = next.facts.map((fact, place) => ({ ...fact, occurredAt: iso(now - 60_000 + place), by: OTTO }));
        const commandId = derivedId(NAMESPACE, next.id);
        const commandHash = createHash('sha256').update(commandId).digest('hex');
        const context = { commandId, commandHash, by: INES, now: iso(now), correlationId: commandId };
        await baton.streams.recordPast(streamOf('case', next.id), facts, context);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, writer));
    await baton.catchUp();
  } finally {
    await baton.close();
  }
}

/** The whole command, over HTTP, as the durable answer comes back; then what it wrote. */
async function commands(folder) {
  await fill(folder, WARM_UP + ACCEPTED);
  say(`load ${loadavg()[0].toFixed(1)}; ${diskLine(folder)}`);
  const { ask, stop } = await serve(folder, { who: INES });
  try {
    const ahead = { ...readBack, by: new Date(Date.now() + 86_400_000).toISOString() };
    const accept = async (kind, index) => {
      const { acceptTransfer: outcome } = await ask(ACCEPT, {
        input: { caseId: caseOf(kind, index), readBack: ahead },
      });
      same('the outcome', outcome, { __typename: 'Receipt' });
    };
    await inTurn(WARM_UP, accept);
    const [alarmed, quiet] = await inTurn(ACCEPTED, (kind, index) => accept(kind, WARM_UP + index));
    const told = ({ p50, p99 }) => `p50 ${ms(p50)}, p99 ${ms(p99)}`;
    say(
      `the command: ${told(alarmed)} with an alarm; ${told(quiet)} without one; ratio of p50 ${against(alarmed.p50 / quiet.p50, '≤', AIM)}`,
    );
    for (const [kind, { written, level }] of kinds) {
      for (let index = 0; index < WARM_UP + ACCEPTED; index += 1) {
        const { case: found, caseTrail } = await ask(CASE, { id: caseOf(kind, index) });
        same(`a case ${kind}`, found, { accountable: 'front-office', alarmLevel: level });
        const types = caseTrail.edges.map(({ node }) => node.type);
        same(`the last events ${kind}`, types.slice(types.lastIndexOf('TransferAccepted')), written);
      }
    }
    return quiet.p50;
  } finally {
    await stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
try {
  const more = await decisions();
  const whole = await commands(folder);
  say(`what an alarm adds to the decision ÷ the command: ${((more / whole) * 100).toFixed(2)} %`);
} finally {
  rmSync(folder, { recursive: true });
}
