import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { derivedId, streamOf } from '@baton/contracts';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { appendOptions, newEvent } from '@baton/event-store/testing';
import { commandLine } from '../../src/command-line.js';
import { temporaryFolder } from '../support/baton-process.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/how-to/audit-a-case.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, text]) => text as string);
const shell = blocks('sh').flatMap((block) => block.trim().split('\n'));
const CASE = '3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10';

describe('the page on how to audit a case', () => {
  const folder = temporaryFolder();

  beforeAll(async () => {
    const store = SqliteEventStore.open({ file: join(folder, 'events.db') });
    const data = { noteId: derivedId(CASE, 'note'), text: 'Grüße: {"by":' };
    const happened = [
      newEvent('CaseOpened', { department: 'SHOP' }),
      ...Array.from({ length: 12 }, () => newEvent('NoteAdded', data)),
    ];
    await store.append(streamOf('case', CASE), happened, appendOptions('none'));
    await store.close();
  });

  const commands = shell
    .filter((line) => line.startsWith('npm run') && !line.includes('…'))
    .map((line) => line.replace(/^npm run (--silent )?baton -- /, '').replace(/ > .*$/, ''));

  it.each(commands)('shows `baton %s` as it works', async (words) => {
    const out = temporaryFolder();
    const args = words.split(' ').map((word) => (/^case\./.test(word) ? join(out, word) : word));
    expect(await quietly(() => commandLine(['--data', folder, ...args]))).toBe(0);
  });

  it('shows operations that can be read', () => {
    for (const operation of blocks('graphql')) expect(parse(operation).definitions).not.toHaveLength(0);
  });

  it('tells a line of shell that prints the hashes of an export', async () => {
    const file = join(temporaryFolder(), 'case.json');
    await quietly(() => commandLine(['--data', folder, 'export', CASE, '--out', file]));
    const recipe = shell.find((line) => line.startsWith('grep ')) ?? '';
    const printed = execFileSync('sh', ['-c', recipe], { cwd: join(file, '..'), encoding: 'utf8' });
    const { history, howToVerify } = JSON.parse(readFileSync(file, 'utf8')) as {
      history: { hash: string }[];
      howToVerify: string[];
    };
    expect(
      printed
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 64)),
    ).toEqual(history.map(({ hash }) => hash));
    expect(howToVerify.join()).toContain(recipe.replace('case.json', 'FILE'));
    writeFileSync(file, readFileSync(file, 'utf8').replace('Grüße', 'Grüsse'));
    const again = execFileSync('sh', ['-c', recipe], { cwd: join(file, '..'), encoding: 'utf8' });
    expect(again).not.toBe(printed);
  });
});

/** Runs with nothing shown of what is written to the standard output. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = ((_: string, done?: () => void) => {
    done?.();
    return true;
  }) as typeof write;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
