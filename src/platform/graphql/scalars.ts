import { readInstant } from '@baton/fields';
import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';

/** An instant in UTC with milliseconds; undefined where the text is no ISO 8601 instant with a zone. */
export function instantOf(value: unknown): string | undefined {
  const milliseconds = typeof value === 'string' ? readInstant(value) : undefined;
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

function instantOrError(value: unknown, nodes: ValueNode | null = null): string {
  const instant = instantOf(value);
  if (instant !== undefined) return instant;
  throw new GraphQLError('DateTime must be an ISO 8601 instant with a zone, such as 2026-03-01T09:30:00Z', {
    nodes,
  });
}

/** An instant: ISO 8601 with a zone in, UTC with milliseconds out. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant: ISO 8601 with a zone (2026-03-01T09:30:00Z). Answers are in UTC with milliseconds.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: (value) => instantOrError(value),
  parseValue: (value) => instantOrError(value),
  parseLiteral: (node) => instantOrError(node.kind === Kind.STRING ? node.value : undefined, node),
});

function readObject(value: unknown, nodes: ValueNode | null = null): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new GraphQLError('JSON must be an object', { nodes });
}

/** Any JSON object. */
export const Json = new GraphQLScalarType<object, object>({
  name: 'JSON',
  description: 'Any JSON object: only for what Baton shows and never decides on.',
  serialize: (value) => readObject(value),
  parseValue: (value) => readObject(value),
  parseLiteral: (node, variables) => readObject(valueFromASTUntyped(node, variables), node),
});
