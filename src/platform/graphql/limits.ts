import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { ClientError } from './client-error.js';

/** What an operation may ask for at most. */
export const LIMITS = {
  /** Bytes of a request's body. */
  bodyBytes: 1_048_576,
  /** Bytes of the address of a request by GET. */
  addressBytes: 8192,
  /** Words and signs of an operation's text. */
  tokens: 3000,
  /** Levels of fields below the operation. */
  depth: 12,
  /** Fields under another name than their own. */
  aliases: 60,
  /** Fields an answer may hold, roughly: see `cost.ts`. */
  cost: 10_000,
} as const;

/** Refuses an operation nested deeper than allowed. Introspection has limits of its own in graphql-js. */
const depthRule: ValidationRule = (context: ValidationContext): ASTVisitor => {
  const depths = new Map<string, number>();
  return {
    OperationDefinition(node) {
      const depth = depthOf(node.selectionSet, context, depths);
      if (depth <= LIMITS.depth) return;
      context.reportError(
        limitError('QUERY_TOO_DEEP', `The operation is ${depth} levels deep; ${LIMITS.depth} are allowed`, {
          nodes: node,
          remedy: 'Ask for the deeper part in an operation of its own.',
          limit: LIMITS.depth,
        }),
      );
    },
  };
};

function depthOf(set: SelectionSetNode, context: ValidationContext, fragments: Map<string, number>): number {
  let deepest = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value.startsWith('__')) continue;
      const below = selection.selectionSet ? depthOf(selection.selectionSet, context, fragments) : 0;
      deepest = Math.max(deepest, 1 + below);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      deepest = Math.max(deepest, depthOf(selection.selectionSet, context, fragments));
    } else {
      deepest = Math.max(deepest, depthOfFragment(context.getFragment(selection.name.value), context, fragments));
    }
  }
  return deepest;
}

function depthOfFragment(
  fragment: FragmentDefinitionNode | null | undefined,
  context: ValidationContext,
  fragments: Map<string, number>,
): number {
  if (!fragment) return 0;
  const known = fragments.get(fragment.name.value);
  if (known !== undefined) return known;
  // A fragment that contains itself is refused by another rule; here it must only not go round for ever.
  fragments.set(fragment.name.value, 0);
  const depth = depthOf(fragment.selectionSet, context, fragments);
  fragments.set(fragment.name.value, depth);
  return depth;
}

/** Refuses an operation with too many aliases: the same field a hundred times over. */
const aliasRule: ValidationRule = (context: ValidationContext): ASTVisitor => {
  let aliases = 0;
  return {
    Field(node) {
      if (node.alias) aliases += 1;
    },
    Document: {
      leave(node: DocumentNode) {
        if (aliases <= LIMITS.aliases) return;
        context.reportError(
          limitError('QUERY_TOO_COSTLY', `The operation has ${aliases} aliases; ${LIMITS.aliases} are allowed`, {
            nodes: node.definitions[0],
            remedy: 'Send several operations.',
            limit: LIMITS.aliases,
          }),
        );
      },
    },
  };
};

type Limited = Extract<ClientError['code'], 'QUERY_TOO_DEEP' | 'QUERY_TOO_COSTLY'>;

/** An error that says which limit was passed, where, and what to do. */
function limitError(
  code: Limited,
  message: string,
  {
    nodes,
    ...facts
  }: { nodes: GraphQLError['nodes'] | DocumentNode['definitions'][number]; remedy: string; limit: number },
): GraphQLError {
  return new GraphQLError(message, { nodes: nodes as never, extensions: { code, ...facts } });
}

/** The rules that every operation is held to beside those of GraphQL itself. */
export const limitRules: readonly ValidationRule[] = [depthRule, aliasRule];
