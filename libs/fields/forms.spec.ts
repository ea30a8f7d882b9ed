import { isZone, minutesOfDay } from '@baton/fields';

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
