import type { By } from '@baton/contracts';
import { devToken } from '../auth/dev-token.js';
import type { Settings } from '../config/settings.js';
import type { App } from '../app.js';
import type { Service } from '../serving/service.js';
import { untilStopped } from '../serving/signals.js';
import type { CliCommand, CliContext } from './cli-command.js';
import { saidOfListening, withListening, type ListeningOptions } from './listening-options.js';

const TOKEN_HOURS = 12;
const FIRST_CALLER: By = { agent: 'admin', department: 'office', role: 'ADMIN' };

/** `baton serve`: runs the service until it is stopped. */
export const serveCommand: CliCommand = (program, context) => {
  withListening(program.command('serve'))
    .description('run the service until Ctrl-C')
    .addHelpText('after', '\nExamples:\n  baton serve\n  baton --data /var/lib/baton serve --port 8080\n')
    .action(async (options: ListeningOptions) => serve(context, options));
};

async function serve(context: CliContext, options: ListeningOptions): Promise<void> {
  const settings = context.settings(saidOfListening(options));
  const app = await context.app();
  const { startService } = await import('../serving/service.js');
  await untilStopped(
    () => startService(app, settings, context.log()),
    (service) => announce(context, app, settings, service),
    () => context.say('\nBaton finishes what it has and stops.'),
  );
}

async function announce(context: CliContext, app: App, settings: Settings, service: Service): Promise<void> {
  const { url, baton } = service;
  const { engine, durability, where } = baton.store.facts();
  const { dataFolder } = baton;
  const by = settings.demo && app.demo ? app.demo.caller : FIRST_CALLER;
  const token =
    settings.tokens.kind === 'development'
      ? await devToken(baton.secrets.devKey(), by, baton.clock.now(), TOKEN_HOURS * 3600)
      : undefined;
  const facts = {
    url: `${url}/graphql`,
    health: `${url}/health/ready`,
    engine,
    durability,
    ...(dataFolder === undefined ? { where } : { dataFolder }),
  };
  const lines = [
    'Baton is running.',
    '',
    `  GraphQL      ${facts.url}${settings.graphiql ? '   (a browser gets GraphiQL)' : ''}`,
    `  health       ${facts.health}`,
    `  events       ${engine}, ${durability}`,
    dataFolder === undefined ? `  cluster      ${where}` : `  data folder  ${dataFolder}`,
    ...(service.demoOpened ? ['               (new: a demo office was opened in it)'] : []),
    '',
    ...(token === undefined ? [] : tokenLines(settings.graphiql ? url : undefined, by, token)),
    'Ctrl-C stops it.',
  ];
  context.result({ ...facts, ...(token === undefined ? {} : { token }) }, lines.join('\n'));
}

/** @param url of the page for browsers; undefined where there is none */
const tokenLines = (url: string | undefined, { agent, department, role }: By, token: string): string[] => [
  ...(url === undefined
    ? [`Send this as a header, to ask as ${agent} (${department}, ${role}) for ${TOKEN_HOURS} hours:`]
    : [
        `Open this in a browser, signed in as ${agent} (${department}, ${role}) for ${TOKEN_HOURS} hours:`,
        `  ${url}/graphql#token=${token}`,
        '',
        'Or send the same token as a header:',
      ]),
  `  Authorization: Bearer ${token}`,
  '',
  'Another token: npm run baton -- token --agent anna --department shop --role AGENT',
  '',
];
