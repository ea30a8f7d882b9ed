import {
  createSourceEventStream,
  execute,
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

type Answer = ExecutionResult | Promise<ExecutionResult>;

const alike = new WeakSet<object>();

/**
 * Marks an object that a subscription hands over as told to everyone in the same words: nothing below it depends on who
 * asks. The answer made of it is then made once for all who sent the same operation.
 */
export function toldAlike<T extends object>(payload: T): T {
  alike.add(payload);
  return payload;
}

/** Reads, checks and carries out subscriptions of a schema, held to the limits of the GraphQL door. */
export class Operations {
  /** What was read and found right before, by its text. */
  private readonly known = new LRUCache<string, DocumentNode>({ max: 500 });
  private readonly answers = new WeakMap<object, Map<string, Answer>>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly registered: Pick<RegisteredOperations, 'permitted'>,
  ) {}

  /** The operation, ready to be subscribed to. Throws `OperationRefused`. */
  prepared({ query, operationName, variables }: Sent, contextValue: object): ExecutionArgs {
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
      ...(operationName ? { operationName } : {}),
      ...(variables ? { variableValues: variables } : {}),
    };
  }

  /** The answers of a subscription, one for every object handed over. Throws `OperationRefused`. */
  async subscribe(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult, void, void>> {
    const source = await createSourceEventStream({ ...args, hideSuggestions: hidesSuggestions(this.schema) });
    if (!(Symbol.asyncIterator in source)) throw new OperationRefused(source.errors ?? []);
    const key = JSON.stringify([idOf(args.document), args.operationName, args.variableValues]);
    return eachOf(source[Symbol.asyncIterator](), (payload) => this.answer(args, payload, key));
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

  /** Made once for all who sent the same operation, where what was handed over is told alike. */
  private answer(args: ExecutionArgs, payload: unknown, key: string): Answer {
    const shared = typeof payload === 'object' && payload !== null && alike.has(payload) ? payload : undefined;
    if (!shared) return execute({ ...args, rootValue: payload });
    const answers = this.answers.get(shared) ?? new Map<string, Answer>();
    this.answers.set(shared, answers);
    const known = answers.get(key);
    if (known) return known;
    const answer = execute({ ...args, rootValue: payload });
    answers.set(key, answer);
    return answer;
  }
}

let documents = 0;
const ids = new WeakMap<DocumentNode, number>();

/** A number of its own for every document. */
function idOf(document: DocumentNode): number {
  const known = ids.get(document);
  if (known !== undefined) return known;
  documents += 1;
  ids.set(document, documents);
  return documents;
}

/** Maps a source; its end reaches the source at once, also while the next object is waited for. */
function eachOf<T, R>(source: AsyncIterator<T>, map: (item: T) => R | Promise<R>): AsyncGenerator<R, void, void> {
  const ended: IteratorResult<R, void> = { value: undefined, done: true };
  return {
    async next() {
      const next = await source.next();
      return next.done ? ended : { value: await map(next.value), done: false };
    },
    async return() {
      await source.return?.();
      return ended;
    },
    async throw(error) {
      await source.return?.();
      throw error;
    },
    async [Symbol.asyncDispose]() {
      await source.return?.();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
