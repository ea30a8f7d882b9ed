import { Module, type DynamicModule } from '@nestjs/common';
import type { EventStore } from '@baton/event-store';
import { CLOCK, type Clock } from '../platform/clock/clock.js';
import { EVENT_STORE } from '../platform/engine/tokens.js';
import { CaseEventsResolver } from './case-events.resolver.js';
import { TELEMETRY, type Telemetry } from '../platform/telemetry/telemetry.js';
import { CaseFeed, type CaseFeedOptions } from './case-feed.js';
import { CASE_SENTENCES, type CaseSentences } from './case-sentences.js';
import { FeedController } from './feed.controller.js';

/** Departments follow the events of the cases that concern them. */
@Module({})
export class FeedsModule {
  static for(sentences: CaseSentences, options: CaseFeedOptions = {}): DynamicModule {
    return {
      module: FeedsModule,
      controllers: [FeedController],
      providers: [
        CaseEventsResolver,
        { provide: CASE_SENTENCES, useValue: sentences },
        {
          provide: CaseFeed,
          inject: [EVENT_STORE, CLOCK, TELEMETRY],
          useFactory: (store: EventStore, clock: Clock, { metrics }: Telemetry) => {
            const feed = new CaseFeed(store, options, clock);
            metrics.watch('feedReaders', () => [{ value: feed.readers }]);
            return feed;
          },
        },
      ],
    };
  }
}
