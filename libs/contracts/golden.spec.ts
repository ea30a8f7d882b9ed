import { readdirSync, readFileSync } from 'node:fs';
import { check, fieldsOf, normalise, type DescribedClass } from '@baton/fields';
import { checkEvent, eventClass, parseStream, streamKinds } from './streams.js';

interface Sample {
  readonly about: string;
  readonly stream: string;
  readonly data: Record<string, unknown>;
}
interface Golden {
  readonly type: string;
  readonly schemaVersion: number;
  readonly samples: readonly Sample[];
}

const folder = new URL('./golden/', import.meta.url);
const files = readdirSync(folder).sort();
const golden = new Map(files.map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden]));
const samplesOf = (type: string): Sample[] =>
  [...golden.values()].filter((file) => file.type === type).flatMap((file) => file.samples);
const words = Object.entries(streamKinds).flatMap(([kind, events]) =>
  Object.entries(events).map(([word, type]): [string, string, DescribedClass] => [kind, word, type]),
);

/** The paths of all fields, nested ones too, or of those alone that something must have. */
const pathsOf = (type: DescribedClass, onlyRequired = false, parent = ''): string[] =>
  fieldsOf(type)
    .filter((spec) => !onlyRequired || !spec.optional)
    .flatMap((spec) => {
      const path = `${parent}${spec.name}`;
      return spec.of ? [path, ...pathsOf(spec.of(), onlyRequired, `${path}.`)] : [path];
    });

/** The paths of the fields that a value has, in its lists as well. */
const pathsIn = (value: unknown, parent = ''): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, parent));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => [
    `${parent}${name}`,
    ...pathsIn(inside, `${parent}${name}.`),
  ]);
};

describe('the golden samples', () => {
  it.each(words)('of a %s stream hold one of %s', (kind, word) => {
    expect(samplesOf(word).filter(({ stream }) => parseStream(stream)?.kind === kind)).not.toEqual([]);
  });

  it.each(words)('of a %s stream show every field of %s, and the least it must have', (_, word, type) => {
    const samples = samplesOf(word);
    expect([...new Set(samples.flatMap(({ data }) => pathsIn(data)))].sort()).toEqual(pathsOf(type).sort());
    const least = pathsOf(type, true).filter((path) => !path.includes('.'));
    expect(samples.map(({ data }) => Object.keys(data).sort())).toContainEqual(least.sort());
  });

  it.each(files)('in %s are read, are named as they should be, and say what they show', (file) => {
    const { type, schemaVersion, samples } = golden.get(file) as Golden;
    expect(file).toBe(`${type}.v${schemaVersion}.json`);
    expect(samples.length).toBeGreaterThan(0);
    expect(samples.filter(({ about }) => !about)).toEqual([]);
  });

  it.each(files)('in %s are of the published language, in the form in which they are stored', (file) => {
    const { type, samples } = golden.get(file) as Golden;
    for (const { stream, data } of samples) {
      expect(checkEvent(stream, { type, data })).toEqual([]);
      expect(normalise(eventClass(type) as DescribedClass, data)).toEqual(data);
    }
  });

  it('would be refused without a field they must have', () => {
    for (const [, word, type] of words) {
      const data = samplesOf(word)[0]?.data ?? {};
      for (const { name } of fieldsOf(type).filter((spec) => !spec.optional)) {
        const { [name]: _missing, ...others } = data;
        expect(check(type, others).map(({ path }) => path)).toContain(name);
      }
    }
  });
});
