import type { Trouble } from '../auth/verification.js';
import type { EventStore } from '@baton/event-store';
import type { Views } from '@baton/projections';
import type { Clock } from '../clock/clock.js';
import { healthOf } from '../health/health.js';
import { packageVersion } from '../package-root.js';
import type { Metrics } from './metrics.js';
import { viewLags, type ViewLag } from './view-lag.js';

/** What keeps a service from being ready beside its engine and its views. */
export interface Readiness {
  /** Whether it stops. */
  readonly stopping: () => boolean;
  /** What keeps tokens from being judged, if anything does. */
  readonly tokens: () => Trouble | undefined;
}

/** What of a process is watched. */
export interface Watched {
  readonly store: EventStore;
  readonly views: Pick<Views, 'states'>;
  readonly clock: Clock;
}

/** Watches how a running service is: views, readiness, the process. */
export function watchService(metrics: Metrics, { store, views, clock }: Watched, ready: Readiness): void {
  metrics.watch('build', () => [
    { value: 1, labels: { version: packageVersion(), node: process.versions.node, engine: store.facts().engine } },
  ]);
  metrics.watch('ready', async () => {
    const { status } = await healthOf(store, views, ready.stopping(), ready.tokens());
    return [{ value: status === 'ready' ? 1 : 0 }];
  });
  watchViews(metrics, () => viewLags(store, views, clock));
  metrics.watch('viewParked', () =>
    views.states().map(({ name: view, parked: value }) => ({ value, labels: { view } })),
  );
  watchProcess(metrics);
}

function watchViews(metrics: Metrics, lags: () => Promise<ViewLag[]>): void {
  let looking: Promise<ViewLag[]> | undefined;
  // Both figures come of one look. Nothing is said of the views while the log cannot be read; baton_ready says that.
  const readable = (): Promise<ViewLag[]> =>
    (looking ??= lags()
      .catch(() => [])
      .finally(() => (looking = undefined)));
  metrics.watch('viewEvents', async () =>
    (await readable()).flatMap(({ view, events }) =>
      events === undefined ? [] : [{ value: events, labels: { view } }],
    ),
  );
  metrics.watch('viewSeconds', async () =>
    (await readable()).map(({ view, seconds }) => ({ value: seconds, labels: { view } })),
  );
}

function watchProcess(metrics: Metrics): void {
  const started = performance.timeOrigin / 1000;
  metrics.watch('memory', () => [{ value: process.memoryUsage.rss() }]);
  metrics.watch('heap', () => [{ value: process.memoryUsage().heapUsed }]);
  metrics.watch('started', () => [{ value: started }]);
  metrics.watch('cpu', () => {
    const { user, system } = process.cpuUsage();
    return [{ value: (user + system) / 1e6 }];
  });
  metrics.watch('loop', () => {
    const { active, idle } = performance.eventLoopUtilization();
    return [
      { value: active / 1000, labels: { state: 'active' } },
      { value: idle / 1000, labels: { state: 'idle' } },
    ];
  });
}
