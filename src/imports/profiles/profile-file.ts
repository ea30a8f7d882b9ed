import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { ImportFailed, placeOf } from '../reader/import-problem.js';
import { Profile } from './profile.js';
import { problemsOf, type ProfileProblem } from './profile-problems.js';

const SHIPPED = dirname(fileURLToPath(import.meta.url));
const MAX_BYTES = 256 * 1024;

/** A profile that cannot be used, with all that is wrong and where. */
export class ProfileInvalid extends ImportFailed {
  constructor(
    path: string,
    /** One line each, with its place. */
    readonly problems: readonly string[],
  ) {
    const told = problems.map((problem) => `\n  ${problem}`).join('');
    super(
      'PROFILE_INVALID',
      `The profile ${path} is not as a profile must be:${told}`,
      'Correct these lines; docs/how-to/import-a-log.md says what each part means.',
    );
  }
}

/** The names of the profiles that come with Baton. */
export async function shippedProfiles(): Promise<string[]> {
  const files = await readdir(SHIPPED);
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * Reads a profile: the name of a shipped one (`vinst`), or the path of a YAML or JSON file.
 * Throws `ImportFailed` PROFILE_UNKNOWN, and PROFILE_INVALID with everything that is wrong and its line.
 */
export async function loadProfile(nameOrPath: string): Promise<Profile> {
  const shipped = join(SHIPPED, `${nameOrPath}.yaml`);
  const isName = /^[a-z0-9-]+$/.test(nameOrPath) && existsSync(shipped);
  const path = isName ? shipped : nameOrPath;
  return readProfile(isName ? nameOrPath : path, await textOf(path));
}

/** The profile in a YAML (or JSON) text; `name` says in messages which one it is. */
export function readProfile(name: string, text: string): Profile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map(({ message, pos }) => at(lines.linePos(pos[0]).line, message));
  if (broken.length > 0) throw new ProfileInvalid(name, broken);
  const value = scalarsAsText(valueOf(name, document));
  const problems = problemsOf(value).map((problem) => worded(problem, document, lines));
  if (problems.length > 0) throw new ProfileInvalid(name, [...new Set(problems)]);
  return value as Profile;
}

function valueOf(name: string, document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw new ProfileInvalid(name, [at(1, `write out what aliases (*) stand for: ${(error as Error).message}`)]);
  }
}

async function textOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    const known = (await shippedProfiles()).join(', ');
    throw new ImportFailed(
      'PROFILE_UNKNOWN',
      `There is no profile called ${path}, and no such file`,
      `Name a profile that comes with Baton (${known}) or give the path of a file.`,
    );
  }
  if (found.size > MAX_BYTES)
    throw new ProfileInvalid(path, [`has ${found.size} bytes; at most ${MAX_BYTES} are read`]);
  return readFile(path, 'utf8');
}

/** YAML reads `1` and `2012` as numbers; a log knows only texts, so under `when` and the maps of words they are texts. */
function scalarsAsText(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(scalarsAsText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, scalarsAsText(inner)]));
}

function worded({ path, message }: ProfileProblem, document: Document.Parsed, lines: LineCounter): string {
  const keys = path.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const where = path.join('.');
  const told = document.hasIn(keys) || where === '' ? message : 'is missing';
  return at(lineOf(keys, document, lines), where === '' ? message : `${where}: ${told}`);
}

/** The line of what a path leads to, or of the nearest thing around it that is there. */
function lineOf(keys: readonly (string | number)[], document: Document.Parsed, lines: LineCounter): number {
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

const at = (line: number, message: string): string => `${placeOf({ line })}: ${message}`;
