import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SETTINGS } from './described-settings.js';
import { whyUnreadable } from '../errors/unreadable.js';
import { HIDDEN, withoutCredentials } from './hidden.js';
import type { Raw } from './kind.js';
import { nearest } from './nearest.js';
import type { Given, NamedSetting } from './setting.js';
import type { SettingsFile } from './settings-file.js';

/** Where a value comes from. */
export type Source =
  | { readonly from: 'command line'; readonly option: string }
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'file'; readonly file: string; readonly line: number }
  | { readonly from: 'production' | 'default' };

/** A setting with the value in effect; undefined where it was left out or is wrong. */
export interface Effective {
  readonly setting: NamedSetting;
  readonly value: unknown;
  readonly source: Source;
}

/** Where settings are looked for: what is said on the command line wins over the environment, and that over the file. */
export interface Sources {
  readonly env: NodeJS.ProcessEnv;
  readonly file?: SettingsFile | undefined;
  /** Values of options, by the key of their setting: `--port 8080` is `{ port: '8080' }`. */
  readonly options?: Readonly<Record<string, string>>;
}

interface Found {
  readonly raw: Raw;
  readonly source: Source;
  /** What a relative path is relative to. */
  readonly folder: string;
}

/** Names that only tests and benchmarks read. */
const OF_TESTS = /^BATON_(TEST_|BPIC2013$)/;

/** Names that commands read which ask a running service: no setting of the service, nor a mistake. */
const OF_CLIENTS = /^BATON_(URL|TOKEN)$/;
/** Names the file of settings, so it cannot stand in there. */
const CONFIG = 'BATON_CONFIG';

/** Reads all settings: the values in effect, and everything that is wrong, a sentence each. */
export function readAll(
  sources: Sources,
  known: readonly NamedSetting[] = SETTINGS,
): { effective: Effective[]; problems: string[] } {
  const problems = [
    ...(sources.file?.problems ?? []),
    ...unknownKeys(sources.file, known),
    ...unknownNames(sources.env, known),
  ];
  const found = new Map(known.map((setting) => [setting.variable, find(setting, sources, problems)]));
  const mode = found.get('NODE_ENV')?.raw;
  const given: Given = {
    production: mode === 'production',
    has: (variable) => found.get(variable) !== undefined,
    on: (variable) => ['on', 'true'].includes(String(found.get(variable)?.raw)),
  };
  const effective = known.map((setting) => settle(setting, found.get(setting.variable), given, problems));
  return { effective, problems };
}

/** What is wrong with a value of an option, or undefined; for the parser of the command line. */
export function problemOfOption(key: string, value: string): string | undefined {
  const setting = SETTINGS.find((known) => known.key === key) as NamedSetting;
  const read = setting.kind.read(value, '.');
  return 'wrong' in read ? wrong(setting, optionOf(key), read.wrong) : undefined;
}

function settle(setting: NamedSetting, found: Found | undefined, given: Given, problems: string[]): Effective {
  const { kind, inProduction, needed, nothingWithout, notBeside, variable } = setting;
  const always = given.production && inProduction && 'always' in inProduction ? inProduction : undefined;
  if (found) {
    const read = kind.read(found.raw, found.folder);
    if (nothingWithout !== undefined && !given.has(nothingWithout)) {
      const where = nameOf(setting, found.source);
      problems.push(`${where} does nothing without ${nothingWithout}: give that too, or remove this one`);
    }
    if (notBeside !== undefined && given.has(notBeside)) {
      problems.push(`${variable} and ${notBeside} are both given: remove one`);
    }
    if ('wrong' in read) problems.push(wrong(setting, found.source, read.wrong));
    const value = 'wrong' in read ? undefined : read.value;
    const trouble = value === undefined ? undefined : kind.troubleIn?.(value);
    if (trouble !== undefined) problems.push(`${nameOf(setting, found.source)}: ${trouble}`);
    return always
      ? { setting, value: always.always, source: { from: 'production' } }
      : { setting, value, source: found.source };
  }
  if (needed?.if(given)) {
    problems.push(`${variable} is needed ${needed.when}. It is ${setting.meaning}: give ${kind.takes}`);
  }
  if (always) return { setting, value: always.always, source: { from: 'production' } };
  if (given.production && inProduction && 'default' in inProduction) {
    return { setting, value: inProduction.default, source: { from: 'production' } };
  }
  return { setting, value: setting.default, source: { from: 'default' } };
}

function find(setting: NamedSetting, { env, file, options = {} }: Sources, problems: string[]): Found | undefined {
  const { variable, key, secret } = setting;
  const option = options[key];
  const folder = process.cwd();
  if (secret && env[variable] && env[`${variable}_FILE`]) {
    problems.push(`${variable} and ${variable}_FILE are both given: remove one`);
  }
  if (option !== undefined) return { raw: option, source: optionOf(key), folder };
  const value = env[variable];
  // By their own rules a foreign variable that is empty is one that is not there.
  if (value !== undefined && (value !== '' || variable.startsWith('BATON_'))) {
    return { raw: value, source: { from: 'environment', variable }, folder };
  }
  const inFile = file?.values.get(key);
  const secretFile = secret ? (env[`${variable}_FILE`] ?? file?.values.get(`${key}-file`)?.raw) : undefined;
  if (typeof secretFile === 'string') {
    const ofEnv = env[`${variable}_FILE`] !== undefined;
    const line = file?.values.get(`${key}-file`)?.line ?? 0;
    const source: Source = ofEnv
      ? { from: 'environment', variable: `${variable}_FILE` }
      : { from: 'file', file: file?.name ?? '', line };
    return secretIn(resolve(ofEnv ? folder : (file?.folder ?? folder), secretFile), source, problems);
  }
  if (inFile && file)
    return { raw: inFile.raw, source: { from: 'file', file: file.name, line: inFile.line }, folder: file.folder };
  return undefined;
}

/** A secret that lies in a file of its own, as container platforms hand them out: without the line end. */
function secretIn(path: string, source: Source, problems: string[]): Found | undefined {
  try {
    return { raw: readFileSync(path, 'utf8').replace(/\r?\n$/, ''), source, folder: path };
  } catch (error) {
    problems.push(
      `${path} (${placeOf(source)}) cannot be read (${whyUnreadable(error)}): name a file that holds the secret alone`,
    );
    return undefined;
  }
}

const optionOf = (key: string): Source => ({ from: 'command line', option: `--${key}` });

/** A source in words, for people. */
export function placeOf(source: Source): string {
  switch (source.from) {
    case 'command line':
      return source.option;
    case 'environment':
      return source.variable;
    case 'file':
      return `${source.file}, line ${source.line}`;
    default:
      return source.from;
  }
}

/** A setting as it was given there, for people. */
const nameOf = ({ key }: NamedSetting, source: Source): string =>
  source.from === 'file' ? `${key} (${placeOf(source)})` : placeOf(source);

function wrong(setting: NamedSetting, source: Source, value: string): string {
  const { kind, secret } = setting;
  const shown = secret ? HIDDEN : withoutCredentials(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return `${nameOf(setting, source)} is ${secret ? shown : JSON.stringify(shown)}: give ${kind.takes}`;
}

function unknownNames(env: NodeJS.ProcessEnv, known: readonly NamedSetting[]): string[] {
  const names = [
    CONFIG,
    ...known.flatMap(({ variable, secret }) => [variable, ...(secret ? [`${variable}_FILE`] : [])]),
  ];
  return Object.keys(env)
    .filter(
      (name) => name.startsWith('BATON_') && !OF_TESTS.test(name) && !OF_CLIENTS.test(name) && !names.includes(name),
    )
    .sort()
    .map((name) => `${name} is no setting of Baton: ${advice(name, names)}`);
}

function unknownKeys(file: SettingsFile | undefined, known: readonly NamedSetting[]): string[] {
  const keys = known.flatMap(({ key, secret }) => [key, ...(secret ? [`${key}-file`] : [])]);
  return [...(file?.values ?? [])]
    .filter(([key]) => !keys.includes(key))
    .map(([key, { line }]) => `${key} (${file?.name}, line ${line}) is no setting of Baton: ${advice(key, keys)}`);
}

function advice(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  return meant === undefined ? 'remove it; docs/settings.md lists what there is' : `did you mean ${meant}?`;
}
