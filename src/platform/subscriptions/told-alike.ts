import {
  execute,
  Kind,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';

const alike = new WeakSet<object>();

/**
 * Marks an object that a subscription hands over as told to everyone in the same words: nothing below it depends on who
 * asks, nor on what the subscription was asked for. The answer made of it is then made once for all who sent the same
 * operation.
 */
export function toldAlike<T extends object>(payload: T): T {
  alike.add(payload);
  return payload;
}

/** The answer to an operation: without errors and told alike, as JSON in UTF-8. */
export type Answer = Buffer | ExecutionResult;

/** Makes the answer of an object that was handed over. */
export type Answering = (payload: unknown) => Answer | Promise<Answer>;

/** How many different answers are kept of one object: whoever asks for yet another gets one of its own. */
const KEPT = 100;

/** Answers to operations, made once for all who sent the same where what was handed over is told alike. */
export class AnswersAlike {
  private readonly made = new WeakMap<object, Map<string, Answer | Promise<Answer>>>();

  /** How the objects of a subscription are answered. */
  of(args: ExecutionArgs): Answering {
    const key = keyOf(args);
    return (payload) => {
      if (typeof payload !== 'object' || payload === null || !alike.has(payload)) {
        return execute({ ...args, rootValue: payload });
      }
      const answers = this.made.get(payload) ?? new Map<string, Answer | Promise<Answer>>();
      this.made.set(payload, answers);
      const made = answers.get(key);
      if (made) return made;
      const answer = inBytes(execute({ ...args, rootValue: payload }));
      if (answers.size < KEPT) answers.set(key, answer);
      return answer;
    };
  }
}

/** Errors are told with the id of the request that they are told to, so such an answer stays a result. */
function inBytes(result: ExecutionResult | Promise<ExecutionResult>): Answer | Promise<Answer> {
  if (result instanceof Promise) return result.then(inBytes);
  return result.errors ? result : Buffer.from(JSON.stringify(result));
}

/** The same text for operations that answer an object that is told alike in the same words. */
function keyOf({ document, operationName, variableValues }: ExecutionArgs): string {
  const { id, variables } = knownOf(document);
  const given = Object.entries(variableValues ?? {}).filter(([name]) => variables.has(name));
  given.sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([id, operationName ?? null, given]);
}

interface Known {
  readonly id: number;
  /** The names of the variables that the answer may depend on. */
  readonly variables: ReadonlySet<string>;
}

let documents = 0;
const known = new WeakMap<DocumentNode, Known>();

function knownOf(document: DocumentNode): Known {
  const found = known.get(document);
  if (found) return found;
  const made = { id: documents++, variables: variablesBelow(document) };
  known.set(document, made);
  return made;
}

/** The variables that are named below the field of the subscription: its own arguments say what is handed over. */
function variablesBelow(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(
    { ...document, definitions: document.definitions.map(withoutArguments) },
    { VariableDefinition: () => false, Variable: ({ name }) => void names.add(name.value) },
  );
  return names;
}

function withoutArguments(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
  const { selectionSet } = definition;
  const selections = selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD ? { ...selection, arguments: [] } : selection,
  );
  return { ...definition, selectionSet: { ...selectionSet, selections } };
}
