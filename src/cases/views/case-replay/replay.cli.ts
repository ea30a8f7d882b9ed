import { on } from 'node:events';
import { emitKeypressEvents, type Key } from 'node:readline';
import { Count, Described, Instant } from '@baton/fields';
import { asCaseId, asField } from '../../../platform/cli/argument.js';
import type { CliCommand, CliContext } from '../../../platform/cli/cli-command.js';
import { StartupError } from '../../../platform/errors/startup-error.js';
import type { Frame } from '../frame.js';
import { walk } from './walk.js';

type Point = { readonly revision: number } | { readonly at: string };

interface Options {
  readonly at?: Point;
  readonly to?: Point;
  readonly diff?: true;
}

const HELP = `
At a terminal, n (or the right arrow) goes on, p (or the left arrow) goes back, q ends. Elsewhere, and with --json,
every event is written, one after the other; with --json each as one line.

Examples:
  baton replay 3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10
  baton replay 3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10 --at 7
  baton replay 3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10 --at 2026-03-02T12:00:00Z --to 12 --diff --json
`;

/** `baton replay`: steps through a case, event by event, with what each changed and the case after it. */
export const replayCommand: CliCommand = (program, context) => {
  program
    .command('replay')
    .description('step through a case, event by event, with the case after each')
    .argument('<case>', 'the id of the case', asCaseId)
    .option(
      '--at <point>',
      'begin at this revision, or at what was known at this instant; without --to only that',
      point,
    )
    .option('--to <point>', 'end at this revision, or at what was known at this instant', point)
    .option('--diff', 'only what each event changed, not the case after it')
    .addHelpText('after', HELP)
    .action(async (id: string, options: Options) => {
      const { json } = program.opts<{ json?: true }>();
      await replay(context, id, options, !json && process.stdin.isTTY && process.stdout.isTTY);
    });
};

async function replay(context: CliContext, id: string, options: Options, byKeys: boolean): Promise<void> {
  const { frameAsData, frameInWords, framesOf } = await import('./frames.js');
  const frames = await framesFrom(context, id, framesOf);
  const last = frames.length - 1;
  const from = options.at === undefined ? 0 : await placeOf(frames, options.at);
  const only = options.at === undefined || byKeys ? last : from;
  const to = options.to === undefined ? only : await placeOf(frames, options.to);
  if (from > to) {
    throw new StartupError(
      'POINTS_REVERSED',
      `Event ${from} is later than event ${to}`,
      'Give the earlier one to --at.',
    );
  }
  const show = (frame: Frame): void =>
    context.result(frameAsData(frame, options.diff === true), `${frameInWords(frame, options.diff === true)}\n`);
  if (!byKeys) return frames.slice(from, to + 1).forEach(show);
  await walk(to + 1, from, keysPressed(), (place) => {
    const frame = frames[place];
    if (frame) show(frame);
    context.say(`event ${place} of 0 to ${to}: n on, p back, q end\n`);
  });
}

async function framesFrom(
  context: CliContext,
  id: string,
  framesOf: typeof import('./frames.js').framesOf,
): Promise<Frame[]> {
  const { Streams } = await import('@baton/event-store');
  const { chosenEvents } = await import('../../../platform/engine/chosen-log.js');
  const { CaseReader } = await import('../case-reader.js');
  const store = await chosenEvents(context.settings());
  try {
    const frames = await framesOf(new CaseReader(new Streams(store)), id);
    if (frames.length > 0) return frames;
    throw new StartupError('CASE_UNKNOWN', `There is no case ${id}`, 'Give the id of a case, as searchCases lists it.');
  } finally {
    await store.close();
  }
}

async function placeOf(frames: readonly Frame[], wanted: Point): Promise<number> {
  const { revisionAt } = await import('./frames.js');
  const place = 'at' in wanted ? revisionAt(frames, wanted.at) : wanted.revision;
  if (place >= 0 && place < frames.length) return place;
  const message =
    'at' in wanted ? `Nothing of the case was known at ${wanted.at}` : `The case has no event ${wanted.revision}`;
  throw new StartupError('POINT_NOT_REACHED', message, `Its events are 0 to ${frames.length - 1}.`);
}

/** The names of the keys that are pressed at this terminal, until Ctrl-C or Ctrl-D. */
async function* keysPressed(): AsyncGenerator<string, void, undefined> {
  const { stdin } = process;
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  try {
    for await (const [, key] of on(stdin, 'keypress') as AsyncIterable<[string | undefined, Key]>) {
      if (key.ctrl && (key.name === 'c' || key.name === 'd')) return;
      yield key.name ?? '';
    }
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}

@Described('Where in the life of a case.')
class PointArguments {
  @Count('A revision', { optional: true }) revision?: number;
  @Instant('An instant', { optional: true }) at?: string;
}

const asRevision = asField(PointArguments, 'revision');
const asInstant = asField(PointArguments, 'at');

const point = (value: string): Point =>
  /^\d+$/.test(value) ? { revision: asRevision(Number(value)) } : { at: asInstant(value) };
