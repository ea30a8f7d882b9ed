import { timesOf } from './times.js';

const iso = (milliseconds: number | undefined) =>
  milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();

describe('a time in a log', () => {
  it.each([
    ['2010-03-31T16:59:42+02:00', '2010-03-31T14:59:42.000Z'],
    ['2012-05-05T07:23:03.123456Z', '2012-05-05T07:23:03.123Z'],
    ['2012-05-05 07:23:03+0200', '2012-05-05T05:23:03.000Z'],
    ['2012-02-29T00:00:00Z', '2012-02-29T00:00:00.000Z'],
    ['2012-02-30T00:00:00Z', undefined],
    ['2011-02-29T00:00:00Z', undefined],
    ['2012-05-05T25:00:00Z', undefined],
    ['2012-05-05T24:00:00Z', '2012-05-06T00:00:00.000Z'],
    ['2012-05-05T07:23:03+24:00', undefined],
    ['2012-05-05T07:23+02:75', undefined],
    ['2012-05-05T07:23:03', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('is read as ISO 8601 where the profile says nothing, and only with a zone: %s', (text, expected) => {
    expect(iso(timesOf()(text))).toBe(expected);
  });

  it('without a zone is read in the zone of the profile, summer and winter', () => {
    const read = timesOf({ zone: 'Europe/Brussels' });
    expect(iso(read('2012-01-05 07:00'))).toBe('2012-01-05T06:00:00.000Z');
    expect(iso(read('2012-07-05T07:00:00'))).toBe('2012-07-05T05:00:00.000Z');
    expect(iso(read('2012-07-05T07:00:00Z'))).toBe('2012-07-05T07:00:00.000Z');
  });

  it('is read in the format of the profile and in no other', () => {
    const read = timesOf({ format: 'd.M.yyyy HH:mm:ss', zone: 'Europe/Berlin' });
    expect(iso(read('5.7.2012 07:00:00'))).toBe('2012-07-05T05:00:00.000Z');
    expect(iso(read('31.2.2012 07:00:00'))).toBeUndefined();
    expect(iso(read('2012-07-05T07:00:00Z'))).toBeUndefined();
    expect(iso(timesOf({ format: 'X' })('1341464400'))).toBe('2012-07-05T05:00:00.000Z');
    expect(iso(timesOf({ format: 'x' })('1341464400123'))).toBe('2012-07-05T05:00:00.123Z');
    expect(iso(timesOf({ format: 'X' })('99999999999999'))).toBeUndefined();
    expect(iso(timesOf({ format: 'MMM d, yyyy h:mm a ZZ' })('Jul 5, 2012 7:00 AM +02:00'))).toBe(
      '2012-07-05T05:00:00.000Z',
    );
  });
});
