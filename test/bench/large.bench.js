/**
 * What becomes of reads and starts as the log grows: the same questions with 10,000 and with 1,000,000 stored events,
 * and a case that has 10,000 by itself. Run with `npm run bench`, or after a build:
 * node test/bench/large.bench.js [events of the large log]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseIdOf, fill, OWNER } from './filling.js';
import { against, diskLine, ms, serve, timed, whole } from './served.js';

const LARGE = Number(process.argv[2] ?? 1_000_000);
const SMALL = 10_000;
const LONG = 10_000;
const ASKED = 2000;
const STARTS = 5;

const BRIEF = `query Brief($id: ID!) { caseBrief(id: $id) { caseId revision status matter { text } nextStep { text }
  openPromises { total lines { text } } tried { total lines { text } } told { total lines { text } } } }`;
const TRAIL = `query Trail($id: ID!, $after: String) { caseTrail(id: $id, first: 20, after: $after) {
  totalCount edges { cursor node { revision type occurredAt sentence } } pageInfo { endCursor } } }`;
const REPLAY = `query Replay($id: ID!, $after: String) { caseReplay(id: $id, first: 20, after: $after) {
  edges { node { event { revision } changes { sentence } } } pageInfo { endCursor } } }`;
const OPEN = 'query Open($id: ID!) { case(id: $id) { id revision status matter holder } }';
const NOTE = 'mutation Note($input: AddNoteInput!) { addNote(input: $input) { __typename } }';

const say = (line) => process.stdout.write(`${line}\n`);

async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Asks for many cases, chosen evenly over the log, and checks every answer. */
async function reads({ ask }, cases) {
  const id = (index) => caseIdOf((index * 7919) % cases);
  const brief = async (index) => {
    const { caseBrief } = await ask(BRIEF, { id: id(index) });
    if (caseBrief?.caseId !== id(index) || caseBrief.revision !== 19) throw new Error(`a wrong brief of ${id(index)}`);
  };
  const trail = async (index) => {
    const { caseTrail } = await ask(TRAIL, { id: id(index) });
    if (caseTrail?.edges.length !== 20) throw new Error(`a wrong trail of ${id(index)}`);
  };
  await timed(300, 1, brief);
  await timed(300, 1, trail);
  return { brief: await timed(ASKED, 1, brief), trail: await timed(ASKED, 1, trail) };
}

async function measured(events) {
  return inFolder(async (folder) => {
    const filled = await fill(folder, events);
    say(
      `${whole(events)} events: written ${whole(filled.write)}/s, all views built ${whole(filled.views)}/s; ` +
        diskLine(folder),
    );
    const starts = [];
    for (let round = 1; round <= STARTS; round++) starts.push(await started(folder));
    const start = middle(starts.map(({ seconds }) => seconds));
    const megabytes = middle(starts.map((one) => one.megabytes));
    say(`  start ${start.toFixed(2)} s until it listens, ${whole(megabytes)} MB resident (the middle of ${STARTS})`);
    const service = await serve(folder, { who: OWNER });
    try {
      const asked = await reads(service, events / 20);
      for (const [what, { p50, p99 }] of Object.entries(asked)) say(`  ${what}: p50 ${ms(p50)}, p99 ${ms(p99)}`);
      return { ...asked, start, megabytes };
    } finally {
      await service.stop();
    }
  });
}

async function started(folder) {
  const { secondsToStart: seconds, pid, stop } = await serve(folder);
  const megabytes = residentMegabytes(pid);
  await stop();
  return { seconds, megabytes };
}

const middle = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

const residentMegabytes = (pid) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

async function longCase() {
  await inFolder(async (folder) => {
    await fill(folder, LONG + 20, { longest: LONG });
    const service = await serve(folder, { who: OWNER });
    try {
      const id = caseIdOf(0);
      const open = async () => {
        const answer = await service.ask(OPEN, { id });
        if (answer.case?.id !== id) throw new Error('a wrong case');
      };
      const first = await timed(1, 1, open);
      say(`a case of ${whole(LONG)} events: read for the first time after the start in ${ms(first.most)}`);
      let after;
      let replayedTo;
      const replayed = async (from) => {
        const { caseReplay } = await service.ask(REPLAY, { id, after: from });
        if (caseReplay.edges.length === 0) throw new Error('an empty page');
        return caseReplay.pageInfo.endCursor;
      };
      const asked = {
        open,
        'page of its trail': async () => {
          const { caseTrail } = await service.ask(TRAIL, { id, after });
          if (caseTrail.edges.length === 0) throw new Error('an empty page');
          after = caseTrail.pageInfo.endCursor;
        },
        'next page of its replay': async () => {
          replayedTo = await replayed(replayedTo);
        },
        brief: async () => {
          if ((await service.ask(BRIEF, { id })).caseBrief.caseId !== id) throw new Error('a wrong brief');
        },
        command: async (index) => {
          const { addNote } = await service.ask(NOTE, { input: { caseId: id, text: `Note ${index}` } });
          if (addNote.__typename !== 'Receipt') throw new Error('refused');
        },
      };
      for (const [what, once] of Object.entries(asked)) {
        const { p50, p99 } = await timed(400, 1, once);
        say(`  ${what}: p50 ${ms(p50)}, p99 ${against(p99, '≤', 20)} ms`);
      }
      const far = await timed(20, 1, (index) => replayed(String(LONG - 100 - 2 * index)));
      say(`  page near the end of its replay, folded from the beginning: p50 ${ms(far.p50)}, p99 ${ms(far.p99)}`);
    } finally {
      await service.stop();
    }
  });
}

const small = await measured(SMALL);
const large = await measured(LARGE);
say(`start with ${whole(LARGE)} events: ${against(large.start, '≤', 1)} s, ${against(large.megabytes, '≤', 200)} MB`);
for (const what of ['brief', 'trail']) {
  say(
    `${what}, p99 with ${whole(LARGE)} ÷ with ${whole(SMALL)}: ${against(large[what].p99 / small[what].p99, '≤', 1.2)}`,
  );
}
await longCase();
