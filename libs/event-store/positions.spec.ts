import fc from 'fast-check';
import { ForeignPosition } from './errors.js';
import { BEGINNING, comparePositions, isPosition } from './positions.js';

describe('positions', () => {
  it('are ordered as numbers of any length, not as texts', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n }), fc.bigInt({ min: 0n, max: 2n ** 64n }), (a, b) => {
        expect(Math.sign(comparePositions(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('of two numbers are ordered by the first, then by the second', () => {
    expect(comparePositions('9/9', '10/1')).toBeLessThan(0);
    expect(comparePositions('10/2', '10/10')).toBeLessThan(0);
    expect(comparePositions('10/10', '10/10')).toBe(0);
    expect(comparePositions('11/0', '10/10')).toBeGreaterThan(0);
  });

  it('come after the beginning, on every engine', () => {
    for (const [first, second] of [
      ['1', '1/1'],
      ['18446744073709551615', '0/1'],
    ] as const) {
      for (const position of [first, second]) {
        expect(comparePositions(BEGINNING, position)).toBeLessThan(0);
        expect(comparePositions(position, BEGINNING)).toBeGreaterThan(0);
      }
    }
    expect(comparePositions(BEGINNING, BEGINNING)).toBe(0);
    expect(isPosition(BEGINNING)).toBe(true);
  });

  it('of different engines, and what is no position, are not compared', () => {
    expect(() => comparePositions('1', '1/1')).toThrow(ForeignPosition);
    for (const wrong of ['', '-1', '1.5', '1/', '/1', '1/2/3', 'x', ' 1']) {
      expect(isPosition(wrong)).toBe(false);
      expect(() => comparePositions(wrong, '1')).toThrow(/no position/);
    }
    expect(isPosition('18446744073709551615')).toBe(true);
    expect(isPosition('12/12')).toBe(true);
  });
});
