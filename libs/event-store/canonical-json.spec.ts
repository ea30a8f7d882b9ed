import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

describe('canonical JSON', () => {
  it('is the same in whatever order the keys were written', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });

  it('writes what section 3.2.3 of RFC 8785 writes', () => {
    const sample = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('orders keys by their code units, also those that look like numbers', () => {
    const keys = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': 4,
      '\u{1f600}': 5,
      '\u0080': 6,
      '\u00f6': 7,
      '10': 8,
      '9': 9,
    };
    const order = [...canonicalJson(keys).matchAll(/:(\d)/g)].map(([, value]) => Number(value));
    expect(order).toEqual([2, 4, 8, 9, 6, 7, 1, 5, 3]);
  });

  it('is what the package canonicalize says of any JSON', () => {
    const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '0', '10', '9', 'toString'));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), fc.constant(undefined), fc.array(tie('tree')), tie('object')),
      object: fc.dictionary(key, tie('tree')),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        fc.pre(value !== undefined);
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 500 },
    );
  });

  it('writes an instant as JSON does, and leaves out what is not there', () => {
    expect(canonicalJson({ at: new Date(0), no: undefined })).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
  });

  it.each([
    ['a number that is none', { a: [NaN] }],
    ['an endless number', { a: Infinity }],
    ['half of a character', { a: 'x\ud800' }],
    ['half of a character in a key', { 'x\udc00': 1 }],
    ['a number of another kind', { a: 1n }],
    ['nothing', undefined],
    ['a function', () => 1],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow();
  });

  it('tells half of a character from a text that reads like one', () => {
    expect(canonicalJson('\\ud800')).toBe('"\\\\ud800"');
    expect(canonicalJson('😀')).toBe('"😀"');
  });
});
