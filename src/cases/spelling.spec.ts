import { spelling } from './spelling.js';

describe('the spelling of a topic or a name', () => {
  it.each([
    ['Anna Kern', 'anna kern'],
    ['  Anna \t Kern ', 'Anna Kern'],
    ['Anna\u00a0Kern', 'Anna Kern'],
    ['Zie\u0301lin\u0301ska', 'Zi\u00e9li\u0144ska'],
    ['ＡＢＣ', 'abc'],
  ])('is the same for “%s” and “%s”', (one, other) => {
    expect(spelling(one)).toBe(spelling(other));
  });

  it.each([
    ['Anna Kern', 'Anna Kerns'],
    ['Anna Kern', 'AnnaKern'],
    ['date', 'data'],
  ])('tells “%s” and “%s” apart', (one, other) => {
    expect(spelling(one)).not.toBe(spelling(other));
  });
});
