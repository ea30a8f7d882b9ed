import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/*
 * Builds `dist` in the folder it is run in, where it is not yet made of the sources that are there now. The sources are
 * copied and built aside, and the whole is put in place at once: a command that runs meanwhile finds all of the old
 * program or all of the new one, and a build that fails leaves the old one.
 */

/** What a build is made of. */
const SOURCES = ['src', 'libs', 'nest-cli.json', 'tsconfig.json', '.swcrc', 'package.json', 'package-lock.json'];
/** Within `dist`: the digest of the sources that it was made of. */
const MADE_OF = join('dist', 'made-of');
const NEST = resolve('node_modules/@nestjs/cli/bin/nest.js');

/** A digest of the names and contents of all sources below a folder. */
function digestOf(folder) {
  const files = SOURCES.flatMap((name) => [name, ...globSync(`${name}/**`, { cwd: folder })]);
  const hash = createHash('sha256');
  for (const file of [...new Set(files)].sort()) {
    if (!statSync(join(folder, file)).isFile()) continue;
    const text = readFileSync(join(folder, file));
    hash.update(`${file}\n${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}

/** The digest of the sources that `dist` was made of; undefined where it is not there, or not whole. */
function made() {
  try {
    return readFileSync(MADE_OF, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Puts a folder in the place of `dist`, also where somebody else does so at the same time. */
function putInPlace(built, away) {
  for (;;) {
    try {
      return renameSync(built, 'dist');
    } catch (error) {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    }
    rmSync(away, { recursive: true, force: true });
    try {
      renameSync('dist', away);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
}

/** Builds a copy of the sources, and puts what became of it in place. Answers the exit code of the build. */
function build() {
  const aside = mkdtempSync('.build-');
  try {
    for (const name of SOURCES) cpSync(name, join(aside, name), { recursive: true });
    const { status, error } = spawnSync(process.execPath, [NEST, 'build'], { cwd: aside, stdio: 'inherit' });
    if (error) throw error;
    if (status !== 0) return status ?? 1;
    writeFileSync(join(aside, MADE_OF), digestOf(aside));
    putInPlace(join(aside, 'dist'), join(aside, 'old'));
    return 0;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

// Ctrl-C ends the build below, and what lies aside is then taken away.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
if (made() !== digestOf('.')) process.exitCode = build();
