import { CommanderError } from 'commander';
import { Refusal } from '@baton/decider';
import { ForeignPosition, MoveFailed, StoreFailed } from '@baton/event-store';
import { ProjectionsStopped, ViewBehind, ViewStoreFailed } from '@baton/projections';
import { withoutRemedy } from '../data-folder/folder-trouble.js';
import { StartupError } from '../errors/startup-error.js';
import { ClientError } from '../graphql/client-error.js';

/** What went wrong as lines for people, or as one line of JSON: a code, what is wrong, what to do. Never a stack. */
export function explainFailure(error: unknown, json: boolean): string {
  const { code, message, remedy, problems } = failureOf(error);
  const facts = { code, message, ...(remedy ? { remedy } : {}), ...(problems ? { problems } : {}) };
  if (json) return `${JSON.stringify({ error: facts })}\n`;
  return `baton: ${message}\n${remedy ? `  ${remedy}\n` : ''}  (${code})\n`;
}

const POSITIONS = 'Digits are a position of a data folder, two numbers with a slash are one of EventStoreDB.';

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  /** Everything that is wrong, where it is several things. */
  readonly problems?: readonly string[];
}

function failureOf(error: unknown): Failure {
  if (error instanceof StartupError) return error;
  if (error instanceof StoreFailed || error instanceof ViewStoreFailed || error instanceof MoveFailed) {
    return inParts(error);
  }
  if (error instanceof ProjectionsStopped && error.failure) return inParts(error.failure);
  if (error instanceof CommanderError) return misused(error);
  if (error instanceof ViewBehind) return behind(error);
  if (error instanceof ForeignPosition) return { code: error.code, message: error.message, remedy: POSITIONS };
  if (error instanceof ClientError) return { code: error.code, message: error.message };
  if (error instanceof Refusal) return { code: String(error.code), message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'UNEXPECTED',
    message: `something went wrong that should not: ${message}`,
    remedy: 'Report it with this message; BATON_LOG_LEVEL=debug says more.',
  };
}

/** A failure whose message ends with its remedy: each is told once. */
function inParts(failure: Required<Omit<Failure, 'problems'>>): Failure {
  const { code, remedy } = failure;
  return { code, message: withoutRemedy(failure), remedy: remedy.endsWith('.') ? remedy : `${remedy}.` };
}

/**
 * A failure of the views, said to one who runs a command again rather than starts the service again; any other error
 * stays as it is.
 * @param again what to do in the end: `run the import again`
 */
export function viewFailureFor(error: unknown, again: string): unknown {
  const ofViews =
    error instanceof ViewStoreFailed || (error instanceof StartupError && error.code.startsWith('VIEWS_'));
  if (!ofViews) return error;
  const { code, message, remedy = '' } = failureOf(error);
  const said = remedy.replace(/start (Baton )?again/i, again);
  return new StartupError(code, message, said.charAt(0).toUpperCase() + said.slice(1), { cause: error });
}

/** Only views that another process builds are behind on the command line; one's own are taken to the end. */
function behind({ code, behind: views, failure }: ViewBehind): Failure {
  if (failure) return inParts(failure);
  const names = views.map(({ view }) => view).join(', ');
  return {
    code,
    message: `the views do not hold all events yet (${names}): an import or a service is at work in the data folder`,
    remedy: 'Ask again when the import has finished, or the service has caught up.',
  };
}

/** What the parser says, in the words of the help. */
const wordsOf = (message: string): string =>
  message
    .replace(/^error: /, '')
    .replace(/^command-argument value '(.*)' is invalid for argument '([^']+)'\. /, "'$1' does not do as <$2>: ");

/** What the parser found wrong with the words of a call; called with none, it only shows the help. */
function misused({ code, message }: CommanderError): Failure {
  const words = code === 'commander.help' ? 'no command is named' : wordsOf(message);
  return { code: 'USAGE_WRONG', message: words, remedy: 'Add --help for what there is.' };
}
