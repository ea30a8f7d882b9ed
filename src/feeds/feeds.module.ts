import { Module, type DynamicModule } from '@nestjs/common';
import type { EventStore } from '@baton/event-store';
import { EVENT_STORE } from '../platform/engine/tokens.js';
import { CaseFeed, type CaseFeedOptions } from './case-feed.js';
import { FeedController } from './feed.controller.js';
import { HEARTBEATS, quarterMinute, type Heartbeats } from './heartbeats.js';

/** Departments follow the events of the cases that concern them. */
@Module({})
export class FeedsModule {
  static for(heartbeats: Heartbeats = quarterMinute, options: CaseFeedOptions = {}): DynamicModule {
    return {
      module: FeedsModule,
      controllers: [FeedController],
      providers: [
        { provide: HEARTBEATS, useValue: heartbeats },
        { provide: CaseFeed, inject: [EVENT_STORE], useFactory: (store: EventStore) => new CaseFeed(store, options) },
      ],
    };
  }
}
