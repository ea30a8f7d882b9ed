import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileWhole } from './whole-file.js';

describe('the file that a command was asked for', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-out-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const writing = (file: string, overwrite: boolean) => () => writeFileWhole(file, ['new'], { overwrite });

  it.each([true, false])('is no folder, and no option would help (--force: %p)', (force) => {
    const error = {
      code: 'FILE_NOT_WRITTEN',
      message: expect.stringContaining('a folder'),
      remedy: expect.not.stringContaining('--force'),
    };
    expect(writing(folder, force)).toThrow(expect.objectContaining(error) as unknown as Error);
  });

  it.each([true, false])('is no device, which would be replaced by a file (--force: %p)', (force) => {
    const error = { code: 'FILE_NOT_WRITTEN', message: expect.stringContaining('a device') };
    expect(writing('/dev/null', force)).toThrow(expect.objectContaining(error) as unknown as Error);
  });

  it('replaces one that is there with --force alone', () => {
    const file = join(folder, 'case.json');
    writeFileSync(file, 'old');
    expect(writing(file, false)).toThrow(expect.objectContaining({ code: 'FILE_EXISTS' }) as unknown as Error);
    writing(file, true)();
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['new', ['case.json']]);
  });
});
