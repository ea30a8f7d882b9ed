import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from '../../dist/src/app.js';
import { openBaton } from '../../dist/src/platform/engine/opening.js';
import { derivedId, streamOf } from '../../dist/libs/contracts/index.js';

/** The life of a case, told by the golden samples of the published language: twenty events. */
const LIFE = [
  ...['CaseOpened', 'CaseClaimed', 'NoteAdded', 'FactEstablished', 'ContactRecorded', 'StatementMade', 'PromiseMade'],
  ...['QuestionRaised', 'QuestionAnswered', 'CaseReleased', 'TransferOffered', 'TransferAccepted', 'NoteAdded#1'],
  ...['WorkReported', 'WaitStarted', 'WaitEnded', 'PromiseKept', 'FactEstablished#1', 'NoteAdded#2', 'StatementMade#1'],
];
/** Who has a case in the end, and so may read and work on it. */
export const OWNER = { agent: 'tom', department: 'repair', role: 'AGENT' };
const FRONT = { agent: 'ines', department: 'front-office', role: 'AGENT' };
const AT_ONCE = 256;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
const NAMESPACE = '3b0e6a4e-9f62-4c53-8f0a-5f2d7d1c9a11';

const golden = new Map();
function sample(word) {
  const [type, nth = '0'] = word.split('#');
  const file = join(import.meta.dirname, '../../libs/contracts/golden', `${type}.v1.json`);
  if (!golden.has(type)) golden.set(type, JSON.parse(readFileSync(file, 'utf8')).samples);
  const samples = golden.get(type);
  return { type, data: JSON.stringify(samples[Number(nth) % samples.length].data) };
}

/** The id of the nth case of a filled folder. */
export const caseIdOf = (index) => derivedId(NAMESPACE, `case ${index}`);

/** The facts of a case: the samples with ids of its own. */
function factsOf(caseId, at, lives = 1) {
  return Array.from({ length: lives }, (_, life) => (life === 0 ? LIFE : LIFE.slice(1))).flatMap((words, life) =>
    words.map((word, place) => {
      const { type, data } = sample(word);
      const own = data.replace(UUID, (id) => derivedId(caseId, `${life} ${id}`));
      const by = place < 10 ? FRONT : OWNER;
      return { type, data: JSON.parse(own), occurredAt: new Date(at + (life * 20 + place) * 1000).toISOString(), by };
    }),
  );
}

/**
 * Fills a data folder with cases of twenty events each, and takes the views to the end of the log.
 * @param events how many in all, a multiple of twenty
 * @param longest how many events the first case has, if not twenty
 */
export async function fill(folder, events, { longest = 20 } = {}) {
  const baton = await openBaton({ dataFolder: folder, projections: app.projections, log: silent });
  const began = performance.now();
  try {
    const now = new Date(Date.now()).toISOString();
    const start = Date.parse(now) - 10 * 86_400_000;
    const cases = 1 + (events - longest) / LIFE.length;
    let next = 0;
    const writer = async () => {
      while (next < cases) {
        const index = next++;
        const lives = index === 0 ? Math.ceil(longest / (LIFE.length - 1)) : 1;
        await write(
          baton,
          caseIdOf(index),
          factsOf(caseIdOf(index), start + index, lives).slice(0, index === 0 ? longest : 20),
          now,
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, writer));
    const head = await baton.store.head();
    if (head !== String(events)) throw new Error(`${events} events were to be written, ${head} are there`);
    const written = performance.now();
    await baton.catchUp();
    const parked = (await Promise.all(app.projections.map(({ name }) => baton.runner.parked(name)))).flat();
    if (parked.length > 0)
      throw new Error(`${parked.length} events were set aside, the first at ${parked[0].position}`);
    return { write: events / ((written - began) / 1000), views: events / ((performance.now() - written) / 1000) };
  } finally {
    await baton.close();
  }
}

const AT_MOST = 200;

async function write({ streams }, caseId, facts, now) {
  for (let from = 0; from < facts.length; from += AT_MOST) {
    const commandId = derivedId(caseId, `bench ${from}`);
    const commandHash = createHash('sha256').update(commandId).digest('hex');
    const context = { commandId, commandHash, by: FRONT, now, correlationId: caseId };
    await streams.recordPast(
      streamOf('case', caseId),
      facts.slice(from, from + AT_MOST),
      context,
      from === 0 ? 'none' : from - 1,
    );
  }
}

const silent = { warn: () => undefined, error: (text) => process.stderr.write(`${text}\n`) };
