import { descriptionOf } from '@baton/fields';
import { registeredCommands } from '../commands/registry.js';

/** Every command with what it does, as a page of Markdown. */
export function commandTable(): string {
  const commands = registeredCommands();
  const asked = commands.filter(({ mutation }) => mutation !== undefined);
  const own = commands.filter(({ mutation }) => mutation === undefined);
  return [
    '# Commands',
    '',
    'Made of the code by `npm run generate`; do not edit. Every command is a mutation of that name;',
    '[access.md](access.md) says who may ask it.',
    '',
    ...table(asked.map(({ command, mutation }) => [String(mutation), descriptionOf(command)])),
    '## What Baton does by itself',
    '',
    'Nobody can ask for these: policies do, when the time has come.',
    '',
    ...table(own.map(({ command }) => [command.name, descriptionOf(command)])),
  ].join('\n');
}

const table = (rows: readonly (readonly [name: string, what: string])[]): string[] => [
  '| command | what it does |',
  '| --- | --- |',
  ...rows.map(([name, what]) => `| \`${name}\` | ${what} |`),
  '',
];
