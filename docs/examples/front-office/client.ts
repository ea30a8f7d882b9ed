import { randomUUID } from 'node:crypto';
import type { OutcomeFragment, TypedDocumentString } from './operations.ts';

/* A client in a page of code: it sends an operation, and the types of the answer follow from the operation. */

type Receipt = Extract<OutcomeFragment, { __typename: 'Receipt' }>;
type Refused = Extract<OutcomeFragment, { __typename: 'Refused' }>;

/** What a mutation is sent with beside its id. */
type Variables<V> = Omit<V, 'commandId'>;

interface AnswerError {
  readonly message: string;
  readonly extensions: {
    readonly code: string;
    readonly remedy?: string;
    /** The fields that are wrong: mark these in a form. */
    readonly fields?: readonly { readonly path: readonly (string | number)[]; readonly message: string }[];
  };
}

/** Something is wrong with what was sent, or with the service. A business no is none: it is an answer, `Refused`. */
export class OperationFailed extends Error {
  override readonly name = 'OperationFailed';
  readonly errors: readonly AnswerError[];

  constructor(errors: readonly AnswerError[]) {
    super(errors.map(({ message, extensions: { remedy = '' } }) => `${message} ${remedy}`.trim()).join('\n'));
    this.errors = errors;
  }
}

/** A person at work: everything is asked in his name, which is in the token. */
export class FrontOffice {
  private readonly url: string;
  private readonly token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  /** The data of a query. Throws `OperationFailed`. */
  async ask<R, V>(query: TypedDocumentString<R, V>, variables: V): Promise<R> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query: query.toString(), variables }),
    });
    const { data, errors } = (await response.json()) as { data?: R | null; errors?: readonly AnswerError[] };
    if (errors) throw new OperationFailed(errors);
    if (data === undefined || data === null) throw new Error(`There is no answer, but status ${response.status}`);
    return data;
  }

  /**
   * The outcome of a command: a receipt, or a refusal to show to the agent. The id makes it safe to send again: when the
   * connection is lost before the answer, the same command is sent once more, and is carried out once.
   */
  async command<R extends Readonly<Record<string, OutcomeFragment | null>>, V extends { commandId: string }>(
    mutation: TypedDocumentString<R, V>,
    variables: Variables<V>,
  ): Promise<OutcomeFragment> {
    const sent = { ...variables, commandId: randomUUID() } as unknown as V;
    const data = await this.ask(mutation, sent).catch((error: unknown) => {
      // fetch says so of a connection that was lost.
      if (error instanceof TypeError) return this.ask(mutation, sent);
      throw error;
    });
    const [outcome] = Object.values(data);
    if (!outcome) throw new Error('The command has no outcome');
    return outcome;
  }

  /** The receipt of a command that nothing should be in the way of. Throws with the refusal where something is. */
  async done<R extends Readonly<Record<string, OutcomeFragment | null>>, V extends { commandId: string }>(
    mutation: TypedDocumentString<R, V>,
    variables: Variables<V>,
  ): Promise<Receipt> {
    const outcome = await this.command(mutation, variables);
    if (outcome.__typename === 'Receipt') return outcome;
    throw new Error(inWords(outcome));
  }
}

/** A refusal as an agent reads it: what is wrong, what is missing, what could be done instead. */
export function inWords({ code, rule, message, missing, alternatives }: Refused): string {
  const about = rule === null ? code : `${code}, rule ${rule}`;
  return [
    `${message} (${about})`,
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...alternatives.map((alternative) => `instead: ${alternative}`),
  ].join('\n  ');
}
