import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutCredentials } from './hidden.js';
import { text, wholeNumber } from './kind.js';
import { readAll } from './reading.js';
import { named, setting } from './setting.js';

const KNOWN = named({
  pin: setting(wholeNumber({ min: 1000, max: 9999 }), { meaning: 'opens the door', secret: true }),
  word: setting(text('a word'), { meaning: 'is said', secret: true }),
});

describe('a secret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const valuesOf = (env: NodeJS.ProcessEnv, values: Record<string, string> = {}) => {
    const lines = Object.entries(values).map(([key, raw], at) => [key, { raw, line: at + 1 }] as const);
    const file = { name: 'baton.yaml', folder, values: new Map(lines), problems: [], understood: true };
    const { effective, problems } = readAll({ env, file }, KNOWN);
    return { problems, values: effective.map(({ value }) => value) };
  };

  it('may lie in a file that the environment or the settings file names', () => {
    writeFileSync(join(folder, 'pin'), '4711\n');
    writeFileSync(join(folder, 'word'), 'please');
    expect(valuesOf({ BATON_PIN_FILE: join(folder, 'pin') }, { 'word-file': './word' })).toEqual({
      problems: [],
      values: [4711, 'please'],
    });
  });

  it('is not given in two ways', () => {
    writeFileSync(join(folder, 'pin'), '4711\n');
    const { problems } = valuesOf({ BATON_PIN: '4712', BATON_PIN_FILE: join(folder, 'pin') });
    expect(problems).toEqual(['BATON_PIN and BATON_PIN_FILE are both given: remove one']);
  });

  it('whose file is missing is reported by the file', () => {
    const { problems } = valuesOf({ BATON_PIN_FILE: join(folder, 'none') });
    expect(problems).toEqual([
      `${join(folder, 'none')} (BATON_PIN_FILE) cannot be read (there is no such file): name a file that holds the secret alone`,
    ]);
  });

  it('stays hidden where it is wrong', () => {
    writeFileSync(join(folder, 'pin'), 'hunter2');
    for (const env of [{ BATON_PIN: 'hunter2' }, { BATON_PIN_FILE: join(folder, 'pin') }]) {
      const { problems } = valuesOf(env);
      expect(problems).toEqual([expect.stringContaining('is ***: give a whole number')]);
      expect(problems.join()).not.toContain('hunter2');
    }
  });

  it('of an address is hidden too', () => {
    const hidden = withoutCredentials('https://ada:secret@id.example:8443/a?key=secret&b=secret#c');
    expect(hidden).toBe('https://***@id.example:8443/a?key=***&b=***#c');
    expect(withoutCredentials('https://id.example/a,http://b:secret@c/')).toBe('https://id.example/a,http://***@c/');
    expect(withoutCredentials('./data')).toBe('./data');
  });
});
