import { isZone, minutesOfDay, readInstant } from '@baton/fields';

describe('forms', () => {
  it.each(['Europe/Vienna', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+1'])('%s is a time zone', (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(['Mars/Base', '+01:00', '01:00', '', 'Europe/Vienna ', 'Europe/<b>', '../etc/passwd', 'x'.repeat(60)])(
    '%j is no time zone',
    (name) => {
      expect(isZone(name)).toBe(false);
    },
  );

  it.each([
    ['2026-03-01T09:30Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.123456789+05:45', '2026-03-01T03:45:00.123Z'],
    ['2024-02-29T23:59:59-11:30', '2024-03-01T11:29:59.000Z'],
    ['0099-03-01T00:00:00Z', '0099-03-01T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9998-12-31T23:59:59-01:00', '9999-01-01T00:59:59.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s is the instant %s, and what it is read as is that instant too', (text, utc) => {
    expect(new Date(readInstant(text) ?? NaN).toISOString()).toBe(utc);
    expect(readInstant(utc)).toBe(Date.parse(utc));
  });

  it.each([
    '0000-06-01T00:00:00Z',
    '0001-01-01T00:30:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '2026-03-01T24:00:00Z',
    '2026-03-01T09:30:00.1234567890Z',
    '2026-03-01T09:30:00.Z',
    '2026-02-30T09:30:00Z',
    '2023-02-29T09:30:00Z',
    '1900-02-29T09:30:00Z',
    '2026-13-01T09:30:00Z',
    '2026-03-00T09:30:00Z',
    '2026-03-01T09:30:00',
    '2026-03-01 09:30:00Z',
    '2026-03-01T09:30:00Z\n',
    '',
  ])('%j is no instant', (text) => {
    expect(readInstant(text)).toBeUndefined();
  });

  it.each([
    ['00:00', 0],
    ['09:05', 545],
    ['23:59', 1439],
    ['24:00', 1440],
  ])('%s is a time of day', (time, minutes) => {
    expect(minutesOfDay(time)).toBe(minutes);
  });

  it.each(['24:01', '9:00', '09:60', '09:00:00', '09.00', ' 09:00', '09:00\n', '٠٩:٠٠', ''])(
    '%j is no time of day',
    (time) => {
      expect(minutesOfDay(time)).toBeUndefined();
    },
  );
});
