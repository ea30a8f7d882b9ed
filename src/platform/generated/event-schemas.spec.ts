import { readdirSync, readFileSync } from 'node:fs';
import { eventSchemas } from './event-schemas.js';

type Schema = { readonly [keyword: string]: unknown };
type Properties = Readonly<Record<string, Schema>>;

const root = new URL('../../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const files = eventSchemas();
const golden = readdirSync(new URL('libs/contracts/golden/', root)).map(
  (file) => JSON.parse(read(`libs/contracts/golden/${file}`)) as { type: string; samples: { data: object }[] },
);
const schemaOf = (word: string): Schema =>
  JSON.parse(files.find(({ name }) => name === `docs/schemas/events/${word}.v1.json`)?.content ?? '{}') as Schema;

/** What is wrong with a value by a schema: the keywords that these schemas use, as the specification says them. */
function faults(schema: Schema, value: unknown, path = ''): string[] {
  const fault = (wrong: boolean, keyword: string): string[] => (wrong ? [`${path} ${keyword}`.trim()] : []);
  const { enum: words, pattern, maxLength, maximum, minimum, maxItems, items, properties, required } = schema;
  const size = typeof value === 'string' ? [...value].length : 0;
  const own = [
    ...fault(!isOf(schema.type, value), 'type'),
    ...fault(Array.isArray(words) && !words.includes(value), 'enum'),
    ...fault(typeof pattern === 'string' && !new RegExp(pattern, 'u').test(String(value)), 'pattern'),
    ...fault(typeof maxLength === 'number' && size > maxLength, 'maxLength'),
    ...fault(typeof maximum === 'number' && (value as number) > maximum, 'maximum'),
    ...fault(typeof minimum === 'number' && (value as number) < minimum, 'minimum'),
    ...fault(typeof maxItems === 'number' && (value as unknown[]).length > maxItems, 'maxItems'),
  ];
  if (Array.isArray(value)) return [...own, ...value.flatMap((item) => faults(items as Schema, item, `${path}[]`))];
  if (properties === undefined) return own;
  const given = Object.entries(value as object);
  return [
    ...own,
    ...(required as string[]).flatMap((name) => fault(!given.some(([field]) => field === name), `lacks ${name}`)),
    ...given.flatMap(([name, inside]) => {
      const inner = (properties as Properties)[name];
      return inner ? faults(inner, inside, `${path}.${name}`) : fault(true, `knows no ${name}`);
    }),
  ];
}

function isOf(type: unknown, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

describe('the JSON Schema of an event', () => {
  it.each(golden)('takes every golden sample of $type', ({ type, samples }) => {
    for (const { data } of samples) expect(faults(schemaOf(type), data)).toEqual([]);
  });

  it.each(golden)(
    'refuses a sample of $type with a field too many, or without one it must have',
    ({ type, samples }) => {
      const schema = schemaOf(type);
      const data = samples[0]?.data ?? {};
      expect(faults(schema, { ...data, colour: 'red' })).toEqual(['knows no colour']);
      for (const name of schema.required as string[]) {
        const others = Object.fromEntries(Object.entries(data).filter(([field]) => field !== name));
        expect(faults(schema, others)).toEqual([`lacks ${name}`]);
      }
      expect(schema.additionalProperties).toBe(false);
    },
  );

  it('names itself, its word and the streams that hold it', () => {
    expect(schemaOf('SkillsSet')).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:baton:event:SkillsSet:v1',
      title: 'SkillsSet',
      'x-streams': ['department', 'agent'],
    });
    expect(schemaOf('CaseOpened').properties).toMatchObject({ matter: { 'x-personal': true } });
  });

  it('is there for every word, once', () => {
    expect(files.map(({ name }) => name)).toEqual(
      golden.map(({ type }) => `docs/schemas/events/${type}.v1.json`).sort(),
    );
  });

  it('is the one that is committed, and no other is', () => {
    const committed = readdirSync(new URL('docs/schemas/events/', root)).map((file) => `docs/schemas/events/${file}`);
    expect(committed.sort()).toEqual(files.map(({ name }) => name).sort());
    const stale = files.filter(({ name, content }) => read(name) !== content).map(({ name }) => name);
    expect(stale).toEqual([]); // else: npm run generate, and commit what it writes
  });
});
