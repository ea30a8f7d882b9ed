import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { App } from '../app.js';
import { tokenVerifier } from '../auth/token-verifier.js';
import { systemClock, type Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import { refuseLostIdentifierKey } from '../data-folder/identifier-key.js';
import type { Baton } from '../engine/baton.js';
import { openBaton } from '../engine/opening.js';
import { opening } from '../engine/closing.js';
import { Draining } from '../http/draining.js';
import { httpServer } from '../http/server.js';
import type { Log } from '../logging/log.js';
import { policiesOf } from '../policies/running.js';
import { watchService } from '../telemetry/service-figures.js';
import { openTelemetry } from '../telemetry/opened-telemetry.js';
import { listen, refuseTakenPort } from './listening.js';

/** A running service. */
export interface Service {
  /** `http://localhost:3000` */
  readonly url: string;
  readonly baton: Baton;
  readonly bus: CommandBus;
  readonly http: NestFastifyApplication;
  /** Whether the demo office was opened at this start. */
  readonly demoOpened: boolean;
  /** Takes nothing more, finishes what it has, and lets go of the engine. Closing twice does nothing. */
  close(): Promise<void>;
}

/**
 * Opens the engine, starts the views, fills an empty log with the demo office, starts the policies, and listens.
 * What was opened is closed again when anything of it fails; closing goes on to the end, whatever fails in it.
 */
export async function startService(
  app: App,
  settings: Settings,
  log: Log,
  clock: Clock = systemClock,
): Promise<Service> {
  return opening(
    (err, what) => log.error({ err }, what),
    async (opened) => {
      const telemetry = await openTelemetry(settings, log, opened);
      const { metrics } = telemetry;
      const { dataFolder, cluster } = settings;
      const baton = await openBaton({ dataFolder, cluster, projections: app.projections, log, clock, telemetry });
      opened.later(() => baton.close());
      await refuseTakenPort(settings.host, settings.port);
      if (baton.dataFolder !== undefined) await refuseLostIdentifierKey(baton.dataFolder, baton.store);
      const verifier = tokenVerifier(settings.tokens, () => baton.secrets.devKey(), clock, reportTo(log));
      const basis = { baton, log, settings, telemetry, verifier };
      // Begins to ask the identity provider, so that the first caller finds its keys there.
      verifier.trouble();
      const http = await httpServer(app.module(basis), basis);
      const draining = http.get(Draining);
      opened.later(() => draining.begin());
      opened.later(() => http.close());
      // Before all else, so that nobody is sent here any more while subscribers are told.
      opened.later(() => void draining.begin());
      watchService(metrics, baton, { stopping: () => draining.begun, tokens: () => verifier.trouble() });
      const bus = http.get(CommandBus);
      await baton.start();
      const demoOpened = settings.demo && ((await app.demo?.open(bus, baton.store, clock.now())) ?? false);
      if (baton.runner) {
        const running = new AbortController();
        const policies = policiesOf(app, basis, http, baton.runner)(running.signal);
        opened.later(() => {
          running.abort();
          return policies;
        });
      }
      const url = await listen(http.getHttpAdapter().getInstance(), settings.host, settings.port);
      // What keeps the figures takes a moment to load, and nobody has to wait for it.
      metrics.load().catch((error: unknown) => log.error({ err: error }, 'no figures can be kept'));
      return { url, baton, bus, http, demoOpened, close: () => opened.close() };
    },
  );
}

/** The service starts without its identity provider, says so here and in its health, and lets nobody in until it is there. */
const reportTo =
  (log: Log) =>
  (reason: string | undefined): void => {
    if (reason === undefined) log.info('the keys of the identity provider are there');
    else log.error({ reason }, 'the keys of the identity provider cannot be had; see BATON_OIDC_ISSUER');
  };
