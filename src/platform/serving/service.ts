import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { App } from '../app.js';
import { tokenVerifier } from '../auth/token-verifier.js';
import { systemClock, type Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import { refuseLostIdentifierKey } from '../data-folder/identifier-key.js';
import { openBaton, type Baton } from '../engine/baton.js';
import { Draining } from '../http/draining.js';
import { httpServer } from '../http/server.js';
import type { Log } from '../logging/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { watchService } from '../telemetry/service-figures.js';
import { NO_SPANS, type Spans } from '../telemetry/spans.js';
import { packageVersion } from '../package-root.js';
import { openDemo } from './demo.js';
import { listen } from './listening.js';

/** A running service. */
export interface Service {
  /** `http://localhost:3000` */
  readonly url: string;
  readonly baton: Baton;
  readonly bus: CommandBus;
  readonly http: NestFastifyApplication;
  /** Whether the demo office was opened at this start. */
  readonly demoOpened: boolean;
  /** Takes nothing more, finishes what it has, and lets go of the data folder. Closing twice does nothing. */
  close(): Promise<void>;
}

/** Spans for the collector that is set; nothing of that is loaded where none is. */
async function spansFor({ otlpEndpoint: endpoint, otlpHeaders: headers }: Settings, log: Log): Promise<Spans> {
  if (endpoint === undefined) return NO_SPANS;
  const { tracing } = await import('../telemetry/tracing.js');
  return tracing({ endpoint, headers }, packageVersion(), log);
}

/**
 * Opens the data folder, starts the views, fills a new folder with the demo office, and listens.
 * What was opened is closed again when anything of it fails.
 */
export async function startService(
  app: App,
  settings: Settings,
  log: Log,
  clock: Clock = systemClock,
): Promise<Service> {
  const telemetry = { metrics: new Metrics(), log, spans: await spansFor(settings, log) };
  const baton = openBaton({ dataFolder: settings.dataFolder, projections: app.projections, log, clock, telemetry });
  let http: NestFastifyApplication | undefined;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    // Before all else, so that nobody is sent here any more while subscribers are told.
    const drained = http?.get(Draining).begin();
    await http?.close();
    await drained;
    await baton.close();
    await telemetry.spans.close();
    await telemetry.metrics.close();
  };
  try {
    await refuseLostIdentifierKey(baton.folder.path, baton.store);
    const verifier = tokenVerifier(settings.tokens, () => baton.folder.devKey(), clock, reportTo(log));
    const basis = { baton, log, settings, telemetry, verifier };
    await verifier.trouble();
    http = await httpServer(app.module(basis), basis);
    const draining = http.get(Draining);
    watchService(telemetry.metrics, baton, { stopping: () => draining.begun, tokens: () => verifier.trouble() });
    const bus = http.get(CommandBus);
    await baton.runner.start();
    const demoOpened = settings.demo && app.demo !== undefined && (await openDemo(app.demo, baton, bus));
    const url = await listen(http.getHttpAdapter().getInstance(), settings.host, settings.port);
    // What keeps the figures takes a moment to load, and nobody has to wait for it.
    telemetry.metrics.load().catch((error: unknown) => log.error({ err: error }, 'no figures can be kept'));
    return { url, baton, bus, http, demoOpened, close: () => (closing ??= close()) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The service starts without its identity provider, says so here and in its health, and lets nobody in until it is there. */
const reportTo =
  (log: Log) =>
  (reason: string | undefined): void => {
    if (reason === undefined) log.info('the keys of the identity provider are there');
    else log.error({ reason }, 'the keys of the identity provider cannot be had; see BATON_OIDC_ISSUER');
  };
