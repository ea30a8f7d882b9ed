import {
  check,
  Code,
  Count,
  Described,
  descriptionOf,
  fieldsOf,
  Flag,
  Id,
  Instant,
  jsonSchemaOf,
  Nested,
  normalise,
  OneOf,
  Text,
  words,
} from '@baton/fields';

const Colour = words('Colour', 'A colour', { RED: 'Red', BLUE: 'Blue' });

@Described('A wheel.')
class Wheel {
  @Count('Spokes', { max: 40 }) spokes: number;
  @Instant('Mounted', { optional: true }) mounted?: string;
}

@Described('A vehicle.')
class Vehicle {
  @Id('The vehicle') id: string;
  @Text('Its story', { max: 10, personal: true }) story: string;
  @OneOf(Colour, 'Its colour', { optional: true }) colour?: 'RED' | 'BLUE';
  @Nested(() => Wheel, 'Its wheels', { list: 2 }) wheels: Wheel[];
}

@Described('A unicycle.')
class Unicycle {
  @Nested(() => Wheel, 'Its wheel') wheel: Wheel;
  @Nested(() => Wheel, 'A spare one', { optional: true }) spare?: Wheel;
}

@Described('A vehicle that flies.')
class Plane extends Vehicle {
  @Flag('It has landed') landed: boolean;
  @Code('Its registration', { list: 2, optional: true }) marks?: string[];
}

@Described('Some planes.')
class Fleet {
  @Nested(() => Plane, 'The planes', { list: 3 }) planes: Plane[];
}

const id = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6a';
const good = { id, story: 'once', wheels: [{ spokes: 3 }] };

describe('described fields', () => {
  it('know their fields in the order declared, inherited ones first', () => {
    expect(fieldsOf(Plane).map((spec) => spec.name)).toEqual(['id', 'story', 'colour', 'wheels', 'landed', 'marks']);
    expect(fieldsOf(Vehicle)).toHaveLength(4);
  });

  it('find nothing wrong with a value that fits', () => {
    expect(check(Vehicle, good)).toEqual([]);
    expect(check(Plane, { ...good, landed: false, marks: ['D-1'] })).toEqual([]);
  });

  it.each([
    ['a missing field', { ...good, story: undefined }, 'story'],
    ['a text that is too long', { ...good, story: 'x'.repeat(11) }, 'story'],
    ['an empty text', { ...good, story: '' }, 'story'],
    ['a word that is not on the list', { ...good, colour: 'GREEN' }, 'colour'],
    ['an id that is no UUID', { ...good, id: '7' }, 'id'],
    ['a field nobody declared', { ...good, wings: 2 }, 'wings'],
    ['too many items', { ...good, wheels: [{ spokes: 1 }, { spokes: 1 }, { spokes: 1 }] }, 'wheels'],
    ['a wrong value deep inside', { ...good, wheels: [{ spokes: -1 }] }, 'wheels.0.spokes'],
    [
      'an instant without a zone',
      { ...good, wheels: [{ spokes: 1, mounted: '2026-01-01T10:00:00' }] },
      'wheels.0.mounted',
    ],
    [
      'a day that does not exist',
      { ...good, wheels: [{ spokes: 1, mounted: '2026-02-30T10:00:00Z' }] },
      'wheels.0.mounted',
    ],
  ])('name the path of %s', (_, value, path) => {
    expect(check(Vehicle, value).map((problem) => problem.path)).toContain(path);
  });

  it.each([
    ['nothing where something must be', { ...good, story: undefined }, 'story', 'MISSING'],
    ['another type', { ...good, story: 7 }, 'story', 'WRONG_TYPE'],
    ['too many characters', { ...good, story: 'x'.repeat(11) }, 'story', 'TOO_LONG'],
    ['a number too large', { ...good, wheels: [{ spokes: 41 }] }, 'wheels.0.spokes', 'OUT_OF_RANGE'],
    ['too many items', { ...good, landed: true, marks: ['a', 'b', 'c'] }, 'marks', 'TOO_MANY'],
    ['one item of several', { ...good, landed: true, marks: ['D-1', '!'] }, 'marks.1', 'WRONG_FORM'],
    ['an item of another type', { ...good, landed: true, marks: [7, 'D-1'] }, 'marks.0', 'WRONG_TYPE'],
    ['a word nobody knows', { ...good, colour: 'GREEN' }, 'colour', 'UNKNOWN_WORD'],
    ['a field nobody declared', { ...good, wings: 2 }, 'wings', 'UNKNOWN_FIELD'],
  ])('say for programs in which way it is wrong: %s', (_, value, path, code) => {
    expect(check('marks' in value ? Plane : Vehicle, value)).toContainEqual(expect.objectContaining({ path, code }));
  });

  it('say of a list that has a wrong item no more than of the item', () => {
    const problems = check(Plane, { ...good, landed: true, marks: ['D-1', '!'] });
    expect(problems.map(({ path }) => path)).toEqual(['marks.1']);
  });

  it('look at no item of a list that is too long, and at all other fields', () => {
    let looked = 0;
    const item = {
      get spokes() {
        looked += 1;
        return -1;
      },
    };
    const wheels = Array.from({ length: 5000 }, () => item);
    const marks = Array.from({ length: 5000 }, () => '!');
    expect(check(Plane, { ...good, story: '', wheels, marks, landed: 1 })).toEqual([
      expect.objectContaining({ path: 'story' }),
      { path: 'wheels', message: 'wheels must contain no more than 2 elements', code: 'TOO_MANY' },
      expect.objectContaining({ path: 'landed' }),
      { path: 'marks', message: 'marks must contain no more than 2 elements', code: 'TOO_MANY' },
    ]);
    expect(looked).toBe(0);
    expect(wheels).toHaveLength(5000);
  });

  it('look at no item of a list that is too long deep inside', () => {
    expect(check(Fleet, { planes: [{ ...good, landed: true, marks: ['!', '!', '!'] }] })).toEqual([
      { path: 'planes.0.marks', message: 'marks must contain no more than 2 elements', code: 'TOO_MANY' },
    ]);
  });

  it.each([
    ['spaces', '   '],
    ['a hard space', '\u00a0'],
    ['line breaks', '\n\t'],
    ['something invisible', '\u200b\u2060'],
  ])('refuse a text of nothing but %s: nobody wrote anything', (_, story) => {
    expect(check(Vehicle, { ...good, story })).toEqual([
      { path: 'story', message: 'story must say something', code: 'WRONG_FORM' },
    ]);
  });

  it.each([
    ['NUL', 'a\u0000'],
    ['an escape sequence', '\u001b[2J'],
    ['a C1 control', 'a\u009b'],
    ['half a character', '\ud83d'],
  ])('refuse a text with %s, which would spoil a screen, a file or a hash', (_, story) => {
    expect(check(Vehicle, { ...good, story })).toEqual([
      {
        path: 'story',
        message: 'story must be free of control characters other than tab and line break',
        code: 'WRONG_FORM',
      },
    ]);
  });

  it.each([['a\nb\tc'], ['Łódź 👩‍🔧'], ['مرحبا'], ['.']])('take the text %j as it is', (story) => {
    expect(check(Vehicle, { ...good, story })).toEqual([]);
    expect(normalise(Vehicle, { ...good, story }).story).toBe(story);
  });

  it.each([
    ['a week date', '2026-W10-1T09:00:00Z'],
    ['a day of the year', '2026-060T09:00:00Z'],
    ['a signed year', '+2026-03-01T09:00:00Z'],
    ['a decimal comma', '2026-03-01T09:30:00,5Z'],
    ['an hour alone', '2026-03-01T09Z'],
    ['no separators', '20260301T093000Z'],
    ['no day', '2026-03T09:30:00Z'],
    ['a leap second', '2026-12-31T23:59:60Z'],
    ['a zone a day away', '2026-03-01T09:30:00+24:00'],
    ['a year that has five digits in UTC', '9999-12-31T23:59:59-01:00'],
  ])('refuse an instant with %s: it could not be stored in UTC', (_, mounted) => {
    const path = 'wheels.0.mounted';
    const problems = check(Vehicle, { ...good, wheels: [{ spokes: 1, mounted }] });
    expect(problems.at(-1)).toEqual({
      path,
      code: 'WRONG_FORM',
      message: 'mounted must be an instant with a zone, such as 2026-03-01T09:30:00Z',
    });
  });

  it.each([
    ['2026-03-01T09:30Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.123456+05:45', '2026-03-01T03:45:00.123Z'],
  ])('take the instant %s', (mounted, utc) => {
    const value = { ...good, wheels: [{ spokes: 1, mounted }] };
    expect(check(Vehicle, value)).toEqual([]);
    expect(normalise(Vehicle, value).wheels[0]?.mounted).toBe(utc);
  });

  it.each([[null], ['text'], [[]], [7]])('refuse %j, which is no object', (value) => {
    expect(check(Vehicle, value)).toHaveLength(1);
  });

  it('refuse an object without a nested one that it must have', () => {
    expect(check(Unicycle, {})).toEqual([{ path: 'wheel', message: 'wheel must be given', code: 'MISSING' }]);
    expect(check(Unicycle, { wheel: null }).map(({ path }) => path)).toContain('wheel');
    expect(check(Unicycle, { wheel: { spokes: 3 } })).toEqual([]);
  });

  it('normalise a value: absent instead of null, instants in UTC with milliseconds', () => {
    const value = { ...good, colour: null, wheels: [{ spokes: 1, mounted: '2026-01-01T10:00:00+02:00' }] };
    expect(normalise(Vehicle, value)).toEqual({
      ...good,
      wheels: [{ spokes: 1, mounted: '2026-01-01T08:00:00.000Z' }],
    });
  });

  it('normalise an id to small letters, so that one thing has one name', () => {
    expect(normalise(Vehicle, { ...good, id: id.toUpperCase() }).id).toBe(id);
  });

  it('describe themselves as JSON Schema, personal data marked', () => {
    expect(descriptionOf(Vehicle)).toBe('A vehicle.');
    expect(jsonSchemaOf(Vehicle)).toMatchObject({
      required: ['id', 'story', 'wheels'],
      additionalProperties: false,
      properties: {
        story: { type: 'string', pattern: '\\S', maxLength: 10, 'x-personal': true },
        colour: { type: 'string', enum: ['RED', 'BLUE'] },
        wheels: { type: 'array', maxItems: 2 },
      },
    });
  });
});
