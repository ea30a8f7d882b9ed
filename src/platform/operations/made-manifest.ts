import { readFileSync } from 'node:fs';
import {
  Kind,
  parse,
  separateOperations,
  print,
  Source,
  validate,
  GraphQLError,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { UsageError } from '../errors/usage-error.js';
import { idOf } from './manifest-file.js';

/**
 * The manifest of the operations in files of GraphQL, each with the fragments it uses: `{ "<sha256>": "query …" }`.
 * A fragment may stand in another of the files. Throws `OPERATIONS_INVALID` where one does not fit the schema.
 */
export function madeManifest(schema: GraphQLSchema, files: readonly string[]): Record<string, string> {
  const definitions = files.flatMap((file) => read(file).definitions);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions };
  const [problem] = validate(schema, document);
  if (problem) throw wrong(problem);
  const texts = Object.entries(separateOperations(document)).map(([name, operation]) => {
    if (name !== '') return print(operation);
    throw new UsageError('OPERATIONS_INVALID', 'An operation has no name', 'Give every operation a name of its own.');
  });
  return Object.fromEntries(texts.map((text) => [idOf(text), text]));
}

function read(file: string): DocumentNode {
  try {
    return parse(new Source(readFileSync(file, 'utf8'), file));
  } catch (error) {
    if (error instanceof GraphQLError) throw wrong(error);
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError('FILE_UNREADABLE', message, 'Name files of GraphQL operations.');
  }
}

function wrong(error: GraphQLError): UsageError {
  const { name = '' } = error.source ?? {};
  const line = error.locations?.[0]?.line;
  const where = line === undefined ? name : `${name}, line ${line}`;
  const remedy = 'Correct the operation; schema.graphql says what there is.';
  return new UsageError('OPERATIONS_INVALID', `${where}: ${error.message}`, remedy);
}
