import Fastify from 'fastify';
import type { Settings } from '../config/settings.js';
import type { Work } from '../engine/working.js';
import { healthOf, type Health } from '../health/health.js';
import type { Metrics } from '../telemetry/metrics.js';
import { listen } from './listening.js';

/** How a worker is. */
interface WorkerHealth extends Health {
  /** Whether it builds the views, or waits for its turn. */
  readonly lease: 'held' | 'waiting';
}

/** What a worker says of itself beside its engines. */
interface WorkerTold {
  readonly stopping: () => boolean;
  /** How many commands of policies have failed and are tried again. */
  readonly failed: () => number;
}

/** An open door. */
export interface WorkerDoor {
  /** `http://localhost:3000` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the door of a worker for those who watch it: the same addresses for health and figures as the service has, and
 * nothing else. Throws `StartupError` for a port or a host that cannot be had.
 */
export async function openWorkerDoor(
  { host, port }: Pick<Settings, 'host' | 'port'>,
  work: Work,
  metrics: Metrics,
  told: WorkerTold,
): Promise<WorkerDoor> {
  const http = Fastify();
  http.addHook('onSend', async (_, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });
  http.get('/health/live', () => ({ status: 'live' }));
  http.get('/health/ready', async (_, reply) => {
    const health = await healthOfWorker(work, told);
    return reply.code(health.status === 'ready' ? 200 : 503).send(health);
  });
  http.get('/metrics', async (_, reply) =>
    reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').send(await metrics.text()),
  );
  return { url: await listen(http, host, port), close: () => http.close() };
}

/** One that waits for its turn is well; of the views it knows nothing then. */
async function healthOfWorker({ baton, views }: Work, told: WorkerTold): Promise<WorkerHealth> {
  const states = views.holds || views.failure ? views.states() : [];
  const health = await healthOf(baton.store, { states: () => states }, told.stopping(), undefined, told.failed());
  return { ...health, lease: views.holds ? 'held' : 'waiting' };
}
