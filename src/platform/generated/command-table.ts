import { Role } from '@baton/contracts';
import { descriptionOf } from '@baton/fields';
import { registeredCommands } from '../commands/registry.js';

/** Every command with who may ask it, as a page of Markdown. */
export function commandTable(): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = registeredCommands().map(({ command, mutation, roles }) =>
    row([`\`${mutation}\``, descriptionOf(command), ...Role.values.map((role) => (roles.includes(role) ? 'yes' : ''))]),
  );
  return [
    '# Commands, and who may ask',
    '',
    'Made of the code by `npm run generate`; do not edit. Every command is a mutation of that name; every role may read',
    'what its queries show. A role that may not ask is answered `Refused` with the code `NOT_ALLOWED`.',
    '',
    row(['command', 'what it does', ...Role.values.map((role) => role.toLowerCase())]),
    row(['---', '---', ...Role.values.map(() => ':-:')]),
    ...lines,
    '',
  ].join('\n');
}
