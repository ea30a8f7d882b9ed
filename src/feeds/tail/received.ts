import { EventSource } from 'eventsource';
import { Observable } from 'rxjs';
import { StartupError } from '../../platform/errors/startup-error.js';

/** What a service sends over Server-Sent Events: a case event, or a word about the feed. */
export interface Received {
  readonly name: 'message' | 'caught-up' | 'cut-off';
  /** JSON. */
  readonly data: string;
  /** The position, from where to go on; empty where none was told yet. */
  readonly id: string;
}

/** The service cannot be reached, or has ended the answer: coming again later may help. */
export class Disconnected extends Error {
  override readonly name = 'Disconnected';
}

/**
 * What a service sends until it ends the answer, which is the error `Disconnected`; a request that it does not take is
 * a `StartupError` with its code, message and remedy.
 * @param after where to go on; what the address says where it is undefined
 */
export const receivedFrom = (address: URL, token: string, after: string | undefined): Observable<Received> =>
  new Observable((subscriber) => {
    let refusal: Error | undefined;
    const own = { authorization: `Bearer ${token}`, ...(after === undefined ? {} : { 'last-event-id': after }) };
    const source = new EventSource(address, {
      fetch: async (url, init) => {
        const answer = await fetch(url, { ...init, headers: { ...init.headers, ...own } });
        if (!answer.ok) refusal = await refusalOf(answer, address);
        return answer;
      },
    });
    for (const name of ['message', 'caught-up', 'cut-off'] as const) {
      source.addEventListener(name, ({ data, lastEventId }: MessageEvent) => {
        subscriber.next({ name, data: String(data), id: lastEventId });
      });
    }
    source.addEventListener('error', ({ message }) => {
      // Whether and when to come again is not left to it: it would come again every second, for ever.
      source.close();
      subscriber.error(
        refusal ?? new Disconnected((message ?? 'the connection has ended').replace('TypeError: fetch failed: ', '')),
      );
    });
    return () => source.close();
  });

interface Answer {
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly remedy?: string };
  }[];
}

const ANOTHER_TOKEN = 'Give another one in BATON_TOKEN or with --token; baton token makes one for development.';

/** Why a request was not taken. A service that has no room or no events at the moment is only away for a while. */
async function refusalOf(answer: Response, address: URL): Promise<Error> {
  const { errors } = (await answer.json().catch(() => ({}))) as Answer;
  const [error] = errors ?? [];
  if (answer.status >= 500) return new Disconnected(error?.message ?? `the service answers ${answer.status}`);
  if (error) {
    const { code = 'REFUSED', remedy = 'Correct what the message names.' } = error.extensions ?? {};
    // The service speaks of the header that this command sends.
    return new StartupError(code, error.message, code === 'UNAUTHENTICATED' ? ANOTHER_TOKEN : remedy);
  }
  return new StartupError(
    'NO_SUCH_SERVICE',
    `${address.origin} answers ${answer.status}, which Baton would not`,
    'Give the address of a running Baton with --url or BATON_URL.',
  );
}
