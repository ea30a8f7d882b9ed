import type { CliCommand, CliContext } from './cli-command.js';
import { HIDDEN, withoutCredentials } from '../config/hidden.js';
import { placeOf, type Effective } from '../config/reading.js';

/** `baton config`: the settings in effect and where each comes from. Shows no secret. */
export const configCommand: CliCommand = (program, context) => {
  program
    .command('config')
    .description('show the settings in effect, and where each comes from; no secrets')
    .addHelpText('after', '\nExamples:\n  baton config\n  baton --config /etc/baton.yaml config --json\n')
    .action(() => showSettings(context));
};

function showSettings(context: CliContext): void {
  const { file, settings } = context.effectiveSettings();
  const shown = settings.map((one) => ({ ...one.setting, value: shownValue(one), source: one.source }));
  const json = shown.map(({ variable, key, value, source }) => ({ variable, key, value: value ?? null, source }));
  const widest = (of: readonly string[]): number => Math.max(...of.map((cell) => cell.length));
  const names = widest(shown.map(({ variable }) => variable));
  const values = Math.min(40, widest(shown.map(({ value = '-' }) => value)));
  const lines = shown.map(({ variable, value = '-', source, unless }) => {
    const from = value === '-' && unless !== undefined ? `${placeOf(source)}: ${unless}` : placeOf(source);
    return `${variable.padEnd(names)}  ${value.padEnd(values)}  ${from}`;
  });
  const from = file ? `Settings of ${file.name}, the environment and the command line:` : 'There is no settings file.';
  context.result({ file: file?.name ?? null, settings: json }, [from, '', ...lines].join('\n'));
}

/** A value as one would give it; undefined where there is none. */
function shownValue({ setting: { kind, secret }, value }: Effective): string | undefined {
  if (value === undefined) return undefined;
  return secret ? HIDDEN : withoutCredentials(kind.write(value));
}
