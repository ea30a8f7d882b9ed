import { Option } from 'commander';
import { By, Role } from '@baton/contracts';
import { check } from '@baton/fields';
import { devToken } from '../auth/dev-token.js';
import { TOKEN_DAYS } from '../auth/verification.js';
import { systemClock } from '../clock/clock.js';
import { openDataFolder } from '../data-folder/data-folder.js';
import { StartupError } from '../errors/startup-error.js';
import { UsageError } from '../errors/usage-error.js';
import type { CliCommand, CliContext } from './cli-command.js';

interface TokenOptions {
  readonly agent: string;
  readonly department: string;
  readonly role: string;
  readonly ttl: string;
}

/** `baton token`: makes a development token. */
export const tokenCommand: CliCommand = (program, context) => {
  program
    .command('token')
    .description('make a development token that says who asks')
    .requiredOption('--agent <id>', "the agent's id")
    .requiredOption('--department <code>', 'the department the agent works for')
    .addOption(new Option('--role <role>', 'the role').choices([...Role.values]).default('AGENT'))
    .option('--ttl <time>', `how long it is valid: 30m, 12h, 7d; at most ${TOKEN_DAYS}d`, '12h')
    .addHelpText(
      'after',
      '\nExamples:\n  baton token --agent anna --department shop\n  baton token --agent ines --department audit --role AUDITOR --ttl 1h\n',
    )
    .action(async (options: TokenOptions) => makeToken(context, options));
};

async function makeToken(context: CliContext, { agent, department, role, ttl }: TokenOptions): Promise<void> {
  const settings = context.settings();
  if (settings.production || settings.tokens.kind !== 'development') {
    throw new StartupError(
      'NO_DEVELOPMENT_TOKENS',
      'Tokens are not made here: in production, and where BATON_JWT_PUBLIC_KEY_FILE is set, an identity provider makes them',
      'Get a token from the identity provider whose public key the service was given.',
    );
  }
  const by = { agent, department, role } as By;
  const problems = check(By, by);
  if (problems.length > 0) {
    const message = problems.map((problem) => problem.message).join('; ');
    throw new UsageError('TOKEN_INVALID', message, 'Correct what the message names.');
  }
  const seconds = secondsOf(ttl);
  const now = systemClock.now();
  const token = await devToken(openDataFolder(settings.dataFolder).devKey(), by, now, seconds);
  const expiresAt = new Date(Date.parse(now) + seconds * 1000).toISOString();
  context.result({ token, ...by, expiresAt }, token);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function secondsOf(ttl: string): number {
  const [, digits, unit = ''] = /^(\d{1,7})([smhd])$/.exec(ttl) ?? [];
  const seconds = Number(digits) * (UNITS[unit] ?? NaN);
  if (seconds >= 1 && seconds <= TOKEN_DAYS * 86_400) return seconds;
  throw new UsageError(
    'TTL_INVALID',
    `"${ttl}" is no time that a token may be valid for`,
    `Give a number with s, m, h or d: 30m, 12h, 7d; at most ${TOKEN_DAYS}d.`,
  );
}
