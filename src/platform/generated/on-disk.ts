import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { firstDifference } from './first-difference.js';
import type { GeneratedFile } from './generated-file.js';

/** Folders that hold nothing but generated files: what is in them and was not made now, is left from before. */
const OWNED = ['docs/schemas/events'];

/**
 * Writes the generated files below a folder and removes what is left from before.
 * @returns the names of those that changed, were written for the first time or were removed
 */
export function writeGenerated(root: string, files: readonly GeneratedFile[]): string[] {
  const changed = files.filter(({ name, content }) => contentOf(root, name) !== content);
  for (const { name, content } of changed) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  const left = leftOver(root, files);
  for (const name of left) rmSync(join(root, name));
  return [...changed.map(({ name }) => name), ...left];
}

/** What is not as the code says below a folder, a sentence for each file; empty when everything is. */
export function complaintsAbout(root: string, files: readonly GeneratedFile[]): string[] {
  const complaints = files.flatMap(({ name, content }) => {
    const before = contentOf(root, name);
    if (before === content) return [];
    if (before === undefined) return [`${name} is missing.`];
    const { line, here, there } = firstDifference(before, content);
    return [`${name} is not what the code says, from line ${line} on:\n  file: ${here}\n  code: ${there}`];
  });
  return [...complaints, ...leftOver(root, files).map((name) => `${name} is no longer made by the code.`)];
}

const contentOf = (root: string, name: string): string | undefined =>
  existsSync(join(root, name)) ? readFileSync(join(root, name), 'utf8') : undefined;

function leftOver(root: string, files: readonly GeneratedFile[]): string[] {
  const made = new Set(files.map(({ name }) => name));
  return OWNED.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`))
    .filter((name) => !made.has(name))
    .sort();
}
