/**
 * Lets Node run the TypeScript of the tests outside Jest: `node --import ./test/support/typescript.js file.ts`. What they
 * import of `src` and `libs` is taken from the build.
 */
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = new URL('../../', import.meta.url);
const {
  jsc: { paths, baseUrl: _baseUrl, ...jsc },
} = JSON.parse(readFileSync(new URL('.swcrc', ROOT), 'utf8'));
const TESTS = new URL('test/', ROOT).href;

/** Where a module of `src` or `libs` was built to. */
const built = (path) => new URL(`dist/${path.replace(/\.ts$/, '.js')}`, ROOT).href;

/** What an import of a test means; undefined for what Node finds by itself. */
function meant(specifier, parent) {
  if (!parent?.startsWith(TESTS)) return undefined;
  if (Object.hasOwn(paths, specifier)) return built(paths[specifier][0]);
  if (!specifier.startsWith('.')) return undefined;
  const { href } = new URL(specifier, parent);
  if (!href.startsWith(TESTS)) return built(href.slice(ROOT.href.length));
  const source = href.replace(/\.js$/, '.ts');
  return existsSync(fileURLToPath(source)) ? source : undefined;
}

registerHooks({
  resolve: (specifier, context, next) => next(meant(specifier, context.parentURL) ?? specifier, context),
  load: (url, context, next) => {
    if (!url.startsWith(TESTS) || !url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    const options = { filename, swcrc: false, sourceMaps: 'inline', module: { type: 'es6' }, jsc };
    const { code } = transformSync(readFileSync(filename, 'utf8'), options);
    return { format: 'module', source: code, shortCircuit: true };
  },
});
