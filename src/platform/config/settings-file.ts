import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import type { LineCounter, Node, Pair } from 'yaml';
import { whyUnreadable } from '../errors/unreadable.js';
import type { Raw } from './kind.js';

/** A value of a settings file with the line it stands in. */
export interface FileValue {
  readonly raw: Raw;
  readonly line: number;
}

/** What a settings file says. */
export interface SettingsFile {
  /** As people know it: relative where it lies below the folder Baton is run in. */
  readonly name: string;
  /** What paths in it are relative to. */
  readonly folder: string;
  readonly values: ReadonlyMap<string, FileValue>;
  readonly problems: readonly string[];
  /** Whether it could be read and is YAML: else nothing is known of what it says. */
  readonly understood: boolean;
}

/**
 * Reads a settings file: YAML, a key for each setting. Keys that begin alike may be put together: `jwt: { issuer: … }`
 * is `jwt-issuer: …`.
 * @returns undefined where there is no file and none was asked for
 */
export function readSettingsFile(path: string, asked: boolean): SettingsFile | undefined {
  const absolute = resolve(path);
  const beside = relative(process.cwd(), absolute);
  const name = beside.startsWith('..') ? absolute : beside;
  const about = { name, folder: dirname(absolute) };
  let text: string;
  try {
    text = readFileSync(absolute, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !asked) return undefined;
    const why = `${name} cannot be read (${whyUnreadable(error)}): name a YAML file with --config or BATON_CONFIG`;
    return { ...about, ...nothing([why]) };
  }
  return { ...about, ...saidIn(text, name) };
}

type Said = Pick<SettingsFile, 'values' | 'problems' | 'understood'>;

const nothing = (problems: readonly string[]): Said => ({ values: new Map(), problems, understood: false });

function saidIn(text: string, name: string): Said {
  // Takes a twentieth of a second to load, so only who has a file pays for it.
  const yaml = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const lines: LineCounter = new yaml.LineCounter();
  // Without an excerpt in the errors: it could show a secret. That a key is given twice is told below, with its place.
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const place = (at: number): string => `${name}, line ${lines.linePos(at).line}`;
  const values = new Map<string, FileValue>();
  const problems = [...document.errors, ...document.warnings].map(
    ({ message, pos }) => `${place(pos[0])} is no YAML: ${message}`,
  );
  if (problems.length > 0) return nothing(problems);
  const take = (pair: Pair, before: string): void => {
    const { key, value } = pair as Pair<Node, Node | null>;
    const at = key.range?.[0] ?? 0;
    const full = before + (yaml.isScalar(key) ? String(key.value) : '?');
    const node = yaml.isAlias(value) ? value.resolve(document) : value;
    if (yaml.isMap(node)) return node.items.forEach((below) => take(below as Pair, `${full}-`));
    const line = lines.linePos(at).line;
    const raw = yaml.isSeq(node) ? node.items.map(textOf) : textOf(node);
    if (values.has(full)) problems.push(`${full} (${place(at)}) is given twice: remove one`);
    else if (raw === undefined || (typeof raw !== 'string' && raw.includes(undefined))) {
      problems.push(`${full} (${place(at)}) has no value: give one, or remove the line`);
    } else values.set(full, { raw: raw as Raw, line });
  };
  const textOf = (node: unknown): string | undefined => {
    if (!yaml.isScalar(node) || node.value === null) return undefined;
    return typeof node.value === 'string' ? node.value : node.source;
  };
  if (yaml.isMap(document.contents)) document.contents.items.forEach((pair) => take(pair as Pair, ''));
  else if (document.contents !== null) {
    problems.push(`${name} holds no settings: write a line for each, such as "port: 8080"`);
  }
  return { values, problems, understood: true };
}
