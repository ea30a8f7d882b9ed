import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { StoreFailed } from '../errors.js';
import { Backoff } from '../backoff.js';
import { closedStore } from '../reading.js';
import { Silence, troubleOf, type Trouble } from './trouble.js';
import type { Settings } from './settings.js';

export interface Attempts {
  /** How long to go on, milliseconds; the time to settle unless told. */
  readonly patience?: number | undefined;
  /** Ends it: nothing is called again. */
  readonly signal?: AbortSignal;
  /** Where a call waits until it may be made; who waited for all of its time makes none. */
  readonly line?: <T>(work: () => Promise<T>) => Promise<T>;
  /** What it means that no answer came, the end of a sentence; nothing where nothing was asked for but an answer. */
  readonly meaning?: string;
}

/** A call that ends, as trouble, where for so many milliseconds nothing comes. */
type Call<T> = (client: EventStoreDBClient, milliseconds: number) => Promise<T>;

/** In less time than this nothing is asked again, milliseconds. */
const WORTH_ASKING_MS = 100;

/** Where no call waits for another. */
const atOnce = <T>(work: () => Promise<T>): Promise<T> => work();

/** What OpenSSL says of a certificate that it does not accept. */
const CERTIFICATE = /certificate|altnames/i;

/** Holds a client of the cluster, and replaces it where it can no longer be trusted. */
export class Connection {
  /** Made when it is asked for: one that was never used has nothing to close. */
  private current: EventStoreDBClient | undefined;
  private closed = false;

  constructor(
    private readonly connectionString: string,
    readonly settings: Settings,
  ) {}

  /** Throws `StoreFailed` STORE_CLOSED once it was closed: nobody would close a client that is made then. */
  get client(): EventStoreDBClient {
    if (this.closed) throw closedStore();
    return (this.current ??= calmed(EventStoreDBClient.connectionString(this.connectionString)));
  }

  /**
   * Makes a call that may be made twice, and again after what may pass, until it is answered. Throws what the server
   * answers, and `StoreFailed` STORE_UNREACHABLE or STORE_DENIED where none comes, STORE_CLOSED where it was closed.
   */
  async answered<T>(call: Call<T>, attempts: Attempts = {}): Promise<T> {
    const { patience = this.settings.patience.settle, signal, line = atOnce, meaning } = attempts;
    const end = performance.now() + patience;
    const backoff = new Backoff();
    let told: StoreFailed | undefined;
    for (;;) {
      let client: EventStoreDBClient | undefined;
      try {
        return await line(async () => {
          const left = end - performance.now();
          if (left <= 0) throw new Silence(patience);
          // Not before its turn: whoever waits with a client that is closed meanwhile makes the process end.
          client = this.client;
          return call(client, Math.min(this.settings.patience.call, left));
        });
      } catch (error) {
        const trouble = troubleOf(error);
        if (!trouble) throw error;
        if (this.closed) throw closedStore();
        if (client && !signal?.aborted) this.mend(client, trouble);
        // The silence of a last attempt that had little time says less than what was told before.
        if (!told || !(error instanceof Silence)) told = this.failure(trouble, error, meaning);
        if (trouble.kind === 'passing') await backoff.wait(signal, Math.max(0, end - performance.now()));
        const left = end - performance.now();
        if (trouble.kind === 'denied' || left < WORTH_ASKING_MS || signal?.aborted) throw told;
      }
    }
  }

  /** Replaces a client after trouble with it, unless somebody did so already. */
  mend(client: EventStoreDBClient, { freshClient, connected }: Trouble): void {
    if (!freshClient || client !== this.current) return;
    this.current = undefined;
    if (connected) closeChannel(client);
  }

  /** Asks anew who leads: the node that answers may not know yet that it does no longer. */
  askAnew(): void {
    const { current } = this;
    this.current = undefined;
    if (current) closeChannel(current);
  }

  /** Closes the connection: what is under way ends by itself, and nothing is asked again. */
  close(): void {
    this.closed = true;
    this.askAnew();
  }

  private failure({ kind, what }: Trouble, cause: unknown, meaning?: string): StoreFailed {
    const { where } = this.settings;
    const outcome = meaning === undefined ? '' : `: ${meaning}`;
    if (kind === 'denied') {
      const remedy = 'Give the service a user that may read $all, and read and write the streams with its prefix';
      return new StoreFailed('STORE_DENIED', `${where} cannot be used: ${what}`, remedy, { cause });
    }
    return unreachable(`${where} does not answer (${what})${outcome}`, cause);
  }
}

/** What is said where one side speaks TLS and the other does not, or no EventStoreDB is there. */
const ANOTHER_TONGUE = /wrong version number|protocol error|does not know what is asked|failed to connect/i;

/** What to do, by what was said. */
function remedyOf(message: string): string {
  if (CERTIFICATE.test(message)) {
    return 'Renew the certificate of the node, or name the authority that signed it as tlsCAFile in the connection string';
  }
  return ANOTHER_TONGUE.test(message)
    ? 'See that an EventStoreDB is there, and that the connection string says tls=false where it speaks no TLS, and there alone'
    : 'See that a majority of the nodes runs and can be reached; the service goes on as soon as one leads';
}

/** A cluster of which no node answers that leads. */
export const unreachable = (message: string, cause: unknown): StoreFailed =>
  new StoreFailed('STORE_UNREACHABLE', message, remedyOf(message), { cause });

/** What the client does by itself after a call has failed; it leaves nobody to hear that this fails too. */
interface Reacting {
  handleError: (failed: object, error: Error) => Promise<void>;
}

/**
 * A client that does not end the process. After a failed call it looks at the channel it has by then, which may be one
 * that another call is making; where that finds no leader, the rejection is nobody's. Both calls tell their own error.
 */
function calmed(client: EventStoreDBClient): EventStoreDBClient {
  const reacting = client as unknown as Reacting;
  const { handleError } = reacting;
  reacting.handleError = (failed, error) => handleError(failed, error).catch(() => undefined);
  return client;
}

/** The client has no way to close its channel but through what it keeps for itself. */
interface WithChannels {
  getGRPCClient(kind: typeof StreamsClient, name: string): Promise<{ close(): void }>;
}

function closeChannel(client: EventStoreDBClient): void {
  // A client that cannot even make a channel has none to close.
  (client as unknown as WithChannels).getGRPCClient(StreamsClient, 'close').then(
    async (channel) => {
      // A channel that is closed in the turn of its first call connects all the same, and stays connected.
      await nextTurn();
      channel.close();
    },
    () => undefined,
  );
}
