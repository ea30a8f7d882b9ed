import { Option } from 'commander';
import type { Observable } from 'rxjs';
import type { CliCommand, CliContext } from '../../platform/cli/cli-command.js';
import { StartupError } from '../../platform/errors/startup-error.js';
import { UsageError } from '../../platform/errors/usage-error.js';
import { onStop } from '../../platform/serving/signals.js';
import type { CaseCloudEvent } from '../cloud-event.js';
import type { CaseSentences } from '../case-sentences.js';
import { lineOf } from './case-line.js';
import type { Received } from './received.js';

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly after: string;
  readonly department?: string;
  readonly types?: string;
  readonly case?: string;
  readonly untilCaughtUp?: true;
}

const HELP = `
It asks a running service, and comes back to it by itself when the connection breaks or the service starts again:
every event is shown once. Ctrl-C ends it. With --json each event is a line, as CloudEvents JSON.
A token is better in BATON_TOKEN than among the words of the call, which others on the machine can read.

Examples:
  export BATON_TOKEN=$(baton token --agent ines --department service --role SUPERVISOR)
  baton events tail
  baton events tail --after beginning --until-caught-up --department '*'
  baton events tail --types TransferOffered,TransferAccepted --json
  baton events tail --case 3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10 --after beginning
`;

/**
 * `baton events tail`: shows the events of cases as they happen.
 * @param sentences loads what the trail says of an event; asked once a line is shown
 */
export const eventsCommand =
  (sentences: () => Promise<CaseSentences>): CliCommand =>
  (program, context) => {
    program
      .command('events')
      .description('the events of cases, as a department gets them')
      .command('tail')
      .description('show the events of cases as they happen, and from any position')
      .addOption(new Option('--url <url>', 'the service').env('BATON_URL').default('http://localhost:3000'))
      .addOption(
        new Option('--token <token>', 'who asks, as baton token or an identity provider made it').env('BATON_TOKEN'),
      )
      .option('--after <place>', 'where to begin: a position, beginning or now', 'now')
      .option('--department <code>', "only what concerns this department; '*' for all (default: your own)")
      .option('--types <words>', 'only events of these words of EVENTS.md, with commas between')
      .option('--case <id>', 'only events of this case')
      .option('--until-caught-up', 'end once all that was stored has been shown')
      .addHelpText('after', HELP)
      .action(async (options: Options) => {
        const { json } = program.opts<{ json?: true }>();
        await tail(context, options, json ? undefined : await sentences());
      });
  };

async function tail(context: CliContext, options: Options, sentences: CaseSentences | undefined): Promise<void> {
  const { following } = await import('./following.js');
  const { token } = options;
  if (token === undefined) {
    throw new UsageError(
      'TOKEN_MISSING',
      'There is no token that says who asks',
      'Give one in BATON_TOKEN or with --token; baton token makes one for development.',
    );
  }
  const note = (text: string): void => void (sentences && process.stderr.write(`${text}\n`));
  const received = following({
    address: addressOf(options),
    token,
    lost: (why) => note(`-- not connected (${why}); trying again --`),
  });
  await shown(received, (one) => {
    switch (one.name) {
      case 'message': {
        const event = JSON.parse(one.data) as CaseCloudEvent;
        return context.result(event, sentences ? lineOf(event, sentences) : '');
      }
      case 'caught-up':
        if (options.untilCaughtUp) return 'enough';
        return note(`-- all that was stored has been shown, up to position ${positionOf(one)} --`);
      case 'cut-off':
        return cutOff(one, note);
    }
  });
}

const positionOf = ({ data }: Received): string => (JSON.parse(data) as { position: string }).position;

/** The service ends the answer: it is come back to, but with a token that is over nobody is let in. */
function cutOff({ data }: Received, note: (text: string) => void): void {
  const { code, message, position } = JSON.parse(data) as { code: string; message: string; position: string };
  if (code !== 'TOKEN_EXPIRED') return note(`-- ${message} --`);
  throw new StartupError(code, 'Your token has expired', `Get a new one, and go on with --after ${position}.`);
}

/** Shows what comes until it is enough, somebody stops it, nobody reads it any longer, or it fails. */
function shown(received: Observable<Received>, show: (one: Received) => 'enough' | void): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const end = (): void => {
      subscription.unsubscribe();
      unlisten();
      resolve();
    };
    const fail = (error: unknown): void => {
      subscription.unsubscribe();
      unlisten();
      reject(error as Error);
    };
    const unlisten = onStop(end);
    // Whoever reads the output has seen enough: `baton events tail | head`.
    process.stdout.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? end() : fail(error)));
    const subscription = received.subscribe({
      next: (one) => {
        try {
          if (show(one) === 'enough') end();
        } catch (error) {
          fail(error);
        }
      },
      error: fail,
    });
  });
}

function addressOf({ url, after, department, types, case: id }: Options): URL {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(
      'URL_INVALID',
      `"${url}" is no address of a service`,
      'Give one such as http://localhost:3000 with --url or BATON_URL.',
    );
  }
  // A path may stand before the service's own, where it is behind a proxy; that of the GraphQL door is forgiven.
  const base = url.replace(/\/(graphql)?\/*$/, '');
  const address = new URL(`${base}/feeds/cases`);
  address.search = new URLSearchParams({
    after,
    ...(department === undefined ? {} : { department }),
    ...(types === undefined ? {} : { types }),
    ...(id === undefined ? {} : { case: id }),
  }).toString();
  return address;
}
