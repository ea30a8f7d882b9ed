import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant in UTC with milliseconds; undefined where the text is no ISO 8601 instant with a zone. */
export function instantOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !INSTANT.test(value)) return undefined;
  const milliseconds = Date.parse(value);
  if (Number.isNaN(milliseconds) || !sameDay(value)) return undefined;
  return new Date(milliseconds).toISOString();
}

/** `Date.parse` reads 31 February as 3 March; a person who writes it made a mistake. */
function sameDay(value: string): boolean {
  const [year = 0, month = 0, day = 0] = value.slice(0, 10).split('-').map(Number);
  const read = new Date(Date.UTC(year, month - 1, day));
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
}

function readInstant(value: unknown): string {
  const instant = instantOf(value);
  if (instant !== undefined) return instant;
  throw new GraphQLError('DateTime must be an ISO 8601 instant with a zone, such as 2026-03-01T09:30:00Z');
}

/** An instant: ISO 8601 with a zone in, UTC with milliseconds out. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant: ISO 8601 with a zone (2026-03-01T09:30:00Z). Answers are in UTC with milliseconds.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: readInstant,
  parseValue: readInstant,
  parseLiteral: (node) => readInstant(node.kind === Kind.STRING ? node.value : undefined),
});

function readObject(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new GraphQLError('JSON must be an object');
}

/** Any JSON object. */
export const Json = new GraphQLScalarType<object, object>({
  name: 'JSON',
  description: 'Any JSON object: only for what Baton shows and never decides on.',
  serialize: readObject,
  parseValue: readObject,
  parseLiteral: (node, variables) => readObject(valueFromASTUntyped(node, variables)),
});
