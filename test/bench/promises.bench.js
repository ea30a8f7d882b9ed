/**
 * What promises cost that keep themselves (P7). The ledger with many open promises, and what looking for the next timer
 * costs with few and with many of them. Then many that were due in the same minute while nothing ran: a service starts and
 * breaks each of them once; beside it, the same decisions by a bare loop on a log of its own. Run with
 * `npm run bench -- promises`, or after a build: node test/bench/promises.bench.js [how many promises]
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from '../../dist/src/app.js';
import { derivedId, streamOf } from '../../dist/libs/contracts/index.js';
import { SqliteEventStore } from '../../dist/libs/event-store/sqlite/index.js';
import { caseAggregate } from '../../dist/src/cases/case-folds.state.js';
import { breakPromise } from '../../dist/src/cases/commands/break-promise/break-promise.decision.js';
import { opened, promised } from '../../dist/src/cases/testing/case.happenings.js';
import { openBaton } from '../../dist/src/platform/engine/opening.js';
import { DueTimers } from '../../dist/src/platform/policies/due-timers.js';
import { against, diskLine, ms, quantiles, serve, timed, whole } from './served.js';

const MANY = Number(process.argv[2] ?? 100_000);
const FEW = Math.min(1000, MANY);
const NAMESPACE = '7c1e5b3a-0f4d-4a53-9a51-2d6c9be1f0a4';
const INES = { agent: 'ines', department: 'front-office', role: 'AGENT' };
const AT_ONCE = 256;
const LOOKS = 500;
const ASKED = 2000;
const DAY_MS = 86_400_000;
/** The ledger, milliseconds; a look with many timers beside one with few; all that were due in a minute, seconds. */
const AIMS = { ledger: 20, look: 1.5, seconds: 60 };

const LEDGER = `query ($after: String) { promises(filter: { department: "front-office", status: OPEN }, first: 50, after: $after) {
  totalCount edges { node { promiseId due } } pageInfo { endCursor hasNextPage } } }`;

const say = (line) => process.stdout.write(`${line}\n`);
const iso = (at) => new Date(at).toISOString();
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const caseOf = (index) => derivedId(NAMESPACE, `case ${index}`);
const promiseOf = (index) => derivedId(NAMESPACE, `promise ${index}`);
const { timers } = app.policies;

const contextOf = (name, now) => {
  const commandId = derivedId(NAMESPACE, name);
  const commandHash = createHash('sha256').update(name).digest('hex');
  return { by: INES, now, commandId, commandHash, correlationId: commandId };
};

async function inParallel(from, to, once) {
  let next = from;
  const worker = async () => {
    while (next < to) await once(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Promises of cases of their own, due from an instant on, so many milliseconds apart. */
const promise = (baton, from, to, due, apart) =>
  inParallel(from, to, (index) => {
    const now = iso(due - 2 * DAY_MS);
    const facts = [opened(), promised({ promiseId: promiseOf(index), due: iso(due + index * apart), from: now })];
    return baton.streams.decide(
      streamOf('case', caseOf(index)),
      caseAggregate,
      () => facts,
      contextOf(`make ${index}`, now),
    );
  });

const open = (folder) => openBaton({ dataFolder: folder, projections: app.projections, log: silent });

/** What a wake-up costs: the timers that are due, and the next one. */
async function looks(baton) {
  await baton.catchUp();
  const due = new DueTimers(baton.queries, timers);
  const now = iso(Date.now());
  const times = [];
  for (let look = 0; look < LOOKS; look += 1) {
    const began = performance.now();
    const found = await due.dueAt(now, 500);
    const next = await due.nextAfter(now);
    times.push(performance.now() - began);
    if (found.length !== 0 || next === undefined) throw new Error(`${found.length} timers are due, the next ${next}`);
  }
  return quantiles(times);
}

/** The ledger and the looks, with promises that are due from tomorrow on. */
async function kept(folder) {
  const baton = await open(folder);
  const tomorrow = Date.now() + DAY_MS;
  let few;
  let many;
  try {
    await promise(baton, 0, FEW, tomorrow, 1000);
    few = await looks(baton);
    await promise(baton, FEW, MANY, tomorrow, 1000);
    many = await looks(baton);
  } finally {
    await baton.close();
  }
  const told = (count, { p50, p99 }) => `with ${whole(count)} timers p50 ${ms(p50)}, p99 ${ms(p99)}`;
  say(`a look: ${told(FEW, few)}; ${told(MANY, many)}; ratio of p50 ${against(many.p50 / few.p50, '≤', AIMS.look)}`);
  const { ask, stop } = await serve(folder, { who: INES });
  try {
    let after;
    const page = async () => {
      const { promises } = await ask(LEDGER, { after });
      if (promises.totalCount !== MANY) throw new Error(`the ledger counts ${promises.totalCount} promises`);
      const dues = promises.edges.map(({ node }) => node.due);
      if (dues.join() !== dues.toSorted().join()) throw new Error('the ledger is out of order');
      after = promises.pageInfo.hasNextPage ? promises.pageInfo.endCursor : undefined;
    };
    await timed(100, 1, page);
    const { p50, p99 } = await timed(ASKED, 1, page);
    say(
      `the ledger with ${whole(MANY)} open promises, a page: p50 ${ms(p50)}, p99 ${against(p99, '≤', AIMS.ledger)} ms`,
    );
  } finally {
    await stop();
  }
}

/** How long a service takes over promises that were due in the same minute while nothing ran, from the first to the last. */
async function brokenByService(folder, made) {
  const reading = SqliteEventStore.open({ file: join(folder, 'events.db'), readOnly: true });
  const { stop } = await serve(folder, { who: INES });
  try {
    const all = Number(made) + 2 * MANY;
    const [began] = await headPast(reading, Number(made));
    const [ended, head] = await headPast(reading, all - 1);
    if (head !== all) throw new Error(`the log ends at ${head}, not at ${all}`);
    await eachOnce(reading);
    return (ended - began) / 1000;
  } finally {
    await stop();
    await reading.close();
  }
}

async function headPast(store, position) {
  for (;;) {
    const head = Number(await store.head());
    if (head > position) return [performance.now(), head];
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Each promise is broken once, and the supervisor is asked with it. */
async function eachOnce(store) {
  const broken = new Map();
  let asked = 0;
  for (let after; ;) {
    const page = await store.readAll({ after, limit: 5000, filter: { types: ['PromiseBroken', 'EscalationRaised'] } });
    for (const { type, data } of page.events) {
      if (type === 'PromiseBroken') broken.set(data.promiseId, (broken.get(data.promiseId) ?? 0) + 1);
      else asked += 1;
    }
    if (page.atEnd) break;
    after = page.position;
  }
  const twice = [...broken.values()].filter((count) => count !== 1).length;
  if (broken.size !== MANY || asked !== MANY || twice > 0) {
    throw new Error(
      `${broken.size} promises are broken, ${twice} of them more than once, ${asked} supervisors were asked`,
    );
  }
}

/** The same decisions by a bare loop, without timers, views or a command bus. */
async function brokenByLoop(folder) {
  const baton = await open(folder);
  try {
    const now = iso(Date.now());
    const began = performance.now();
    await inParallel(0, MANY, (index) => {
      const context = contextOf(`break ${index}`, now);
      const asked = { caseId: caseOf(index), promiseId: promiseOf(index) };
      return baton.streams.decide(
        streamOf('case', caseOf(index)),
        caseAggregate,
        breakPromise(asked, context),
        context,
      );
    });
    return (performance.now() - began) / 1000;
  } finally {
    await baton.close();
  }
}

async function withOverdue(measure) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  try {
    const baton = await open(folder);
    let head;
    try {
      await promise(baton, 0, MANY, Date.now() - DAY_MS, 60_000 / MANY);
      await baton.catchUp();
      head = await baton.store.head();
    } finally {
      await baton.close();
    }
    return await measure(folder, head);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
try {
  say(`load ${loadavg()[0].toFixed(1)}; ${diskLine(folder)}`);
  await kept(folder);
} finally {
  rmSync(folder, { recursive: true });
}
const loop = await withOverdue(brokenByLoop);
const service = await withOverdue(brokenByService);
const rate = (seconds) => `${seconds.toFixed(1)} s, ${whole(MANY / seconds)}/s`;
say(`${whole(MANY)} promises due in the same minute: a bare loop of decisions ${rate(loop)}`);
say(
  `by the service's timers ${rate(service)}, ${against(service, '≤', AIMS.seconds)} s; ratio to the loop ${(loop / service).toFixed(2)}`,
);
