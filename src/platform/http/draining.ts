import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.js';
import { LOG, type Log } from '../logging/log.js';

/**
 * How the service stops: from one moment on it takes no new connection and says that it is not ready; what was asked on
 * the connections there are is answered, and each is closed with its answer.
 */
@Injectable()
export class Draining implements BeforeApplicationShutdown {
  private server: Server | undefined;
  private drained: Promise<void> | undefined;
  private open = 0;
  /** Every connection: the server forgets those that were taken to another protocol, and waits for them all the same. */
  private readonly sockets = new Set<Socket>();

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
    this.server = fastify.server as Server;
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    fastify.addHook('onRequest', async (_request, reply) => {
      this.open += 1;
      reply.raw.once('close', () => (this.open -= 1));
    });
    fastify.addHook('onSend', async (_request, reply) => {
      if (this.begun) reply.header('connection', 'close');
    });
  }

  /** Begins to drain; resolves when every connection is closed, at the latest after the time that is set for it. */
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
    const late = setTimeout(() => {
      const seconds = this.settings.drainTime / 1000;
      this.log.warn(
        { open: this.open, seconds },
        'connections are cut off: requests took longer than BATON_DRAIN_TIME',
      );
      for (const socket of this.sockets) socket.destroy();
    }, this.settings.drainTime);
    // One that does not listen yet says so, and is closed.
    await new Promise<void>((resolve) => server.close(() => resolve()));
    clearTimeout(late);
    this.log.info({ milliseconds: Math.round(performance.now() - began) }, 'stopped: every connection is closed');
  }
}
