/**
 * How late others are under a steady load of commands: from the receipt of a command until a query of a view, asked
 * `atLeast` its position, has answered with it, and until the feed of the department has delivered it. Two services and a
 * worker share EventStoreDB and PostgreSQL; what one service wrote is asked of the other. Beside it one process with a
 * data folder under the same load. All is on this machine, the callers too. Run with `npm run bench`, or after a build:
 * node test/bench/lag.bench.js
 *
 * Checked in each run: every command that was acknowledged is in the answer of the view that was asked for it, in its
 * figures once, and in the feed once and in order, with nothing else.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { comparePositions } from '../../dist/libs/event-store/index.js';
import { against, diskLine, ms, quantiles, timed } from './served.js';
import { distributed, embedded } from './shapes.js';

const RATES = [10, 30, 60];
const WARM_UP_SECONDS = 1;
const SECONDS = 4;
/** A rate counts as held when so much of it was acknowledged in its time; no higher one is tried where it was not. */
const HELD = 0.9;
/** What is aimed at with several processes, at so many commands a second. */
const AIMED = { rate: 30, ms: 100 };
/** What is divided by counts as so much at least, milliseconds: a feed may be as quick as the receipt. */
const LEAST_MS = 0.1;
const CASES = 100;
const PATIENCE_MS = 10_000;
const ASKING = { who: { agent: 'bench', department: 'shop', role: 'ADMIN' }, callers: 256 };

const OPEN_DEPARTMENT = 'mutation { openDepartment(input: { department: "shop", name: "Shop" }) { __typename } }';
const OPEN_CASE = `mutation ($caseId: ID!, $customerId: ID!) {
  registerCustomer(input: { customerId: $customerId, kind: PERSON, name: "Ewa" }) { __typename }
  openCase(input: { caseId: $caseId, customerId: $customerId, matter: "Dead", kind: FAULT, contact: { direction: INBOUND,
    channel: PHONE, participants: ["Ewa"], abandoned: true, matter: "Dead", startedAt: "2026-01-01T10:00:00Z",
    endedAt: "2026-01-01T10:05:00Z" } }) { __typename ... on Receipt { position } }
}`;
const NOTE = `mutation ($caseId: ID!, $text: String!) {
  addNote(input: { caseId: $caseId, text: $text }) { ... on Receipt { position revision } }
}`;
const INBOX = `query ($customerId: ID, $at: String!) {
  departmentInbox(department: "shop", filter: { customerId: $customerId }, first: 100, atLeast: $at) {
    edges { node { caseId revision } }
  }
}`;
const FIGURES = 'query ($at: String!) { serviceFigures(atLeast: $at) { cases steps } }';

const say = (line) => process.stdout.write(`${line}\n`);

async function main() {
  const alone = await measured('one process with a data folder', embedded);
  const several = await measured('two services and a worker on EventStoreDB and PostgreSQL', distributed);
  for (const [index, figures] of several.slice(0, alone.length).entries()) {
    for (const of of ['view', 'feed']) {
      const ratio = (share) => (figures[of][share] / Math.max(alone[index][of][share], LEAST_MS)).toFixed(1);
      const p99 = `${against(figures[of].p99, '≤', AIMED.ms)} ms`;
      say(
        `${RATES[index]} commands/s, ${of}: several processes ÷ one: p50 ${ratio('p50')}, p99 ${ratio('p99')}` +
          (RATES[index] === AIMED.rate ? `; p99 of several ${p99}` : ''),
      );
    }
  }
}

/** Starts the processes, and measures them at each of the rates. */
async function measured(what, shape) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  try {
    say(`${what}; ${diskLine(folder)}, load before ${loadavg()[0].toFixed(1)}`);
    const { services, stop } = await shape(folder, ASKING);
    const leaving = new AbortController();
    try {
      const office = await open(services, leaving.signal);
      const figures = [];
      for (const rate of RATES) {
        figures.push(await underLoad(office, rate));
        // Beyond what is held there is only a queue that grows.
        if (figures.at(-1).held < HELD * rate) break;
      }
      await prove(office);
      const [{ position }] = office.notes;
      const alone = await timed(100, 1, () => seen(services[0], office.cases[0], position));
      say(`  the query of the view, when nobody else asks: p50 ${ms(alone.p50)}`);
      return figures;
    } finally {
      leaving.abort();
      await stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Opens the cases, and follows the department's feed from then on. */
async function open(services, signal) {
  const [{ ask }] = services;
  const cases = Array.from({ length: CASES }, () => ({ caseId: randomUUID(), customerId: randomUUID() }));
  await ask(OPEN_DEPARTMENT);
  for (const one of cases) {
    const { openCase } = await ask(OPEN_CASE, one);
    if (openCase.__typename !== 'Receipt') throw new Error('a case was not opened');
  }
  return { services, cases, notes: [], feed: await follow(services.at(-1), signal) };
}

async function underLoad(office, rate) {
  await load(office, rate, WARM_UP_SECONDS);
  const from = office.notes.length;
  await load(office, rate, SECONDS);
  const notes = office.notes.slice(from);
  const began = Math.min(...notes.map(({ asked }) => asked));
  const held = ((notes.length - 1) * 1000) / (Math.max(...notes.map(({ told }) => told)) - began);
  const { delivered } = office.feed;
  const times = {
    command: quantiles(notes.map(({ asked, told }) => told - asked)),
    view: quantiles(notes.map(({ told, shown }) => shown - told)),
    // The feed may be quicker than the receipt.
    feed: quantiles(notes.map(({ told, position }) => Math.max(0, delivered.get(position).at - told))),
  };
  const line = ({ p50, p99, most }) => `p50 ${ms(p50)}, p99 ${ms(p99)}, longest ${ms(most)}`;
  say(`  ${rate} commands/s${held < HELD * rate ? ', not held:' : ', held:'} ${held.toFixed(1)}`);
  for (const [of, each] of Object.entries(times)) say(`    ${of.padEnd(7)} ${line(each)}`);
  return { held, ...times };
}

/** Commands at a steady rate, whatever becomes of those before; returns once the feed has told of all of them. */
async function load(office, rate, seconds) {
  const { notes, feed } = office;
  const began = performance.now();
  const pending = [];
  let failure;
  while (pending.length < rate * seconds && !failure) {
    const due = Math.min(rate * seconds, 1 + Math.floor(((performance.now() - began) * rate) / 1000));
    while (pending.length < due) pending.push(note(office, pending.length).catch((error) => (failure ??= error)));
    await wait(1);
  }
  await Promise.all(pending);
  for (
    const deadline = performance.now() + PATIENCE_MS;
    !failure && feed.delivered.size < notes.length;
    await wait(5)
  ) {
    failure = feed.failure;
    if (performance.now() > deadline) throw new Error(`${feed.delivered.size} of ${notes.length} notes were fed`);
  }
  if (failure) throw failure;
}

/** A note on one of the cases, and the question for it: where there are several services, another is asked each time. */
async function note({ services, cases, notes }, index) {
  const { caseId, customerId } = cases[(index * 7) % CASES];
  const writer = services[index % services.length];
  const reader = services[(index + 1) % services.length];
  const asked = performance.now();
  const { addNote } = await writer.ask(NOTE, { caseId, text: `Note ${index}` });
  const { position, revision } = addNote;
  if (position === undefined) throw new Error('a note was refused');
  const told = performance.now();
  const found = await seen(reader, { customerId }, position);
  const shown = performance.now();
  if (!(found.length === 1 && found[0].caseId === caseId && found[0].revision >= revision)) {
    throw new Error(`the view does not hold revision ${revision} of ${caseId}`);
  }
  notes.push({ caseId, position, revision, asked, told, shown });
}

async function seen({ ask }, { customerId }, at) {
  const { departmentInbox } = await ask(INBOX, { customerId, at });
  return departmentInbox.edges.map(({ node }) => node);
}

/** Follows the feed of the caller's department; notes by position what it delivered, and when. */
async function follow({ url, token }, signal) {
  const delivered = new Map();
  const headers = { authorization: `Bearer ${token}` };
  const { body } = await fetch(new URL('/feeds/cases', url), { headers, signal });
  const caughtUp = Promise.withResolvers();
  const read = async () => {
    let text = '';
    for await (const piece of body.pipeThrough(new TextDecoderStream())) {
      const at = performance.now();
      const messages = (text + piece).split('\n\n');
      text = messages.pop();
      for (const message of messages) {
        if (message.includes('event: caught-up')) caughtUp.resolve();
        const [, data] = /^id: .*\ndata: (.*)$/.exec(message) ?? [];
        if (data === undefined) continue;
        const { position, subject, revision } = JSON.parse(data);
        if (delivered.has(position)) throw new Error(`the feed told of ${position} twice`);
        delivered.set(position, { position, caseId: subject, revision, at });
      }
    }
  };
  const feed = { delivered, failure: undefined };
  read().catch((error) => {
    feed.failure = error;
    caughtUp.reject(error);
  });
  await caughtUp.promise;
  return feed;
}

async function prove({ services, cases, notes, feed: { delivered } }) {
  const told = [...delivered.values()];
  const inOrder = told.every(({ position }, at) => at === 0 || comparePositions(told[at - 1].position, position) < 0);
  const alike = notes.every(({ caseId, position, revision }) => {
    const event = delivered.get(position);
    return event?.caseId === caseId && event.revision === revision;
  });
  if (!inOrder || !alike || told.length !== notes.length) throw new Error('the feed is not what was acknowledged');
  const at = told.at(-1).position;
  for (const service of services) {
    const { cases: listed, steps } = (await service.ask(FIGURES, { at })).serviceFigures;
    if (listed !== CASES || steps !== CASES + notes.length) {
      throw new Error(`${notes.length} notes were taken, the figures count ${steps - listed} on ${listed} cases`);
    }
    const revisions = new Map((await seen(service, {}, at)).map(({ caseId, revision }) => [caseId, revision]));
    for (const { caseId } of cases) {
      const own = told.filter((event) => event.caseId === caseId).map(({ revision }) => revision);
      const whole = own.every((revision, index) => revision === index + 1);
      if (!whole || revisions.get(caseId) !== own.length) throw new Error(`${caseId} has a gap`);
    }
  }
}

await main();
