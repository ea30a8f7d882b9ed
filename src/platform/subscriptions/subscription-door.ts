import type { IncomingMessage, Server } from 'node:http';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { GraphQLSchema } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { TokenVerifier } from '../auth/verification.js';
import { CLOCK, type Clock } from '../clock/clock.js';
import { ClientError } from '../graphql/client-error.js';
import { correlationIdOf } from '../http/correlation.js';
import { HEARTBEATS, type Heartbeats } from '../http/heartbeats.js';
import { PATIENCE } from '../http/patience.js';
import { GRAPHQL_PATH } from '../http/request.js';
import { LOG, type Log } from '../logging/log.js';
import { Connection } from './connection.js';
import type { RegisteredOperations } from '../operations/registered-operations.js';
import { SOCKET_LIMITS } from './limits.js';
import { Operations } from './operations.js';
import { protocolOf, type Protocol } from './protocol.js';
import { refuseUpgrade } from './refused-upgrade.js';
import { SocketPlaces } from './socket-places.js';
import type { SocketWatch, TurnedAway } from './socket-watch.js';
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
  private readonly places = new SocketPlaces();
  private closing = false;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(HEARTBEATS) private readonly heartbeats: Heartbeats,
    @Inject(LOG) private readonly log: Log,
  ) {}

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
    this.sockets.on('wsClientError', ({ message }, socket) => {
      const remedy = 'Use a client for WebSockets, version 13.';
      refuseUpgrade(socket, turned('400 Bad Request', 'BODY_INVALID', message, remedy), this.clock);
    });
    // A request that would only like another protocol (curl --http2 does) stays a request, where Node can tell.
    Object.assign(server, { shouldUpgradeCallback: wantsWebSocket });
    server.on('upgrade', (request, socket, head) => {
      const address = watch.addressOf(request);
      const why = watch.turnedAway(request) ?? this.turnedAway(request, address);
      if (why) return refuseUpgrade(socket, why, this.clock);
      const place = this.places.take(address);
      // Whatever becomes of the upgrade and of its socket, it ends with this.
      socket.once('close', place.giveBack);
      this.sockets.handleUpgrade(request, socket, head, (opened) => {
        const taken = new TakenSocket(opened, socket);
        this.serve(opened, new Connection(taken, request, correlationIdOf(request), place), protocol);
      });
    });
  }

  /** Waits until every subscription has said its last words, then says goodbye; who takes nothing is not waited for. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    const left = [...this.open].map((connection) => connection.leave());
    const patience = setTimeout(() => this.open.forEach((connection) => connection.terminate()), PATIENCE.lastWordsMs);
    await Promise.all(left);
    clearTimeout(patience);
  }

  /** Why an upgrade is not taken, whoever asks for it. */
  private turnedAway(request: IncomingMessage, address: string): TurnedAway | undefined {
    const path = request.url?.split('?', 1)[0];
    if (!wantsWebSocket(request)) {
      const remedy = 'Ask without an upgrade.';
      return turned('400 Bad Request', 'BODY_INVALID', 'Only an upgrade to a WebSocket is taken here', remedy);
    }
    if (path !== GRAPHQL_PATH) {
      return turned('404 Not Found', 'NOT_FOUND', 'There are no WebSockets here', `Open it at ${GRAPHQL_PATH}.`);
    }
    if (this.closing) {
      return turned('503 Service Unavailable', 'STOPPING', 'The service is stopping', 'Come again once it runs.');
    }
    return this.places.turnedAway(address);
  }

  private serve(socket: WebSocket, connection: Connection, protocol: Protocol): void {
    const began = performance.now();
    const { correlationId } = connection;
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

function turned(status: string, code: ClientError['code'], message: string, remedy: string): TurnedAway {
  return { status, error: new ClientError(code, message, { remedy }) };
}
