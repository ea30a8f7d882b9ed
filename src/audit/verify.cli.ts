import { InvalidArgumentError } from 'commander';
import { streamOf, type Position } from '@baton/contracts';
import {
  comparePositions,
  isPosition,
  verifyLog,
  type BadEvent,
  type StoredLog,
  type Verification,
} from '@baton/event-store';
import { asCaseId } from '../platform/cli/argument.js';
import type { CliCommand, CliContext } from '../platform/cli/cli-command.js';
import { progressBar } from '../platform/cli/progress.js';
import { StartupError } from '../platform/errors/startup-error.js';
import { onStop } from '../platform/serving/signals.js';

interface Options {
  readonly upTo?: Position;
  readonly root?: string;
}

const HELP = `
Every event is compared with its hash, with the event before it in its stream, and with what it is filed under.
Keep the root that is printed somewhere else: with it one can see later that the log up to there is still the same.

Examples:
  baton verify
  baton verify 3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10
  baton verify --up-to 4211 --root 5b0e…
`;

/** `baton verify`: whether the events are what was stored. */
export const verifyCommand: CliCommand = (program, context) => {
  program
    .command('verify')
    .description('check that the events are what was stored: the whole log, or one case')
    .argument('[case]', 'the id of a case', asCaseId)
    .option('--up-to <position>', 'only events up to this position, inclusive', position)
    .option('--root <hash>', 'the root that an earlier run printed for the same case or log and position', rootHash)
    .addHelpText('after', HELP)
    .action(async (id: string | undefined, options: Options) => verify(context, id, options));
};

async function verify(context: CliContext, id: string | undefined, { upTo, root }: Options): Promise<void> {
  const { chosenStoredLog } = await import('../platform/engine/chosen-log.js');
  const log = await chosenStoredLog(context.settings());
  const interrupted = new AbortController();
  const noLonger = onStop(() => interrupted.abort());
  try {
    refuseBeyond(upTo, await log.head(), root !== undefined);
    const found = await verifyWithProgress(context, log, { id, upTo, signal: interrupted.signal });
    if (found.stopped) throw stopped(found);
    if (id !== undefined && found.events === 0 && !found.bad) throw unknownCase(id);
    context.result({ verified: isWhole(found) && agrees(found, root), ...found }, told(found, root));
    if (found.bad) throw broken(found.bad);
    if (found.stray !== undefined) throw stray(found.stray);
    if (!agrees(found, root)) throw anotherRoot(found);
  } finally {
    noLonger();
    await log.close();
  }
}

async function verifyWithProgress(
  context: CliContext,
  log: StoredLog,
  {
    id,
    upTo,
    signal,
  }: { readonly id: string | undefined; readonly upTo: Position | undefined; readonly signal: AbortSignal },
): Promise<Verification> {
  const progress = progressBar('verify', (line) => context.say(line));
  const found = await verifyLog(log, {
    ...(id === undefined ? {} : { stream: streamOf('case', id) }),
    ...(upTo === undefined ? {} : { upTo }),
    onProgress: (share, events) => progress.at(share, `${events} events`),
    signal,
  });
  if (found.stopped || found.bad) progress.stop();
  else progress.done();
  return found;
}

const isWhole = ({ bad, stray }: Verification): boolean => bad === undefined && stray === undefined;

const agrees = (found: Verification, root: string | undefined): boolean => root === undefined || found.root === root;

function told(found: Verification, given: string | undefined): string {
  const { events, streams, upTo, bad, stray, root } = found;
  const looked = `${events} events of ${streams} ${streams === 1 ? 'stream' : 'streams'}`;
  if (bad) return `${looked} are what was stored; the next one is not.`;
  if (stray !== undefined) return `${looked} are what was stored; what is filed about them is not.`;
  if (!agrees(found, given)) return `${looked} form whole chains, but not those that the root given was of.`;
  return `${looked} are what was stored.\nroot ${root ?? ''} ${upTo === undefined ? 'of an empty log' : `at position ${upTo}`}`;
}

const RESTORE = 'Find out who wrote to the file, and restore the events from a backup.';

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

const broken = ({ stream, revision, position, why }: BadEvent): StartupError =>
  new StartupError('CHAIN_BROKEN', `${stream}, revision ${revision}, position ${position}: ${why}`, RESTORE);

const stray = (why: string): StartupError => new StartupError('INDEX_STRAY', `In the file of events ${why}`, RESTORE);

const stopped = ({ events, upTo }: Verification): StartupError =>
  new StartupError(
    'STOPPED',
    `Stopped at position ${upTo ?? '0'}: the ${events} events up to there are what was stored, the rest was not looked at`,
    'Run it again and let it end; --up-to looks at less.',
  );

/** @param noted whether a root shows that the position was once there, and not mistyped */
function refuseBeyond(upTo: Position | undefined, head: Position | undefined, noted: boolean): void {
  if (upTo === undefined || (head !== undefined && comparePositions(upTo, head) <= 0)) return;
  throw new StartupError(
    'LOG_CUT_OFF',
    `The log ends at ${head ? `position ${head}` : 'its beginning'}, before ${upTo}`,
    noted ? RESTORE : `Check the position; where the log was once there: ${lowered(RESTORE)}`,
  );
}

const anotherRoot = ({ root, upTo }: Verification): StartupError =>
  new StartupError(
    'ROOT_DIFFERS',
    `The root at position ${upTo} is ${root ?? ''}, not the one given: every chain is whole, but another was stored then`,
    `Check that root, position and case belong together. ${RESTORE}`,
  );

const unknownCase = (id: string): StartupError =>
  new StartupError('CASE_UNKNOWN', `There is no case ${id}`, 'Give the id of a case; baton verify alone checks all.');

function position(value: string): Position {
  if (isPosition(value) && Number.parseInt(value, 10) > 0) return value;
  throw new InvalidArgumentError('a position is a number from 1 on, or two with a slash, as a verification prints it');
}

function rootHash(value: string): string {
  if (/^[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  throw new InvalidArgumentError('a root is 64 hexadecimal digits, as a verification prints it');
}
