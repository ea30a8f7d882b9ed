import { readInstant } from '@baton/fields';
import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

/** An instant in UTC with milliseconds; undefined where the text is no ISO 8601 instant with a zone. */
export function instantOf(value: unknown): string | undefined {
  const milliseconds = typeof value === 'string' ? readInstant(value) : undefined;
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

function instantOrError(value: unknown): string {
  const instant = instantOf(value);
  if (instant !== undefined) return instant;
  throw new GraphQLError('DateTime must be an ISO 8601 instant with a zone, such as 2026-03-01T09:30:00Z');
}

/** An instant: ISO 8601 with a zone in, UTC with milliseconds out. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant: ISO 8601 with a zone (2026-03-01T09:30:00Z). Answers are in UTC with milliseconds.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: instantOrError,
  parseValue: instantOrError,
  parseLiteral: (node) => instantOrError(node.kind === Kind.STRING ? node.value : undefined),
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
