import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from './whole-file.js';

describe('a file that is written whole', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-whole-'));
    file = join(folder, 'note');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const refusal = (code: string) => expect.objectContaining({ code }) as unknown as Error;

  it('holds all its pieces, and only its owner may read it', () => {
    const pieces = ['a'.repeat(300_000), 'ü', 'b'.repeat(300_000)];
    writeWhole(file, pieces, { overwrite: false });
    expect(readFileSync(file, 'utf8')).toBe(pieces.join(''));
    expect([statSync(file).mode & 0o777, readdirSync(folder)]).toEqual([0o600, ['note']]);
  });

  it('replaces what was there only where it may', () => {
    writeFileSync(file, 'before');
    expect(() => writeWhole(file, ['after'], { overwrite: false })).toThrow(refusal('EEXIST'));
    expect(readFileSync(file, 'utf8')).toBe('before');
    writeWhole(file, ['after'], { overwrite: true });
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['after', ['note']]);
  });

  it('gives way to one that comes to stand while it is written', () => {
    const pieces = function* () {
      yield 'mine';
      writeFileSync(file, 'somebody else’s');
    };
    expect(() => writeWhole(file, pieces(), { overwrite: false })).toThrow(refusal('EEXIST'));
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['somebody else’s', ['note']]);
  });

  it('leaves what was there, and nothing beside it, where it breaks off', () => {
    writeFileSync(file, 'before');
    const broken = function* () {
      yield 'x'.repeat(600_000);
      throw new Error('no more');
    };
    expect(() => writeWhole(file, broken(), { overwrite: true })).toThrow('no more');
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['before', ['note']]);
  });

  it('is not kept from being written by what a process that was killed left', () => {
    writeFileSync(`${file}.${process.pid}.unfinished`, 'half');
    writeWhole(file, ['whole'], { overwrite: false });
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['whole', ['note']]);
  });
});
