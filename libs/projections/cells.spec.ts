import { Code, Count, Described, Flag, Id, Instant, Json, Nested, Num, OneOf, Text, words } from '@baton/fields';
import fc from 'fast-check';
import { cellsOf, keyCells, keyOfCells, keyText, rowOf } from './cells.js';
import { layoutOf } from './layout.js';
import { projection } from './port.js';

const Colour = words('Colour', 'A colour', { RED: 'red', BLUE: 'blue' });

@Described('Inside another row.')
class Inner {
  @Text('A text') text: string;
}

@Described('A row with a field of every kind.')
class Every {
  @Id('An id') id: string;
  @Text('A text') text: string;
  @Code('A code') code: string;
  @Instant('An instant') at: string;
  @OneOf(Colour, 'A word') word: string;
  @Count('A count') count: number;
  @Num('A number') number: number;
  @Flag('A flag') flag: boolean;
  @Nested(() => Inner, 'A nested one') nested: Inner;
  @Json('Any object') json: object;
  @Code('A list', { list: 5 }) list: string[];
  @Flag('A flag or not', { optional: true }) flagOrNot?: boolean;
  @Nested(() => Inner, 'Nested ones or not', { list: 5, optional: true }) nestedOrNot?: Inner[];
}

const every = projection({
  name: 'every',
  version: 1,
  tables: { rows: { row: Every, key: ['id', 'count'] } },
  on: { CaseOpened: () => undefined },
});
const [layout] = layoutOf(every).tables as [ReturnType<typeof layoutOf>['tables'][number]];
const row: Every = {
  id: 'a',
  text: 'b',
  code: 'c',
  at: '2026-03-02T09:00:00.000Z',
  word: 'RED',
  count: 3,
  number: 0.5,
  flag: true,
  nested: { text: 'd' },
  json: { any: [1, null] },
  list: ['e', 'f'],
};

describe('a row as cells', () => {
  it('is text, number, 0 or 1, or JSON by the kind of each field, and NULL where nobody set it', () => {
    const cells = cellsOf(layout, row);
    expect(cells).toEqual([
      ...['a', 'b', 'c', '2026-03-02T09:00:00.000Z', 'RED', 3, 0.5, 1],
      ...['{"text":"d"}', '{"any":[1,null]}', '["e","f"]', null, null],
    ]);
    expect(rowOf(layout, cells)).toEqual(row);
    expect(Object.keys(rowOf(layout, cells))).not.toContain('flagOrNot');
    expect(keyOfCells(layout, cells)).toEqual(keyCells(layout, { id: 'a', count: 3 }));
  });

  it('takes undefined and null for a field nobody set', () => {
    expect(cellsOf(layout, { ...row, flagOrNot: undefined, nestedOrNot: null })).toEqual(cellsOf(layout, row));
  });

  it.each([
    ['text', 5, 'takes a text, not this number'],
    ['count', 1.5, 'takes a whole number'],
    ['count', '3', 'takes a whole number, not this string'],
    ['number', Number.NaN, 'takes a finite number'],
    ['number', Number.POSITIVE_INFINITY, 'takes a finite number'],
    ['flag', 1, 'takes true or false'],
    ['list', 'e', 'takes a list or an object'],
    ['nested', undefined, 'a row of every needs nested'],
  ])('refuses a row whose %s is %p', (field, value, message) => {
    expect(() => cellsOf(layout, { ...row, [field]: value })).toThrow(message);
  });

  it('refuses a key without one of its parts', () => {
    expect(() => keyCells(layout, { id: 'a' })).toThrow('a row of every needs count');
  });

  it('writes what an engine cannot hold so that it reads the same before and after, and on every engine', () => {
    const cells = cellsOf(layout, { ...row, text: '\ud800, \0 and \0', number: -0 });
    expect(cells[1]).toBe('\ufffd, \ufffd and \ufffd');
    expect(Object.is(cells[6], 0)).toBe(true);
  });

  it('has a key of its own', () => {
    const key = fc.tuple(fc.string(), fc.string());
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(keyText(a) === keyText(b)).toBe(a[0] === b[0] && a[1] === b[1]);
      }),
    );
    expect(keyText(['1', '23'])).not.toBe(keyText(['12', '3']));
  });
});
