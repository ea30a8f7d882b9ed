/** Jest as ESM: run with `node --experimental-vm-modules`; TypeScript is stripped by swc with the settings of the build. */
import { readFileSync } from 'node:fs';

const swcrc = JSON.parse(readFileSync(new URL('../.swcrc', import.meta.url), 'utf8'));
const { paths, baseUrl: _baseUrl, ...jsc } = swcrc.jsc;
const aliases = Object.fromEntries(
  Object.entries(paths).map(([alias, [target]]) => [`^${alias}$`, `<rootDir>/${target}`]),
);

export default {
  rootDir: '..',
  roots: ['<rootDir>/src', '<rootDir>/libs', '<rootDir>/test'],
  // Files side by side, on each core one: left to itself Jest spares a core, and on two does one after the other.
  maxWorkers: '100%',
  testEnvironment: 'node',
  testRegex: '\\.spec\\.ts$',
  // A machine may be slow; a test that hangs still ends.
  testTimeout: 180_000,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { ...aliases, '^(\\.{1,2}/.*)(?<!\\.json)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { swcrc: false, sourceMaps: 'inline', module: { type: 'es6' }, jsc }],
  },
  setupFiles: ['reflect-metadata'],
  reporters: ['default', '<rootDir>/test/support/closing-line.reporter.js'],
};
