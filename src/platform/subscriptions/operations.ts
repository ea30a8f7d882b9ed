import {
  createSourceEventStream,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { ClientError } from '../graphql/client-error.js';
import { limitCost } from '../graphql/cost.js';
import { hidesSuggestions } from '../graphql/introspection.js';
import { LIMITS, limitRules } from '../graphql/limits.js';
import { variablesFit } from '../graphql/wrong-arguments.js';
import type { RegisteredOperations } from '../operations/registered-operations.js';
import { Answers, type Tell } from './answers.js';
import { AnswersAlike } from './told-alike.js';

/** An operation as a client sends it over a socket. */
export interface Sent {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

/** Something that is wrong with an operation: the errors to tell, in the order found. */
export class OperationRefused extends Error {
  override readonly name = 'OperationRefused';

  constructor(readonly errors: readonly unknown[]) {
    super('the operation was refused');
  }
}

/** A subscription that may be begun. */
export interface Prepared extends ExecutionArgs {
  readonly tell: Tell;
}

/** Reads, checks and carries out subscriptions of a schema, held to the limits of the GraphQL door. */
export class Operations {
  /** What was read and found right before, by its text. */
  private readonly known = new LRUCache<string, DocumentNode>({ max: 500 });
  private readonly answersAlike = new AnswersAlike();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly registered: Pick<RegisteredOperations, 'permitted'>,
  ) {}

  /**
   * The operation, ready to be subscribed to. Throws `OperationRefused`.
   * @param tell takes the answers that are told alike
   */
  prepared({ query, operationName, variables }: Sent, contextValue: object, tell: Tell): Prepared {
    const document = this.documentOf(query);
    const operation = getOperationAST(document, operationName);
    if (!operation) {
      throw new OperationRefused([new GraphQLError('It is not clear which operation is meant: name it')]);
    }
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
      throw new OperationRefused([
        new ClientError(
          'TRANSPORT_WRONG',
          `Over a WebSocket only subscriptions are taken, not a ${operation.operation}`,
          {
            remedy: 'Send queries and mutations with POST to the same address.',
          },
        ),
      ]);
    }
    try {
      // Of variables that do not fit GraphQL tells the first 50; reckoning would look at all.
      const given = variables ?? {};
      const name = operationName ?? undefined;
      if (variablesFit(this.schema, document, given, name)) limitCost(this.schema, document, given, name);
    } catch (error) {
      throw new OperationRefused([error]);
    }
    return {
      schema: this.schema,
      document,
      contextValue,
      tell,
      ...(operationName ? { operationName } : {}),
      ...(variables ? { variableValues: variables } : {}),
    };
  }

  /**
   * The answers of a subscription, one for every object handed over, in order: those told alike go to its `tell`, the
   * others come out. Throws `OperationRefused`.
   */
  async subscribe({ tell, ...args }: Prepared): Promise<AsyncGenerator<ExecutionResult, void, void>> {
    const source = await createSourceEventStream({ ...args, hideSuggestions: hidesSuggestions(this.schema) });
    if (!(Symbol.asyncIterator in source)) throw new OperationRefused(source.errors ?? []);
    return new Answers(source[Symbol.asyncIterator](), this.answersAlike.of(args), tell);
  }

  private documentOf(text: string): DocumentNode {
    const known = this.known.get(text);
    if (known) return known;
    let document: DocumentNode;
    try {
      document = parse(this.registered.permitted(text), { maxTokens: LIMITS.tokens });
    } catch (error) {
      throw new OperationRefused([error]);
    }
    const problems = validate(this.schema, document, [...specifiedRules, ...limitRules], {
      hideSuggestions: hidesSuggestions(this.schema),
    });
    if (problems.length > 0) throw new OperationRefused(problems);
    this.known.set(text, document);
    return document;
  }
}
