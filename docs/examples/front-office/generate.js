/**
 * Writes `operations.ts` of the schema and `operations.graphql` with GraphQL Code Generator; with `--check` only says
 * whether it is what it should be. A part of `npm run generate` and `npm run generate:check`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';
import { format, resolveConfig } from 'prettier';

const here = (name) => join(import.meta.dirname, name);
const read = (path) => readFileSync(path, 'utf8');
const OUT = here('operations.ts');

const config = {
  // Types that vanish when Node runs the file: `enum` would not.
  enumsAsTypes: true,
  useTypeImports: true,
  immutableTypes: true,
  skipTypename: true,
  dedupeFragments: true,
  documentMode: 'string',
  scalars: { ID: 'string', DateTime: 'string', JSON: 'Readonly<Record<string, unknown>>' },
};

const made = await codegen({
  filename: OUT,
  schema: parse(read(here('../../../schema.graphql'))),
  documents: [{ location: 'operations.graphql', document: parse(read(here('operations.graphql'))) }],
  config,
  plugins: [{ typescriptOperations: {} }, { typedDocumentNode: {} }],
  pluginMap: { typescriptOperations, typedDocumentNode },
});
const text = `/* eslint-disable */\n/* Made of schema.graphql and operations.graphql by npm run generate; do not edit. */\n${made}`;
const content = await format(text, { ...(await resolveConfig(OUT)), parser: 'typescript' });

if (!process.argv.includes('--check')) writeFileSync(OUT, content);
else if (read(OUT) !== content) {
  process.stderr.write('docs/examples/front-office/operations.ts is not what the schema says: run npm run generate.\n');
  process.exitCode = 1;
}
