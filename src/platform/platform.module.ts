import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { GraphQLModule } from '@nestjs/graphql';
import { Streams } from '@baton/event-store';
import { ProjectionRunner, ViewQueries } from '@baton/projections';
import { CLOCK } from './clock/clock.js';
import type { Baton } from './engine/baton.js';
import { EVENT_STORE } from './engine/tokens.js';
import { AtLeast } from './graphql/at-least.js';
import { graphqlOptions } from './graphql/graphql.options.js';
import { HealthController } from './health/health.controller.js';
import { LOG, type Log } from './logging/log.js';

/**
 * What every module may ask for: `Streams`, `ViewQueries`, `ProjectionRunner`, `AtLeast`, `CommandBus` by their classes;
 * the engine by `EVENT_STORE`, the clock by `CLOCK`, the log by `LOG`.
 */
@Module({})
export class PlatformModule {
  static for(baton: Baton, log: Log): DynamicModule {
    const providers = [
      { provide: EVENT_STORE, useValue: baton.store },
      { provide: Streams, useValue: baton.streams },
      { provide: ProjectionRunner, useValue: baton.runner },
      { provide: ViewQueries, useValue: baton.queries },
      { provide: CLOCK, useValue: baton.clock },
      { provide: LOG, useValue: log },
      AtLeast,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [CqrsModule.forRoot(), GraphQLModule.forRoot(graphqlOptions(log))],
      controllers: [HealthController],
      providers,
      exports: providers,
    };
  }
}
