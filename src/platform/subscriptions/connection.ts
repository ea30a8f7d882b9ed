import type { IncomingMessage } from 'node:http';
import { CloseCode, MessageType, type WebSocket as ProtocolSocket } from 'graphql-ws';
import type { RequestContext } from '../auth/caller.js';
import type { Verified } from '../auth/verification.js';
import { traceparentOf } from '../http/correlation.js';
import type { Log } from '../logging/log.js';
import type { SocketPlace } from './socket-places.js';
import type { Tell } from './answers.js';
import type { TakenSocket } from './taken-socket.js';

const GOING_AWAY = 1001;
const END = Buffer.from('}');
const EXPIRED = 'Forbidden: your token has expired; connect again with a new one';

/** One client at the door for subscriptions: its socket, who it is, and what it is still being answered. */
export class Connection {
  private caller: Verified | undefined;
  private callOff: () => void = () => undefined;
  private answering = 0;
  private hasClosed = false;
  private goodbye: readonly [code: number, reason: string] | undefined;
  private readonly gone = Promise.withResolvers<void>();

  constructor(
    private readonly socket: TakenSocket,
    readonly request: IncomingMessage,
    readonly correlationId: string,
    private readonly place: Pick<SocketPlace, 'introduced'>,
  ) {}

  /** Who asks, for the resolvers. The client must have said who it is. */
  get asking(): RequestContext {
    if (!this.caller) throw new Error('a subscription was reached without a token');
    const traceparent = traceparentOf(this.request);
    return { ...this.caller, correlationId: this.correlationId, ...(traceparent === undefined ? {} : { traceparent }) };
  }

  /** The socket as the protocol knows it; a mistake of ours closes it, and is written to the log. */
  forProtocol(log: Log): ProtocolSocket {
    const { socket } = this;
    return {
      protocol: socket.protocol,
      send: (text) => socket.send(text),
      close: (code = CloseCode.InternalServerError, reason) => socket.close(code, reason),
      onMessage: (take) => socket.onMessage((text) => this.answer(() => take(text), log)),
    };
  }

  /**
   * The client has said who it is. Where it has gone since, nobody is woken for it.
   * @param wake calls back at the end of its token
   */
  introduce(caller: Verified, wake: (ring: () => void) => () => void): void {
    this.caller = caller;
    this.place.introduced();
    if (this.hasClosed) return;
    this.callOff = wake(() => this.sayGoodbye(CloseCode.Forbidden, EXPIRED));
  }

  /** Tells one of its operations answers that are JSON already. */
  teller(id: string): Tell {
    const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":`);
    return (answer) => this.socket.send(Buffer.concat([head, answer, END]));
  }

  /** Ends it at once with a code of the protocol and a reason. */
  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  /** Says goodbye once everything that goes on has ended by itself. Resolves when the socket has closed. */
  leave(): Promise<void> {
    this.sayGoodbye(GOING_AWAY, 'The service is stopping');
    return this.gone.promise;
  }

  /** A sign of life; who should have left with the beat before is not asked again. */
  beat(): void {
    if (this.goodbye) this.socket.close(...this.goodbye);
    this.socket.beat();
  }

  terminate(): void {
    this.socket.terminate();
  }

  /** The socket has closed. */
  closed(): void {
    this.hasClosed = true;
    this.callOff();
    this.gone.resolve();
  }

  private sayGoodbye(code: number, reason: string): void {
    this.goodbye ??= [code, reason];
    if (this.answering === 0) this.socket.close(...this.goodbye);
  }

  private async answer(take: () => Promise<void>, log: Log): Promise<void> {
    this.answering += 1;
    try {
      await take();
    } catch (error) {
      const ofTheClient = error instanceof Error && error.message.startsWith('Unexpected message of type');
      if (!ofTheClient) log.error({ err: error, correlationId: this.correlationId }, 'a socket failed');
      if (ofTheClient) this.socket.close(CloseCode.BadRequest, error.message);
      else this.socket.close(CloseCode.InternalServerError, `Something went wrong; quote ${this.correlationId}`);
    } finally {
      this.answering -= 1;
      if (this.goodbye) this.sayGoodbye(...this.goodbye);
    }
  }
}
