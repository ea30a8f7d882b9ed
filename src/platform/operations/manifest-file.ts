import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { StartupError } from '../errors/startup-error.js';
import { whyUnreadable } from '../errors/unreadable.js';

/** The texts of operations by their ids: hashes in small hexadecimal letters. */
export type Manifest = ReadonlyMap<string, string>;

/** What an id can be, by its length: what the generators of Apollo, GraphQL Code Generator and Relay write. */
const HASHES: Readonly<Record<number, string>> = { 64: 'sha256', 40: 'sha1', 32: 'md5' };
const TOLD_MOST = 10;

/** The id of a text: its SHA-256 in small hexadecimal letters. */
export const idOf = (text: string, hash = 'sha256'): string => createHash(hash).update(text, 'utf8').digest('hex');

/**
 * Reads a manifest: `{ "<id>": "query …" }` as GraphQL Code Generator and Relay write it, or the manifest of Apollo.
 * Throws `OPERATIONS_INVALID` with all that is wrong; an id that is not the hash of its text is.
 */
export function readManifest(path: string): Manifest {
  const manifest = new Map<string, string>();
  const problems: string[] = [];
  for (const [id, text] of entriesOf(path)) {
    const hash = /^[0-9a-f]+$/.test(id) ? HASHES[id.length] : undefined;
    if (typeof text !== 'string' || text === '') problems.push(`${id}: the text of the operation is missing`);
    else if (hash === undefined)
      problems.push(`${id}: the id is no SHA-256, SHA-1 or MD5 in small hexadecimal letters`);
    else if (idOf(text, hash) !== id)
      problems.push(`${id}: the id is not the ${hash} of the text, but ${idOf(text, hash)} is`);
    else manifest.set(id, text);
  }
  if (problems.length > 0) throw invalid(path, problems);
  return manifest;
}

function entriesOf(path: string): (readonly [string, unknown])[] {
  const read = jsonIn(path);
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw invalid(path, ['it holds no JSON object']);
  const { format, operations } = read as { format?: unknown; operations?: unknown };
  if (format === undefined) return Object.entries(read);
  if (format !== 'apollo-persisted-query-manifest' || !Array.isArray(operations)) {
    throw invalid(path, [`its format is ${JSON.stringify(format)}, which Baton does not know`]);
  }
  return operations.map((operation: unknown) => {
    const { id, body } = (operation ?? {}) as { id?: unknown; body?: unknown };
    return [typeof id === 'string' ? id : 'an operation without an id', body];
  });
}

function jsonIn(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const remedy = 'Name a file that is there, or make one with baton operations <files…> --out.';
    throw new StartupError('OPERATIONS_INVALID', `${path} cannot be read (${whyUnreadable(cause)})`, remedy, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(path, [`it is no JSON: ${(error as Error).message}`]);
  }
}

function invalid(path: string, problems: readonly string[]): StartupError {
  const told = problems.slice(0, TOLD_MOST).map((problem) => `  - ${problem}`);
  const more = problems.length > told.length ? [`  - and ${problems.length - told.length} more`] : [];
  return new StartupError(
    'OPERATIONS_INVALID',
    [`The registered operations in ${path} are not right:`, ...told, ...more].join('\n'),
    'Make the file anew, with the generator of your client or with baton operations <files…>.',
  );
}
