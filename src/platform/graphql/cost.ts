import {
  getNamedType,
  GraphQLError,
  getOperationAST,
  getNullableType,
  isCompositeType,
  isListType,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { getComplexity, type ComplexityEstimatorArgs } from 'graphql-query-complexity';
import { ClientError } from './client-error.js';
import { PAGE_DEFAULT, PAGE_MAX } from './connection.js';
import { LIMITS } from './limits.js';

/** How many items a list without a page size is reckoned to have. */
const LIST_RECKONED = 10;
/** What a command is reckoned at. */
const MUTATION = 50;

const reckoned = new WeakMap<DocumentNode, Map<string, number>>();
const KEPT_PER_DOCUMENT = 50;

/**
 * What an operation may cost: every field one, the fields below a list once for each item: as many as `first` asks
 * for, ten where there is no page size. Throws `QUERY_TOO_COSTLY`.
 */
export function limitCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
  operationName: string | undefined,
): void {
  // Which operation is meant is not clear: GraphQL says so itself when it is asked to carry it out.
  if (!getOperationAST(document, operationName)) return;
  const cost = costOf(schema, document, variables, operationName);
  if (cost <= LIMITS.cost) return;
  throw new ClientError(
    'QUERY_TOO_COSTLY',
    `The operation costs ${Number.isFinite(cost) ? cost : 'more than can be counted'}; ${LIMITS.cost} is allowed`,
    {
      remedy: 'Ask for smaller pages (first) or fewer fields within lists.',
      ...(Number.isFinite(cost) ? { cost } : {}),
      limit: LIMITS.cost,
    },
  );
}

function costOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Record<string, unknown>,
  operationName: string | undefined,
): number {
  const sizes = Object.entries(variables).filter(
    ([, value]) => typeof value === 'number' || typeof value === 'boolean',
  );
  const key = `${operationName ?? ''} ${JSON.stringify(sizes)}`;
  const known = reckoned.get(query) ?? new Map<string, number>();
  const before = known.get(key);
  if (before !== undefined) return before;
  const name = operationName === undefined ? {} : { operationName };
  const cost = reckon(() => getComplexity({ schema, query, variables, ...name, estimators: [estimate] }));
  if (known.size >= KEPT_PER_DOCUMENT) known.clear();
  reckoned.set(query, known.set(key, cost));
  return cost;
}

/** Fragments within fragments can stand for more fields than anybody counts: the counting stops there. */
function reckon(cost: () => number): number {
  try {
    return cost();
  } catch (error) {
    if (error instanceof GraphQLError && error.message.includes('maximum allowed number of nodes')) return Infinity;
    throw error;
  }
}

function estimate({ type, field, args, childComplexity }: ComplexityEstimatorArgs): number {
  const command = type.name === 'Mutation' ? MUTATION : 0;
  const listed = isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type));
  if (field.name.startsWith('__') || type.name.startsWith('__')) return 1 + childComplexity;
  if (field.args.some(({ name }) => name === 'first')) {
    const first: unknown = args['first'] ?? PAGE_DEFAULT;
    // A page that is too large is refused as that by its query, which tells more than a cost.
    return 1 + (typeof first === 'number' ? Math.min(PAGE_MAX, Math.max(1, first)) : PAGE_DEFAULT) * childComplexity;
  }
  // The edges of a connection are counted by its `first` already.
  const times = listed && field.name !== 'edges' ? LIST_RECKONED : 1;
  return command + 1 + times * childComplexity;
}
