import { GraphQLError, type ASTVisitor, type GraphQLSchema, type ValidationContext } from 'graphql';
import type { ClientError } from './client-error.js';

const CODE: ClientError['code'] = 'INTROSPECTION_OFF';

/** Refuses to tell the schema. What a type is called (`__typename`) is part of an answer, and told. */
export const introspectionOff = (context: ValidationContext): ASTVisitor => ({
  Field(node) {
    if (node.name.value !== '__schema' && node.name.value !== '__type') return;
    const remedy = 'Take the schema from schema.graphql; whoever runs Baton can switch it on (BATON_INTROSPECTION).';
    context.reportError(
      new GraphQLError('The schema is not told here', { nodes: node, extensions: { code: CODE, remedy } }),
    );
  },
});

const untold = new WeakSet<GraphQLSchema>();

/** Marks a schema as one that is not told: no error may say what else there is. */
export function keepToItself(schema: GraphQLSchema): GraphQLSchema {
  untold.add(schema);
  return schema;
}

/** Whether errors keep quiet about names of a schema that are like the one asked for, for GraphQL's own option. */
export const hidesSuggestions = (schema: GraphQLSchema): boolean => untold.has(schema);
