/**
 * How fast a real log is imported, and how fast all views are built from it anew. Run with `npm run bench`, or after a
 * build: node test/bench/import.bench.js. The log is that of the tests (BATON_BPIC2013).
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { app } from '../../dist/src/app.js';
import { loadProfile } from '../../dist/src/imports/profiles/profile-file.js';
import { importLog } from '../../dist/src/imports/run/import-log.js';
import { openBaton } from '../../dist/src/platform/engine/opening.js';
import { against, diskLine, whole } from './served.js';

const say = (line) => process.stdout.write(`${line}\n`);
const { BATON_BPIC2013 } = process.env;
const LOG = BATON_BPIC2013 && resolve(BATON_BPIC2013, 'BPI_Challenge_2013_incidents.xes.gz');
const silent = { warn: () => undefined, error: (text) => process.stderr.write(`${text}\n`) };
const open = (folder) => openBaton({ dataFolder: folder, projections: app.projections, log: silent });
/** What the import makes of the log; the tests hold the cases against its published figures. */
const CASES = 7554;
const EVENTS = 83_439;

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  try {
    say(diskLine(folder));
    const imports = [];
    for (let round = 1; round <= 3; round++) imports.push(await imported(join(folder, String(round))));
    say(
      `import: ${imports.map(whole).join(', ')} events/s; best ${against(Math.max(...imports) / 1000, '≥', 20)} thousand`,
    );
    await rebuilds(join(folder, '1'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function imported(folder) {
  const baton = await open(folder);
  try {
    const profile = await loadProfile('vinst');
    const onProblem = (problem) => {
      throw new Error(JSON.stringify(problem));
    };
    const began = performance.now();
    const request = { format: 'xes', path: LOG, profile, store: baton.store, now: () => baton.clock.now(), onProblem };
    const summary = await importLog(request);
    const seconds = (performance.now() - began) / 1000;
    if (summary.casesWritten !== CASES || summary.eventsWritten !== EVENTS) throw new Error(JSON.stringify(summary));
    return EVENTS / seconds;
  } finally {
    await baton.close();
  }
}

/** Builds all views from the beginning, several times, and sees that they are the same each time. */
async function rebuilds(folder) {
  const rates = [];
  let rows;
  for (let round = 1; round <= 3; round++) {
    for (const name of ['views.db', 'views.db-wal', 'views.db-shm']) rmSync(join(folder, name), { force: true });
    const baton = await open(folder);
    try {
      const events = Number(await baton.store.head());
      const began = performance.now();
      await baton.catchUp();
      rates.push((events * 1000) / (performance.now() - began));
      const built = await rowsOf(baton);
      if (rows !== undefined && built !== rows) throw new Error('the views are not the same as before');
      rows = built;
    } finally {
      await baton.close();
    }
  }
  const best = Math.max(...rates);
  say(
    `all ${app.projections.length} views: ${rates.map(whole).join(', ')} events/s; best ${against(best / 1000, '≥', 50)} thousand`,
  );
}

/** All rows of all views, as one text. */
async function rowsOf({ queries }) {
  const texts = [];
  for (const projection of app.projections) {
    for (const table of Object.keys(projection.tables)) {
      const rows = await queries.find(projection, table);
      texts.push(
        `${projection.name}.${table}`,
        ...rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort(),
      );
    }
  }
  return texts.join('\n');
}

if (LOG === undefined) say('left out: name the folder of the log of the BPI Challenge 2013 with BATON_BPIC2013');
else if (!existsSync(LOG)) say(`left out, as there is no log: ${LOG} (BATON_BPIC2013 names the folder it is in)`);
else await main();
