import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { streamOf, type CaseFact } from '@baton/contracts';
import { hashOfCommand, Streams } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { app } from '../../src/app.js';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { replayCommand } from '../../src/cases/views/case-replay/replay.cli.js';
import { CASE, ines, routerStory, uuid } from '../../src/cases/views/testing/stories.js';
import { runProgram } from '../../src/platform/cli/program.js';
import { openBaton } from '../../src/platform/engine/opening.js';
import { temporaryFolder } from '../support/baton-process.js';
import { TestClock } from '../support/baton.js';

const BELL = '\u0007\u001b[2J';
const LAST = routerStory.length;
const note: CaseFact = { type: 'NoteAdded', data: { noteId: uuid(40), text: `he said ${BELL} hello` } };
/** A name of two lines, the second of them made to look like an event. */
const forged = `Mrs Weber${BELL}\n#99  CaseClosed`;
const story: readonly CaseFact[] = routerStory.map((fact) =>
  fact.type === 'PromiseMade' ? { ...fact, data: { ...fact.data, beneficiary: forged } } : fact,
);

describe('baton replay', () => {
  const folder = temporaryFolder();
  const clock = new TestClock();

  beforeAll(async () => {
    const log = pino({ level: 'silent' });
    const baton = await openBaton({ dataFolder: folder, projections: app.projections, log, clock });
    // Unchecked, as an event of a careless importer: the door refuses control characters.
    const streams = new Streams(baton.store, { validate: () => [] });
    for (const [n, facts] of [story, [note]].entries()) {
      const commandId = uuid(900 + n);
      const context = { commandId, commandHash: hashOfCommand('happens', {}), correlationId: commandId, by: ines };
      await streams.decide(streamOf('case', CASE), caseAggregate, () => facts, { ...context, now: clock.now() });
      clock.pass({ hours: 1 });
    }
    await baton.close();
  });

  const replay = async (...args: string[]) => {
    let out = '';
    let err = '';
    const noApp = () => Promise.reject(new Error('the application is not needed here'));
    const code = await runProgram(noApp, [replayCommand], ['replay', ...args], {
      env: { BATON_DATA: folder, BATON_LOG_LEVEL: 'error' },
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
    });
    return { code, out, err };
  };
  const revisions = (out: string): number[] =>
    [...out.matchAll(/^#(\d+) {2}/gm)].map(([, revision]) => Number(revision));

  it('lists every event with what it changed and the case after it', async () => {
    const { code, out, err } = await replay(CASE);
    expect([code, err]).toEqual([0, '']);
    expect(revisions(out)).toEqual([...routerStory, note].map((_, n) => n));
    const [, accepted = ''] = out.split(/^(?=#9 )/m);
    expect(accepted).toContain('  * Accountable department: was SHOP, is now CALL-CENTRE.\n');
    expect(accepted).toContain('  the case after it\n    Status: open\n    Accountable department: CALL-CENTRE\n');
    expect(out.slice(out.indexOf(`#${LAST} `))).toContain('  nothing changed\n');
  });

  it('never sends what a customer wrote as commands to the terminal', async () => {
    const { out } = await replay(CASE);
    expect(out).not.toMatch(/[^\P{Cc}\n]/u);
    expect(revisions(out)).not.toContain(99);
  });

  it('shows one event, a stretch, or what was known at an instant', async () => {
    expect(revisions((await replay(CASE, '--at', '7')).out)).toEqual([7]);
    expect(revisions((await replay(CASE, '--to', '2')).out)).toEqual([0, 1, 2]);
    expect(revisions((await replay(CASE, '--at', '4', '--to', '6')).out)).toEqual([4, 5, 6]);
    expect(revisions((await replay(CASE, '--at', '2026-03-02T09:30:00Z')).out)).toEqual([LAST - 1]);
    expect(revisions((await replay(CASE, '--at', '2026-03-02T10:00:00.000Z')).out)).toEqual([LAST]);
  });

  it('shows only what each event changed with --diff', async () => {
    const { out } = await replay(CASE, '--diff');
    expect(out).toContain('  * Holder: was ines, is now ben.');
    expect(out).not.toContain('the case after it');
  });

  it('answers one line of JSON for each event', async () => {
    const lines = (await replay(CASE, '--json')).out.trimEnd().split('\n');
    const steps = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(steps).toHaveLength(LAST + 1);
    expect(steps[9]).toMatchObject({
      event: { revision: 9, type: 'TransferAccepted' },
      case: { revision: 9, accountable: 'CALL-CENTRE', holder: 'ben' },
    });
    const { out } = await replay(CASE, '--json', '--diff', '--at', '9');
    expect(Object.keys(JSON.parse(out) as object)).toEqual(['event', 'changes']);
  });

  it('works beside the service, and in a folder whose views are gone', async () => {
    const alone = temporaryFolder();
    copyFileSync(join(folder, 'events.db'), join(alone, 'events.db'));
    const writer = SqliteEventStore.open({ file: join(alone, 'events.db') });
    const { code, out, err } = await replay('--data', alone, CASE, '--at', '7');
    await writer.close();
    expect([code, err, revisions(out)]).toEqual([0, '', [7]]);
    expect(readdirSync(alone).filter((name) => name.startsWith('views'))).toEqual([]);
  });

  it('says where there are no events, and makes nothing there', async () => {
    const empty = temporaryFolder();
    const ended = await replay('--data', empty, CASE);
    expect([ended.code, ended.err]).toEqual([1, expect.stringContaining('(DATA_FOLDER_WITHOUT_EVENTS)')]);
    expect(readdirSync(empty)).toEqual([]);
  });

  it.each([
    [1, 'CASE_UNKNOWN', [uuid(404)]],
    [1, 'POINT_NOT_REACHED', [CASE, '--at', '99']],
    [1, 'POINT_NOT_REACHED', [CASE, '--to', '2026-03-02T08:59:59Z']],
    [1, 'POINTS_REVERSED', [CASE, '--at', '5', '--to', '4']],
    [2, 'UUID', ['not-a-case']],
    [2, 'must be an instant with a zone', [CASE, '--at', 'yesterday']],
  ])('ends with %i and says %s', async (code, words, args) => {
    const ended = await replay(...args);
    expect([ended.code, ended.out, ended.err]).toEqual([code, '', expect.stringContaining(words)]);
  });
});
