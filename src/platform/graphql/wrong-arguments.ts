import type { ProblemCode } from '@baton/fields';
import {
  BREAK,
  coerceInputValue,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isInputType,
  Kind,
  parse,
  typeFromAST,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type Source,
} from 'graphql';
import type { FieldProblem } from './input.js';
import { hidesSuggestions } from './introspection.js';
import { LIMITS } from './limits.js';
import type { OperationRequest } from './operation-request.js';

/** How many errors of the variables are told, and at how many places of the operation each. */
const TOLD_MOST = 50;

/** How many characters of what GraphQL says about a value are told: it repeats a text that is wrong as it is. */
const WORDS_MOST = 500;

/** Thrown to end the coercion of a value, which goes on through every item otherwise. */
const ENOUGH = new Error('enough is told');

type Path = readonly (string | number)[];

/** GraphQL has found a variable's value wrong; what is wrong with a variable itself it says in other words. */
const OF_VARIABLE =
  /^Too many errors processing variables|^Variable "\$\w+" (got invalid value|of (required|non-null) type .*(was not provided|must not be))/;

/** The problem with an argument written into the operation, for the error in which GraphQL says so. */
export function problemOfLiteral(error: GraphQLError): FieldProblem | undefined {
  const node = error.nodes?.at(-1);
  if (!node?.loc) return undefined;
  const path = [...placeOf(readAgain(node.loc.source), node), ...namedIn(error.message, node)];
  return path.length === 0 ? undefined : { path, message: error.message, code: codeOf(error.message) };
}

/** Texts with errors, read once for all of these. */
const read = new WeakMap<Source, DocumentNode>();

function readAgain(source: Source): DocumentNode {
  const document = read.get(source) ?? parse(source.body, { maxTokens: LIMITS.tokens });
  read.set(source, document);
  return document;
}

/**
 * The errors that say which variables are wrong, and at which arguments. Undefined where the errors are of another
 * kind. They are found anew: GraphQL gives the place as a part of the message, and words it in two ways.
 */
export function errorsOfVariables(
  schema: GraphQLSchema,
  { query, operationName, variables }: OperationRequest,
  errors: readonly Error[],
): GraphQLError[] | undefined {
  if (!query || errors.length === 0 || !errors.every(({ message }) => OF_VARIABLE.test(message))) return undefined;
  const document = parse(query, { maxTokens: LIMITS.tokens });
  const found: GraphQLError[] = [];
  const hideSuggestions = hidesSuggestions(schema);
  for (const definition of getOperationAST(document, operationName)?.variableDefinitions ?? []) {
    const type = typeFromAST(schema, definition.type);
    const name = definition.variable.name.value;
    const value = variables && Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (!isInputType(type) || (value === undefined && definition.defaultValue)) continue;
    const places = placesOf(document, name);
    wrongIn(value, type, { most: TOLD_MOST - found.length, hideSuggestions }, (within, said) => {
      const at = [...within, ...namedIn(said)];
      const message = said.length > WORDS_MOST ? `${said.slice(0, WORDS_MOST)}…` : said;
      const problem = { message, code: codeOf(said), variable: name };
      const fields = places.map((place): FieldProblem => ({ path: [...place, ...at], ...problem }));
      const where = at.length === 0 ? '' : ` at ${JSON.stringify(at.join('.'))}`;
      const told = `Variable "$${name}" is not as it must be${where}: ${message}`;
      found.push(new GraphQLError(told, { nodes: definition, extensions: { fields } }));
    });
    if (found.length >= TOLD_MOST) break;
  }
  return found.length > 0 ? found : undefined;
}

interface Looking {
  readonly most: number;
  readonly hideSuggestions: boolean;
}

/** Tells what is wrong in a value, and looks no further once so much is told. */
function wrongIn(
  value: unknown,
  type: GraphQLInputType,
  { most, hideSuggestions }: Looking,
  tell: (at: Path, message: string) => void,
): void {
  let told = 0;
  const onError = (at: Path, _: unknown, { message }: GraphQLError): void => {
    tell(at, message);
    told += 1;
    if (told >= most) throw ENOUGH;
  };
  try {
    coerceInputValue(value, type, onError, hideSuggestions);
  } catch (error) {
    if (error !== ENOUGH) throw error;
  }
}

/**
 * Whether the variables of an operation fit their types. Looks no further than the first that does not: a compiled
 * operation would go on through a million of them.
 */
export function variablesFit(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  operationName: string | undefined,
): boolean {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions;
  return definitions !== undefined && !getVariableValues(schema, definitions, variables, { maxErrors: 1 }).errors;
}

/** The arguments that a variable is used in, each once: the first of them. */
function placesOf(document: DocumentNode, variable: string): Path[] {
  const places = new Map<string, Path>();
  visit(document, {
    VariableDefinition: () => false,
    Variable(node, _key, _parent, keys) {
      if (node.name.value !== variable) return undefined;
      const place = walked(document, keys);
      places.set(JSON.stringify(place), place);
      return places.size < TOLD_MOST ? undefined : BREAK;
    },
  });
  return [...places.values()];
}

/** The path within the arguments of a node of a text that was read before. */
function placeOf(document: DocumentNode, { kind, loc }: ASTNode): Path {
  let place: Path = [];
  const from = loc?.start ?? 0;
  const to = loc?.end ?? 0;
  visit(document, {
    enter(node, _key, _parent, keys) {
      if (!node.loc || node.loc.start > from || node.loc.end < to) return false;
      if (node.kind === kind && node.loc.start === from && node.loc.end === to) place = walked(document, keys);
      return undefined;
    },
  });
  return place;
}

/** Where in the arguments one is after going from node to node. */
function walked(document: DocumentNode, keys: Path): Path {
  const place: (string | number)[] = [];
  let at: unknown = document;
  for (const [index, key] of keys.entries()) {
    at = (at as Readonly<Record<string | number, unknown>>)[key];
    if (typeof key === 'number' && keys[index - 1] === 'values') place.push(key);
    const node = at as ASTNode;
    if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) place.push(node.name.value);
  }
  return place;
}

/** What a message names below the place it is about: a field that is missing, or that there is not. */
function namedIn(message: string, node?: ASTNode): string[] {
  const missing = /^Field "(?:\w+\.)?(\w+)" of required type|argument "(\w+)" of type .* is required/.exec(message);
  const unknown = node === undefined ? /^Field "(\w+)" is not defined by type/.exec(message) : null;
  const name = missing?.[1] ?? missing?.[2] ?? unknown?.[1];
  return name === undefined ? [] : [name];
}

const CODES: readonly (readonly [RegExp, ProblemCode])[] = [
  [/does not exist in ".*" enum/, 'UNKNOWN_WORD'],
  [/was not provided|not to be null|must be non-null|is required|, found null\./, 'MISSING'],
  [/is not defined by type|^Unknown argument/, 'UNKNOWN_FIELD'],
  [/There can be only one/, 'GIVEN_TWICE'],
  [/32-bit/, 'OUT_OF_RANGE'],
  [/ISO 8601/, 'WRONG_FORM'],
];

const codeOf = (message: string): ProblemCode => CODES.find(([words]) => words.test(message))?.[1] ?? 'WRONG_TYPE';
