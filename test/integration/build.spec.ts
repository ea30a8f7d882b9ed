import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../support/baton-process.js';

const ROOT = resolve(import.meta.dirname, '../..');
const SETTINGS = ['.ci/build.js', 'nest-cli.json', 'tsconfig.json', '.swcrc', 'package.json', 'package-lock.json'];

/** A folder as Baton's own, with two small sources. */
function project() {
  const folder = temporaryFolder();
  for (const name of SETTINGS) cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const name of ['src', 'libs']) mkdirSync(join(folder, name));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('src/main.ts', "export const says: string = 'one';\n");
  write('libs/part.ts', 'export const part: number = 1;\n');
  const build = () => spawnSync(process.execPath, ['.ci/build.js'], { cwd: folder, encoding: 'utf8' });
  const built = (): string => readFileSync(join(folder, 'dist/src/main.js'), 'utf8');
  const edition = (): number => statSync(join(folder, 'dist')).ino;
  return { folder, write, build, built, edition };
}

describe('npm run build', () => {
  it('builds what is not built yet, and then leaves alone what others may be running', () => {
    const { folder, build, built, edition } = project();
    expect(build().status).toBe(0);
    expect(built()).toContain("'one'");
    expect(existsSync(join(folder, 'dist/libs/part.js'))).toBe(true);
    const before = edition();
    expect(build()).toMatchObject({ status: 0, stdout: '' });
    expect(edition()).toBe(before);
  }, 60_000);

  it('puts a new program in place of the old one, with nothing left of sources that have gone', () => {
    const { folder, write, build, built } = project();
    build();
    write('src/main.ts', "export const says: string = 'two';\n");
    rmSync(join(folder, 'libs/part.ts'));
    expect(build().status).toBe(0);
    expect(built()).toContain("'two'");
    expect(existsSync(join(folder, 'dist/libs/part.js'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('.build-'))).toEqual([]);
  }, 60_000);

  it('leaves the old program where the sources cannot be built, and tries again the next time', () => {
    const { folder, write, build, built } = project();
    build();
    write('src/main.ts', 'export const says = ;\n');
    expect(build().status).not.toBe(0);
    expect(built()).toContain("'one'");
    expect(readdirSync(folder).filter((name) => name.startsWith('.build-'))).toEqual([]);
    expect(build().status).not.toBe(0);
  }, 60_000);

  it('builds again what was not built to its end', () => {
    const { folder, build, built } = project();
    build();
    rmSync(join(folder, 'dist'), { recursive: true });
    mkdirSync(join(folder, 'dist/src'), { recursive: true });
    writeFileSync(join(folder, 'dist/src/half.js'), '');
    expect(build().status).toBe(0);
    expect(built()).toContain("'one'");
    expect(existsSync(join(folder, 'dist/src/half.js'))).toBe(false);
  }, 60_000);
});
