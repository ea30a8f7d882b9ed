import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.js';
import { ClientError } from '../graphql/client-error.js';
import { LOG, type Log } from '../logging/log.js';
import { answerError } from './answer.js';

/**
 * How the service stops: from one moment on it takes no new connection and says that it is not ready; what was asked on
 * the connections there are is answered, and each is closed with its answer. What was begun is finished also for callers
 * who have left.
 */
@Injectable()
export class Draining implements BeforeApplicationShutdown {
  private server: Server | undefined;
  private drained: Promise<void> | undefined;
  private open = 0;
  /** Every connection: the server forgets those that were taken to another protocol, and waits for them all the same. */
  private readonly sockets = new Set<Socket>();
  /** What is being carried out, whether its connection is still there or not. */
  private readonly work = new Set<Promise<unknown>>();
  private over = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'drainTime'>,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Whether it has begun. */
  get begun(): boolean {
    return this.drained !== undefined;
  }

  /** Looks after the requests of a server; to be called before its routes are made. */
  attach(fastify: FastifyInstance): void {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- a route's handler has its own `this`
    const drain = this;
    this.server = fastify.server as Server;
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    fastify.addHook('onRequest', async (_request, reply) => {
      this.open += 1;
      reply.raw.once('close', () => this.answered());
    });
    fastify.addHook('onRoute', (route) => {
      const { handler } = route;
      route.handler = function (request, reply) {
        if (drain.over) return stopped(reply);
        const answer: unknown = handler.call(this, request, reply);
        if (answer instanceof Promise) drain.watch(answer);
        return answer;
      };
    });
    fastify.addHook('onSend', async (_request, reply) => {
      if (this.begun) reply.header('connection', 'close');
    });
  }

  /**
   * Begins to drain; resolves when every connection is closed and all that was begun is finished, at the latest after the
   * time that is set for it.
   */
  begin(): Promise<void> {
    return (this.drained ??= this.drain());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.begin();
  }

  private async drain(): Promise<void> {
    const { server } = this;
    if (!server) return;
    const began = performance.now();
    this.log.info({ open: this.open }, 'stopping: requests under way are answered, new ones are not taken');
    const late = Promise.withResolvers<void>();
    const patience = setTimeout(() => {
      const seconds = this.settings.drainTime / 1000;
      this.log.warn(
        { open: this.open, work: this.work.size, seconds },
        'connections are cut off: requests took longer than BATON_DRAIN_TIME',
      );
      for (const socket of this.sockets) socket.destroy();
      late.resolve();
    }, this.settings.drainTime);
    // One that does not listen yet says so, and is closed.
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await Promise.race([this.finished(), late.promise]);
    this.over = true;
    clearTimeout(patience);
    this.log.info({ milliseconds: Math.round(performance.now() - began) }, 'stopped: every connection is closed');
  }

  /** An answer that began before the drain could not say that its connection would be closed: it is closed now. */
  private answered(): void {
    this.open -= 1;
    if (this.begun) setImmediate(() => this.server?.closeIdleConnections());
  }

  private watch(answer: Promise<unknown>): void {
    const done = (): void => void this.work.delete(answer);
    this.work.add(answer);
    answer.then(done, done);
  }

  private async finished(): Promise<void> {
    while (this.work.size > 0) await Promise.allSettled(this.work);
  }
}

/** For a caller who has left before the work was begun: nothing is read or stored any more. */
function stopped(reply: FastifyReply): FastifyReply {
  const error = new ClientError('STOPPING', 'The service is stopping', { remedy: 'Come again once it runs.' });
  return answerError(reply, 503, error);
}
