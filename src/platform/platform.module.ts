import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { GraphQLModule } from '@nestjs/graphql';
import { Streams } from '@baton/event-store';
import { ViewQueries, Views } from '@baton/projections';
import type { Basis } from './app.js';
import { ACCESS_GUARD, AccessGuard, type Access } from './access/access-guard.js';
import { TOKEN_VERIFIER } from './auth/verification.js';
import { CLOCK } from './clock/clock.js';
import { SETTINGS } from './config/settings.js';
import { EVENT_STORE } from './engine/tokens.js';
import { AtLeast } from './graphql/at-least.js';
import { graphqlOptions } from './graphql/graphql.options.js';
import { HealthController } from './health/health.controller.js';
import { HEARTBEATS, quarterMinute, type Heartbeats } from './http/heartbeats.js';
import { PolicyHealth } from './policies/policy-health.js';
import { MetricsController } from './telemetry/metrics.controller.js';
import { TELEMETRY } from './telemetry/telemetry.js';
import { LOG } from './logging/log.js';
import { Draining } from './http/draining.js';
import { SubscriptionDoor } from './subscriptions/subscription-door.js';

/**
 * What every module may ask for: `Streams`, `ViewQueries`, `Views`, `AtLeast`, `CommandBus` by their classes;
 * the engine by `EVENT_STORE`, the clock by `CLOCK`, the log by `LOG`, the settings by `SETTINGS`, the heartbeats of what
 * stays open by `HEARTBEATS`.
 */
@Module({})
export class PlatformModule {
  /** @param access who may ask what: a row for each field and each address of the application */
  static for(
    { baton, log, settings, telemetry, verifier }: Basis,
    access: Access,
    heartbeats: Heartbeats = quarterMinute,
  ): DynamicModule {
    const guard = new AccessGuard(access);
    const providers = [
      { provide: ACCESS_GUARD, useValue: guard },
      { provide: EVENT_STORE, useValue: baton.store },
      { provide: Streams, useValue: baton.streams },
      { provide: Views, useValue: baton.views },
      { provide: ViewQueries, useValue: baton.queries },
      { provide: CLOCK, useValue: baton.clock },
      { provide: LOG, useValue: log },
      { provide: TELEMETRY, useValue: telemetry },
      { provide: SETTINGS, useValue: settings },
      { provide: TOKEN_VERIFIER, useValue: verifier },
      { provide: HEARTBEATS, useValue: heartbeats },
      AtLeast,
      PolicyHealth,
      SubscriptionDoor,
      Draining,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [CqrsModule.forRoot(), GraphQLModule.forRoot(graphqlOptions(telemetry, guard, settings))],
      controllers: [HealthController, MetricsController],
      providers,
      exports: providers,
    };
  }
}
