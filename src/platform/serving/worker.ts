import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { App } from '../app.js';
import { TokenRefused, type TokenVerifier } from '../auth/verification.js';
import { systemClock, type Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import { opening } from '../engine/closing.js';
import { openWorker } from '../engine/working.js';
import { StartupError } from '../errors/startup-error.js';
import type { Log } from '../logging/log.js';
import { NestLog } from '../logging/nest-log.js';
import { PolicyHealth } from '../policies/policy-health.js';
import { policiesOf } from '../policies/running.js';
import { watchService } from '../telemetry/service-figures.js';
import { openTelemetry } from '../telemetry/opened-telemetry.js';
import { openWorkerDoor } from './worker-door.js';

/** A running worker. */
export interface Worker {
  /** Where its health and its figures are: `http://localhost:3000`. */
  readonly url: string;
  /** Where it takes the events from. */
  readonly engine: string;
  /** Whether it builds the views now; it waits for its turn otherwise. */
  readonly builds: () => boolean;
  /** Finishes the batch in hand and lets another worker go on. Closing twice does nothing. */
  close(): Promise<void>;
}

/**
 * Starts a worker: it builds the views of a cluster and runs the policies whenever no other does, and opens a door for
 * those who watch it.
 * Throws `StartupError` `WORKER_WITHOUT_CLUSTER` where there is no cluster.
 */
export async function startWorker(app: App, settings: Settings, log: Log, clock: Clock = systemClock): Promise<Worker> {
  const { cluster, dataFolder } = settings;
  if (!cluster) throw withoutCluster();
  return opening(
    (err, what) => log.error({ err }, what),
    async (opened) => {
      const telemetry = await openTelemetry(settings, log, opened);
      const { metrics } = telemetry;
      const { projections } = app;
      const work = await openWorker({ dataFolder, projections, log, clock, telemetry }, cluster);
      let stopping = false;
      opened.later(() => work.close());
      const { baton } = work;
      const basis = { baton, log, settings, telemetry, verifier: believesNobody };
      const modules = await withoutDoor(app.module(basis), log);
      opened.later(() => modules.close());
      work.views.alongside(policiesOf(app, basis, modules, baton.runner));
      opened.later(() => work.views.stop());
      const watched = { ...baton, views: { states: () => (work.views.holds ? work.views.states() : []) } };
      watchService(metrics, watched, { stopping: () => stopping, tokens: () => undefined });
      metrics.watch('lease', () => [{ value: work.views.holds ? 1 : 0 }]);
      const told = { stopping: () => stopping, failed: () => modules.get(PolicyHealth).failed };
      const door = await openWorkerDoor(settings, work, metrics, told);
      opened.later(() => door.close());
      opened.later(() => (stopping = true));
      work.views.start();
      metrics.load().catch((error: unknown) => log.error({ err: error }, 'no figures can be kept'));
      const engine = baton.store.facts().where;
      return { url: door.url, engine, builds: () => work.views.holds, close: () => opened.close() };
    },
  );
}

/** The application's modules, to carry out what policies ask: nobody else asks them here. */
const withoutDoor = (module: DynamicModule, log: Log): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(module, { logger: new NestLog(log), abortOnError: false });

const believesNobody: TokenVerifier = {
  development: false,
  verify: () => Promise.reject(new TokenRefused('A worker answers no callers.')),
  trouble: () => undefined,
};

const withoutCluster = (): StartupError =>
  new StartupError(
    'WORKER_WITHOUT_CLUSTER',
    'There is nothing for a worker to do: where the data folder holds all, the service builds the views itself',
    'Run baton serve alone, or name the engines that several processes share, as docs/how-to/run-several.md says.',
  );
