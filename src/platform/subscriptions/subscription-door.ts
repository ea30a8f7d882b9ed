import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { GraphQLSchema } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { TokenVerifier } from '../auth/verification.js';
import { CLOCK, type Clock } from '../clock/clock.js';
import { correlationIdOf } from '../http/correlation.js';
import { HEARTBEATS, type Heartbeats } from '../http/heartbeats.js';
import { GRAPHQL_PATH } from '../http/request.js';
import { LOG, type Log } from '../logging/log.js';
import { Connection } from './connection.js';
import type { RegisteredOperations } from '../operations/registered-operations.js';
import { SOCKET_LIMITS } from './limits.js';
import { Operations } from './operations.js';
import { protocolOf, type Protocol } from './protocol.js';
import type { SocketWatch } from './socket-watch.js';
import { TakenSocket } from './taken-socket.js';

/** The door for GraphQL subscriptions: WebSockets at the address of the GraphQL door, protocol `graphql-transport-ws`. */
@Injectable()
export class SubscriptionDoor implements BeforeApplicationShutdown {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: SOCKET_LIMITS.messageBytes,
    perMessageDeflate: false,
    autoPong: false,
    // A client of another protocol is let in to be told so: the protocol closes with a code, a refused upgrade says less.
    handleProtocols: (offered) => handleProtocols(offered) || ([...offered][0] ?? false),
  });
  private readonly open = new Set<Connection>();
  private closing = false;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(HEARTBEATS) private readonly heartbeats: Heartbeats,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** How many sockets are open. */
  get connections(): number {
    return this.open.size;
  }

  /**
   * Takes the upgrades of a server.
   * @param watch looks at an upgrade before anything else does, then at what goes on over its socket
   */
  attach(
    server: Server,
    schema: GraphQLSchema,
    verifier: TokenVerifier,
    registered: RegisteredOperations,
    watch: SocketWatch,
  ): void {
    const protocol = protocolOf(new Operations(schema, registered), verifier, watch, this.clock, this.log);
    // A request that would only like another protocol (curl --http2 does) stays a request, where Node can tell.
    Object.assign(server, { shouldUpgradeCallback: wantsWebSocket });
    server.on('upgrade', (request, socket, head) => {
      const why = watch.turnedAway(request);
      if (why) refuse(socket, why.status, why.code, why.message);
      else this.admit(request, socket, head, protocol);
    });
  }

  /** Waits until every subscription has said its last words, then says goodbye; who takes nothing is not waited for. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    const left = [...this.open].map((connection) => connection.leave());
    const patience = setTimeout(
      () => this.open.forEach((connection) => connection.terminate()),
      SOCKET_LIMITS.lastWordsMs,
    );
    await Promise.all(left);
    clearTimeout(patience);
  }

  private admit(request: IncomingMessage, socket: Duplex, head: Buffer, protocol: Protocol): void {
    const path = request.url?.split('?', 1)[0];
    if (!wantsWebSocket(request)) {
      return refuse(socket, '400 Bad Request', 'BODY_INVALID', 'Only an upgrade to a WebSocket is taken here');
    }
    if (path !== GRAPHQL_PATH) {
      return refuse(socket, '404 Not Found', 'NOT_FOUND', `WebSockets are taken at ${GRAPHQL_PATH} alone`);
    }
    if (this.closing) {
      return refuse(socket, '503 Service Unavailable', 'STOPPING', 'The service is stopping: come again once it runs');
    }
    if (this.open.size >= SOCKET_LIMITS.sockets) {
      const message = `${SOCKET_LIMITS.sockets} sockets are open, as many as there is room for: come again later`;
      return refuse(socket, '503 Service Unavailable', 'TOO_MANY_READERS', message);
    }
    this.sockets.handleUpgrade(request, socket, head, (opened) => this.serve(opened, socket, request, protocol));
  }

  private serve(socket: WebSocket, wire: Duplex, request: IncomingMessage, protocol: Protocol): void {
    const began = performance.now();
    const correlationId = correlationIdOf(request);
    const connection = new Connection(new TakenSocket(socket, wire), request, correlationId);
    this.open.add(connection);
    const closed = protocol.opened(connection.forProtocol(this.log), connection);
    const stop = this.heartbeats.start(() => connection.beat());
    // What a client sends wrongly closes its socket with a code: nothing to do, and nothing of ours.
    socket.on('error', (error) => this.log.debug({ err: error, correlationId }, 'a socket failed'));
    socket.once('close', (code, reason) => {
      stop();
      connection.closed();
      this.open.delete(connection);
      const milliseconds = Math.round(performance.now() - began);
      this.log.info({ code, milliseconds, correlationId }, 'socket closed');
      closed(code, reason.toString()).catch((error: unknown) => {
        this.log.error({ err: error, correlationId }, 'a socket could not be cleared away');
      });
    });
  }
}

const wantsWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

function refuse(socket: Duplex, status: string, code: string, message: string): void {
  const body = JSON.stringify({ data: null, errors: [{ message, extensions: { code } }] });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close\r\n`;
  socket.on('error', () => undefined);
  // A client that does not hang up, or does not read, would hold its connection for ever, and nobody counts it.
  const patience = setTimeout(() => socket.destroy(), SOCKET_LIMITS.refusalMs);
  socket.once('close', () => clearTimeout(patience));
  socket.once('finish', () => socket.destroy());
  socket.resume().end(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
