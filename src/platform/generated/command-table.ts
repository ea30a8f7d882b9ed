import { descriptionOf } from '@baton/fields';
import { registeredCommands } from '../commands/registry.js';

/** Every command with what it does, as a page of Markdown. */
export function commandTable(): string {
  const lines = registeredCommands().map(({ command, mutation }) => `| \`${mutation}\` | ${descriptionOf(command)} |`);
  return [
    '# Commands',
    '',
    'Made of the code by `npm run generate`; do not edit. Every command is a mutation of that name;',
    '[access.md](access.md) says who may ask it.',
    '',
    '| command | what it does |',
    '| --- | --- |',
    ...lines,
    '',
  ].join('\n');
}
