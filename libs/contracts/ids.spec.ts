import fc from 'fast-check';
import { v5, validate, version } from 'uuid';
import { derivedId } from './ids.js';

const command = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6a';
const another = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6b';

describe('an id derived from a command', () => {
  it('is the same each time, so that a retry makes nothing new', () => {
    expect(derivedId(command, 'promise')).toBe('37a134ee-0ff6-57c7-9356-f1d090e2cb7d');
    expect(derivedId(command, 'promise')).toBe(derivedId(command, 'promise'));
  });

  it('is another for another command and for another thing', () => {
    const ids = [derivedId(command, 'promise'), derivedId(another, 'promise'), derivedId(command, 'note')];
    const events = [derivedId(command, 0), derivedId(command, 1)];
    expect(new Set([...ids, ...events]).size).toBe(5);
  });

  it('is a UUID of version 5', () => {
    expect(validate(derivedId(command, 0))).toBe(true);
    expect(version(derivedId(command, 0))).toBe(5);
  });

  it('is the one that RFC 9562 says, as the package uuid makes it', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: 'binary' }), (id, word) => {
        expect(derivedId(id, word)).toBe(v5(word, id));
        expect(derivedId(id.toUpperCase(), word)).toBe(v5(word, id));
      }),
    );
  });

  it.each(['', 'no id', command.slice(1), `${command}0`, command.replace('a', 'g'), command.replaceAll('-', '')])(
    'is refused for %j, which is no UUID',
    (id) => {
      expect(() => derivedId(id, 'promise')).toThrow('is no UUID');
    },
  );
});
