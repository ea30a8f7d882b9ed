/** An error of an answer, as GraphQL says it. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly extensions: { readonly code: string; readonly remedy?: string; readonly [fact: string]: unknown };
}

/** An answer of the door. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: T;
  readonly errors?: readonly AnswerError[];
}

/** Sends operations to a running service. */
export interface Client {
  /** The answer, whatever it is. */
  ask<T = Record<string, unknown>>(query: string, variables?: object, more?: object): Promise<Answer<T>>;
  /** The data of an answer without errors; throws with the errors of any other. */
  get<T = Record<string, unknown>>(query: string, variables?: object): Promise<T>;
  /** A request as it stands, for what a well-behaved client never sends. */
  raw(init: RequestInit, path?: string): Promise<Response>;
}

/**
 * A client over HTTP.
 * @param url of the service: `http://localhost:3000`
 * @param patienceMs how long it waits for an answer, milliseconds
 */
export function client(url: string, token?: string, patienceMs?: number): Client {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const raw = (init: RequestInit, path = '/graphql'): Promise<Response> =>
    fetch(`${url}${path}`, {
      ...(patienceMs === undefined ? {} : { signal: AbortSignal.timeout(patienceMs) }),
      ...init,
      headers: { ...authorization, ...(init.headers as Record<string, string>) },
    });
  const ask = async <T>(query: string, variables: object = {}, more: object = {}): Promise<Answer<T>> => {
    const body = JSON.stringify({ query, variables, ...more });
    const headers = { accept: 'application/graphql-response+json', 'content-type': 'application/json' };
    const response = await raw({ method: 'POST', headers, body });
    const { data, errors } = (await response.json()) as Pick<Answer<T>, 'data' | 'errors'>;
    return { status: response.status, headers: response.headers, data, ...(errors === undefined ? {} : { errors }) };
  };
  const get = async <T>(query: string, variables: object = {}): Promise<T> => {
    const { data, errors } = await ask<T>(query, variables);
    if (errors) throw new Error(`the answer has errors: ${JSON.stringify(errors, null, 2)}`);
    return data;
  };
  return { ask, get, raw };
}
