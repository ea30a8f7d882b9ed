import { hoursToDisturb, type QuietHours } from './quiet-hours.js';

const open = (quiet: QuietHours, at: string): boolean | undefined => {
  const hours = hoursToDisturb(quiet);
  if (hours === 'NEVER' || hours === undefined) throw new Error('no calendar');
  return hours.isOpen(at).open;
};

describe('the hours in which somebody may be disturbed', () => {
  const night = { quietFrom: '21:00', quietUntil: '08:30', zone: 'Europe/Vienna' };
  it.each([
    ['2026-03-02T19:59:59.999Z', true],
    ['2026-03-02T20:00:00.000Z', false],
    ['2026-03-03T07:29:59.999Z', false],
    ['2026-03-03T07:30:00.000Z', true],
    // An hour earlier on the world's clock once summer time began.
    ['2026-03-29T06:30:00.000Z', true],
  ])('of a night, at %s: %s', (at, may) => {
    expect(open(night, at)).toBe(may);
  });

  it('are those before and after quiet hours within a day', () => {
    const noon = { quietFrom: '11:00', quietUntil: '13:00' };
    expect(['10:59', '11:00', '12:59', '13:00'].map((time) => open(noon, `2026-03-02T${time}:00.000Z`))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it.each([
    [{ quietFrom: '22:00', quietUntil: '24:00' }, [true, false]],
    [{ quietFrom: '00:00', quietUntil: '23:00' }, [false, true]],
  ])('of %o, before and after eleven in the evening', (quiet, expected) => {
    expect(['21:30', '23:30'].map((time) => open(quiet, `2026-03-02T${time}:00.000Z`))).toEqual(expected);
  });

  it('are none where they are the whole day, and not known where the quiet hours are not', () => {
    expect(hoursToDisturb({ quietFrom: '00:00', quietUntil: '24:00' })).toBe('NEVER');
    expect(hoursToDisturb({})).toBeUndefined();
    expect(hoursToDisturb({ quietFrom: '20:00' })).toBeUndefined();
  });

  it('has a version that names its content', () => {
    const hours = hoursToDisturb(night);
    expect(hours !== 'NEVER' && hours?.version).toBe('quiet-hours 21:00-08:30 Europe/Vienna');
  });
});
