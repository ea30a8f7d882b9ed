import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './folders.js';

describe('a folder', () => {
  let top: string;
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'baton-folder-'));
  });
  afterEach(() => rmSync(top, { recursive: true }));

  it('is made with those above it, with the rights that are asked for', () => {
    const folder = join(top, 'one', 'two', 'three');
    makeFolder(folder, 0o700);
    for (const made of [folder, join(top, 'one', 'two'), join(top, 'one')]) {
      expect([made, statSync(made).mode & 0o777]).toEqual([made, 0o700]);
    }
  });

  it('that is there is left as it is', () => {
    makeFolder(join(top, 'one'), 0o755);
    writeFileSync(join(top, 'one', 'file'), 'kept');
    makeFolder(join(top, 'one'), 0o700);
    expect(statSync(join(top, 'one')).mode & 0o777).toBe(0o755);
    expect(existsSync(join(top, 'one', 'file'))).toBe(true);
  });

  it.each([
    ['below a file', 'file/below', 'ENOTDIR'],
    ['behind a link that leads nowhere', 'nowhere', 'EEXIST'],
    ['behind links in a circle', 'circle/below', 'ELOOP'],
    ['with a name that is too long', 'x'.repeat(300), 'ENAMETOOLONG'],
  ])('is not made %s', (_, name, code) => {
    writeFileSync(join(top, 'file'), '');
    symlinkSync(join(top, 'missing'), join(top, 'nowhere'));
    symlinkSync(join(top, 'circle'), join(top, 'circle'));
    expect(() => makeFolder(join(top, name))).toThrow(expect.objectContaining({ code }) as Error);
  });
});
