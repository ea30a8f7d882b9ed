import { hash } from 'node:crypto';
import { caseAggregate } from '../../case-folds.state.js';
import type { CaseEvent, CaseState } from '../../case.state.js';
import { aspectsOf } from '../case-diff/aspects.js';
import { stepOf } from '../case-replay/case-replay.document.js';
import { sentenceOf } from '../case-trail/case-trail.sentences.js';
import { frameOf, type Frame } from '../frame.js';
import { capital, counted } from '../wording.js';
import type { CaseHistory } from './case-history.js';
import { ENVELOPE } from './envelope-attributes.js';
import { htmlText, timeElement, written } from './html-text.js';
import { leavesOf } from './leaves.js';

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: start; font-weight: bold; padding: .25rem 0; }
th, td { border: 1px solid GrayText; padding: .2rem .5rem; text-align: start; vertical-align: top; }
td { overflow-wrap: anywhere; white-space: pre-wrap; }
tbody th { font-weight: normal; white-space: nowrap; }
article { border-top: 2px solid GrayText; margin-top: 1.5rem; }
.fine { font-size: .8rem; }
code { font: .85em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
@media print {
  :root { font-size: 9pt; }
  body { max-width: none; margin: 0; }
  a { color: inherit; text-decoration: none; }
  h2, h3, caption { break-after: avoid; }
  tr, li { break-inside: avoid; }
}
`;
/** Nothing is loaded, run, framed or sent; only this very style is used. */
const POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'`;

/** The history of a case as one page that a person can read, search and print: no network, no script. */
export function* htmlExport(history: CaseHistory): Generator<string> {
  const { caseId, events } = history;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${htmlText(POLICY).replaceAll('&#39;', "'")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Case ${htmlText(caseId)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Case <code>${htmlText(caseId)}</code></h1>
<p>Its whole history as Baton held it on ${timeElement(history.exportedAt)}: ${counted(events.length, 'event')}.</p>
</header>
<main>
${verification(history)}
`;
  const frames: Frame[] = [];
  for (const event of events) frames.push(frameOf(event, frames.at(-1)?.after));
  yield* theCase(frames.at(-1)?.after ?? caseAggregate.initial);
  yield* overview(events);
  yield* eventByEvent(frames);
  yield '</main>\n</body>\n</html>\n';
}

function verification({ events, stored }: CaseHistory): string {
  return `<section aria-labelledby="verification">
<h2 id="verification">Verification</h2>
<p>Verified when it was exported: every event is what was stored, none is missing from the middle, none was inserted.
The end of the history is the event ${events.length - 1} with the hash <code>${htmlText(stored.at(-1)?.hash ?? '')}</code>.</p>
<p class="fine">Each event carries a SHA-256 over itself and over the hash of the one before. This page shows the hashes; to
check them yourself, take the export as JSON, which says how.</p>
</section>`;
}

function* theCase(state: CaseState): Generator<string> {
  yield '<section aria-labelledby="case">\n<h2 id="case">The case after its last event</h2>\n';
  const rows = [...aspectsOf(state).values()].map(({ path, value }) => [capital(path), written(value)] as const);
  yield* table('How it stands', rows);
  yield '</section>\n';
}

function* overview(events: readonly CaseEvent[]): Generator<string> {
  yield `<section aria-labelledby="overview">
<h2 id="overview">Overview</h2>
<table>
<caption>All events</caption>
<thead><tr><th scope="col">Event</th><th scope="col">Happened</th><th scope="col">By</th><th scope="col">What</th></tr></thead>
<tbody>
`;
  for (const event of events) {
    const { revision, occurredAt, by } = event;
    yield `<tr><th scope="row"><a href="#e${revision}">${revision}</a></th><td>${timeElement(occurredAt)}</td><td>${written(`${by.agent} (${by.department})`)}</td><td>${written(sentenceOf(event))}</td></tr>\n`;
  }
  yield '</tbody>\n</table>\n</section>\n';
}

function* eventByEvent(frames: readonly Frame[]): Generator<string> {
  yield '<section aria-labelledby="events">\n<h2 id="events">Event by event</h2>\n';
  for (const { event, before, after } of frames) yield* article(event, stepOf(event, before, after).changes);
  yield '</section>\n';
}

function* article(event: CaseEvent, changes: readonly { readonly sentence: string }[]): Generator<string> {
  const { revision, type, by, occurredAt, recordedAt, id } = event;
  yield `<article id="e${revision}" aria-labelledby="h${revision}">
<h3 id="h${revision}">${revision}. ${htmlText(type)}</h3>
<p>${written(sentenceOf(event))}</p>
`;
  if (changes.length > 0) {
    yield `<p>It changed:</p>\n<ul>\n${changes.map(({ sentence }) => `<li>${written(sentence)}</li>\n`).join('')}</ul>\n`;
  }
  yield* table(
    `What was recorded with event ${revision}`,
    leavesOf(event).map(({ path, value }) => [path, written(String(value))]),
  );
  const told = new Set(['sentence', 'recordedAt', 'revision']);
  const envelope = ENVELOPE.filter(({ name }) => !told.has(name)).flatMap(({ name, of }) => {
    const value = of(event);
    return value === undefined ? [] : [[name, `<code>${htmlText(String(value))}</code>`] as const];
  });
  yield* table(
    `Seal of event ${revision}`,
    [
      ['happened', timeElement(occurredAt)],
      ['recorded', timeElement(recordedAt)],
      ['by', written(`${by.agent}, ${by.department}, ${by.role}`)],
      ['id', `<code>${htmlText(id)}</code>`],
      ...envelope,
    ],
    ' class="fine"',
  );
  yield '</article>\n';
}

/** @param rows a heading as text and a cell as HTML each; nothing is written where there are none */
function* table(caption: string, rows: readonly (readonly [string, string])[], attributes = ''): Generator<string> {
  if (rows.length === 0) return;
  yield `<table${attributes}>\n<caption>${htmlText(caption)}</caption>\n<tbody>\n`;
  for (const [heading, cell] of rows) yield `<tr><th scope="row">${htmlText(heading)}</th><td>${cell}</td></tr>\n`;
  yield '</tbody>\n</table>\n';
}
