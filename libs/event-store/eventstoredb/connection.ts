import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { StoreFailed } from '../errors.js';
import { Backoff } from '../backoff.js';
import { troubleOf, type Trouble } from './trouble.js';
import type { Settings } from './settings.js';

export interface Attempts {
  /** How long to go on, milliseconds; the time to settle unless told. */
  readonly patience?: number;
  /** Ends it: nothing is called again. */
  readonly signal?: AbortSignal;
  /** What it means that no answer came, the end of a sentence; nothing where nothing was asked for but an answer. */
  readonly meaning?: string;
}

/** A call that ends, as trouble, where for so many milliseconds nothing comes. */
type Call<T> = (client: EventStoreDBClient, milliseconds: number) => Promise<T>;

/** What OpenSSL says of a certificate that it does not accept. */
const CERTIFICATE = /certificate|altnames/i;

/** Holds a client of the cluster, and replaces it where it can no longer be trusted. */
export class Connection {
  private current: EventStoreDBClient;

  constructor(
    private readonly connectionString: string,
    readonly settings: Settings,
  ) {
    this.current = EventStoreDBClient.connectionString(connectionString);
  }

  get client(): EventStoreDBClient {
    return this.current;
  }

  /**
   * Makes a call that may be made twice, and again after what may pass, until it is answered. Throws what the server
   * answers, and `StoreFailed` STORE_UNREACHABLE or STORE_DENIED where none comes.
   */
  async answered<T>(call: Call<T>, attempts: Attempts = {}): Promise<T> {
    const { patience = this.settings.patience.settle, signal, meaning } = attempts;
    const milliseconds = Math.min(this.settings.patience.call, patience);
    const end = performance.now() + patience;
    const backoff = new Backoff();
    for (;;) {
      const { client } = this;
      try {
        return await call(client, milliseconds);
      } catch (error) {
        const trouble = troubleOf(error);
        if (!trouble) throw error;
        if (!signal?.aborted) this.mend(client, trouble);
        const left = end - performance.now();
        if (trouble.kind === 'denied' || left <= 0 || signal?.aborted) throw this.failure(trouble, error, meaning);
        await backoff.wait(signal, left);
      }
    }
  }

  /** Replaces a client after trouble with it, unless somebody did so already. */
  mend(client: EventStoreDBClient, { freshClient, connected }: Trouble): void {
    if (!freshClient || client !== this.current) return;
    this.replace();
    if (connected) closeChannel(client);
  }

  /** Asks anew who leads: the node that answers may not know yet that it does no longer. */
  askAnew(): void {
    const { current } = this;
    this.replace();
    closeChannel(current);
  }

  /** Closes the connection; what is under way ends by itself. */
  close(): void {
    closeChannel(this.current);
  }

  private replace(): void {
    this.current = EventStoreDBClient.connectionString(this.connectionString);
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

/** A cluster of which no node answers that leads; what to do depends on what was said. */
export const unreachable = (message: string, cause: unknown): StoreFailed =>
  new StoreFailed(
    'STORE_UNREACHABLE',
    message,
    CERTIFICATE.test(message)
      ? 'Renew the certificate of the node, or name the authority that signed it as tlsCAFile in the connection string'
      : 'See that a majority of the nodes runs and can be reached; the service goes on as soon as one leads',
    { cause },
  );

/** The client has no way to close its channel but through what it keeps for itself. */
interface WithChannels {
  getGRPCClient(kind: typeof StreamsClient, name: string): Promise<{ close(): void }>;
}

function closeChannel(client: EventStoreDBClient): void {
  // A client that cannot even make a channel has none to close.
  (client as unknown as WithChannels).getGRPCClient(StreamsClient, 'close').then(
    (channel) => channel.close(),
    () => undefined,
  );
}
