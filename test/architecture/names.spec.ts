import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';

/**
 * What a file is, said by the word before `.ts`. A new kind is a decision: add it here with its meaning.
 */
const KINDS: Readonly<Record<string, string>> = {
  // deciding
  decision: 'a command and the pure function that decides it',
  state: 'an aggregate: how it starts and how each event changes it',
  policy: 'what follows of an event: a pure function to commands',
  policies: 'the policies a module has',
  process: 'a command over several streams',
  guards: 'what several decisions ask of a state',
  commands: 'the commands a module registers',
  // reading
  projection: 'a read model: rows folded from events',
  projections: 'the read models a module has',
  query: 'a query and its handler',
  result: 'what a query answers, described',
  views: 'the queries and resolvers of a module',
  row: 'the described class of a row',
  rows: 'the described classes of rows',
  changes: 'how an event changes a row',
  texts: 'the words a row is found by',
  page: 'how a page of an answer is read',
  words: 'closed lists of words',
  sentences: 'events as sentences that a person reads',
  // the doors
  resolver: 'GraphQL fields of a module',
  controller: 'HTTP addresses',
  filter: 'how errors are answered',
  options: 'the settings of a library',
  input: 'a described class that commands share',
  cli: 'a command of the command line',
  reader: 'reads a file of another system',
  document: 'a page made of the code',
  module: 'a module of Nest',
  // testing
  spec: 'a test',
  contract: 'a suite that every driver passes',
  scenarios: 'given, when, then for an aggregate',
  histories: 'histories made up at random',
  happenings: 'what a made-up history consists of',
  moves: 'what a made-up history does next',
  model: 'a model that is compared with the real thing',
  bench: 'a measurement',
};

const ROOT = join(import.meta.dirname, '../..');

const files = ['src', 'libs', 'test']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));

const offenders = (breaks: (file: string) => boolean): string[] => files.filter(breaks);
const contentOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('the names in this house', () => {
  it('there is something to look at', () => {
    expect(files.length).toBeGreaterThan(200);
  });

  it('a file is written in small letters with hyphens', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+){0,2}\.ts$/;
    expect(offenders((file) => !name.test(basename(file)))).toEqual([]);
  });

  it('a file is of a known kind', () => {
    const kindsOf = (file: string): string[] => basename(file).split('.').slice(1, -1);
    // What a spec is of may stand before `spec`, whatever it is.
    const unknown = (file: string): boolean =>
      kindsOf(file)
        .slice(kindsOf(file).at(-1) === 'spec' ? -1 : 0)
        .some((kind) => !Object.hasOwn(KINDS, kind));
    expect(offenders(unknown)).toEqual([]);
  });

  it('nothing is called utils, helpers, common or shared', () => {
    expect(offenders((file) => /(^|[/.-])(utils?|helpers?|common|shared|misc)([/.-]|$)/.test(file))).toEqual([]);
  });

  it('a barrel stands at the door of a lib only', () => {
    expect(offenders((file) => basename(file) === 'index.ts' && !file.startsWith('libs/'))).toEqual([]);
  });

  it('exports have names', () => {
    const config = /\.config\.ts$/;
    expect(offenders((file) => !config.test(file) && /^export default/m.test(contentOf(file)))).toEqual([]);
  });

  it('an interface is not marked as one', () => {
    expect(offenders((file) => /^(export )?(interface|type) I[A-Z][a-z]/m.test(contentOf(file)))).toEqual([]);
  });

  it('a decision and a projection have a spec beside them', () => {
    const specs = new Set(
      files.filter((file) => file.endsWith('.spec.ts')).map((file) => file.replace(/\/[^/]+$/, '')),
    );
    const alone = (file: string): boolean =>
      /^src\/.*\.(decision|projection)\.ts$/.test(file) && !specs.has(file.replace(/\/[^/]+$/, ''));
    expect(offenders(alone)).toEqual([]);
  });

  it('every module has a page that explains it', () => {
    const modules = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const without = modules.filter(({ name }) => !readdirSync(join(ROOT, 'src', name)).includes('README.md'));
    expect(without.map(({ name }) => name)).toEqual([]);
  });
});
