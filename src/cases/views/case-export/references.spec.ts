import { readdirSync, readFileSync } from 'node:fs';
import { caseEvents } from '@baton/contracts';
import { fieldsOf, type DescribedClass } from '@baton/fields';
import { eventsOf, uuid } from '../testing/stories.js';
import { leavesOf } from './leaves.js';
import { NAMES_OBJECTS, OBJECT_NAMED_BY, referencesOf, subjectOf } from './references.js';

const naming = (type: DescribedClass): string[] =>
  fieldsOf(type).flatMap(({ name, kind, of }) => (of ? naming(of()) : NAMES_OBJECTS.has(kind) ? [name] : []));

describe('what an event has to do with', () => {
  it('is decided for every id and every code that an event of a case can have, and for nothing else', () => {
    const inLanguage = new Set(Object.values(caseEvents).flatMap((type) => naming(type)));
    expect(Object.keys(OBJECT_NAMED_BY).sort()).toEqual([...inLanguage].sort());
  });

  it('is the department a promise moves to, and not the instant from which it holds', () => {
    const [assumed, renegotiated] = eventsOf([
      { type: 'PromiseAssumed', data: { promiseId: uuid(1), from: 'A', to: 'B', transferId: uuid(2) } },
      {
        type: 'PromiseRenegotiated',
        data: {
          promiseId: uuid(1),
          from: '2026-03-03T08:00:00.000Z',
          due: '2026-03-03T09:00:00.000Z',
          firstDue: '2026-03-03T09:00:00.000Z',
          contactId: uuid(3),
          reason: 'later',
        },
      },
    ]);
    const named = (event = assumed) => referencesOf(event as never, uuid(9)).map(({ type, id }) => `${type} ${id}`);
    expect(named()).toEqual(expect.arrayContaining(['department A', 'department B', `promise ${uuid(1)}`]));
    expect(named(renegotiated).filter((one) => one.startsWith('department'))).toEqual(['department SHOP']);
    expect(subjectOf(renegotiated as never, uuid(9))).toEqual({ type: 'promise', id: uuid(1) });
  });
});

describe('the single values of an event', () => {
  const golden = new URL('../../../../libs/contracts/golden/', import.meta.url);
  const samples = readdirSync(golden)
    .map(
      (file) =>
        JSON.parse(readFileSync(new URL(file, golden), 'utf8')) as { type: string; samples: { data: object }[] },
    )
    .filter(({ type }) => Object.hasOwn(caseEvents, type));

  const valuesIn = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [value];

  it('are all there, of every event there ever was', () => {
    expect(samples.length).toBeGreaterThan(30);
    for (const { type, samples: all } of samples) {
      for (const { data } of all) {
        const leaves = leavesOf({ type, data } as never);
        expect(leaves.map(({ value }) => value).sort()).toEqual(valuesIn(data).sort());
        expect(new Set(leaves.map(({ path }) => path)).size).toBe(leaves.length);
      }
    }
  });

  it('are there too where the language does not know them', () => {
    const data = { holder: 'ben', shoe: { size: 44 }, hat: 'red' };
    expect(leavesOf({ type: 'CaseClaimed', data } as never)).toEqual([
      { path: 'holder', kind: 'code', field: 'holder', value: 'ben' },
      { path: 'shoe', kind: 'text', field: 'shoe', value: '{"size":44}' },
      { path: 'hat', kind: 'text', field: 'hat', value: 'red' },
    ]);
  });
});
