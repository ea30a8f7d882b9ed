import { Inject } from '@nestjs/common';
import { Args, ArgsType, createUnionType, Field, ID, Resolver, Subscription } from '@nestjs/graphql';
import { keyOfStream } from '@baton/contracts';
import type { EventStore } from '@baton/event-store';
import { Asking, type RequestContext } from '../platform/auth/caller.js';
import { EVENT_STORE } from '../platform/engine/tokens.js';
import { outputOf } from '../platform/graphql/described-type.js';
import { LOG, type Log } from '../platform/logging/log.js';
import { toldAlike } from '../platform/subscriptions/told-alike.js';
import { CaseEvent, CaughtUp, CutOff } from './case-events.result.js';
import { CaseFeed, type FeedMessage } from './case-feed.js';
import { CASE_SENTENCES, type CaseSentences } from './case-sentences.js';
import type { CaseEvent as StoredCaseEvent } from './concern.state.js';
import { ABOUT, wantedOf, type FeedArguments } from './feed-arguments.js';
import { endOf, placeOf } from './feed-end.js';
import { FEED_READERS, keepFollower, type FeedReaders } from './feed-readers.js';

const TYPES = { event: outputOf(CaseEvent), 'caught-up': outputOf(CaughtUp), 'cut-off': outputOf(CutOff) };

/** What a subscription hands over, with its kind, by which its type is known. */
type Told = { readonly kind: keyof typeof TYPES } & Record<string, unknown>;

const CaseEventsMessage = createUnionType({
  name: 'CaseEventsMessage',
  description: 'What comes in this order: events, once CaughtUp, events, and at most one CutOff.',
  types: () => Object.values(TYPES),
  resolveType: ({ kind }: Told) => TYPES[kind],
});

@ArgsType()
class CaseEventsArgs {
  @Field(() => String, {
    nullable: true,
    description: `${ABOUT.after}. A position that was told before, \`beginning\` or \`now\`.`,
  })
  after?: string | null;

  @Field(() => String, { nullable: true, description: `${ABOUT.department}.` }) department?: string | null;
  @Field(() => [String], { nullable: true, description: `${ABOUT.types}. At most 100 items.` }) types?: string[] | null;
  @Field(() => ID, { nullable: true, description: `${ABOUT.case}.` }) case?: string | null;
}

@Resolver()
export class CaseEventsResolver {
  /** An event as it is told, made once for all subscribers. */
  private readonly told = new WeakMap<StoredCaseEvent, Told>();

  constructor(
    private readonly feed: CaseFeed,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CASE_SENTENCES) private readonly sentences: CaseSentences,
    @Inject(LOG) private readonly log: Log,
    @Inject(FEED_READERS) private readonly readers: FeedReaders,
  ) {}

  @Subscription(() => CaseEventsMessage, {
    resolve: (told: Told) => told,
    description:
      'Follows the cases that concern a department: what was stored, from any position, then what happens now, without a gap and without a double. Over a WebSocket (graphql-transport-ws) at this address; the same as Server-Sent Events is at /feeds/cases.',
  })
  async caseEvents(@Args() sent: CaseEventsArgs, @Asking() asking: RequestContext) {
    const { by, until, correlationId } = asking;
    const release = this.feed.reserve(by.agent);
    try {
      const ending = new AbortController();
      const wanted = await wantedOf({ ...sent } as FeedArguments, by, this.store);
      await keepFollower(this.readers, asking, 'caseEvents', wanted.filter);
      const messages = this.feed.follow({ ...wanted, until, signal: ending.signal });
      ending.signal.addEventListener('abort', release);
      return this.tell(messages, ending, correlationId);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** The messages as they are told, events that were there together as a list. Its end reaches the feed also while it waits. */
  private tell(messages: AsyncGenerator<FeedMessage, void>, ending: AbortController, correlationId: string) {
    const iterator = {
      next: async (): Promise<IteratorResult<Told | readonly Told[], undefined>> => {
        try {
          const { value, done } = await messages.next();
          if (!done) return { value: this.inWords(value, correlationId), done: false };
        } catch (error) {
          ending.abort();
          throw error;
        }
        ending.abort();
        return { value: undefined, done: true };
      },
      return: async (): Promise<IteratorResult<Told, undefined>> => {
        ending.abort();
        await messages.return(undefined);
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]: () => iterator,
    };
    return iterator;
  }

  private inWords(message: FeedMessage, correlationId: string): Told | readonly Told[] {
    if (message.kind === 'caught-up') return { kind: 'caught-up', position: placeOf(message.position) };
    if (message.kind === 'run') return message.run.events.map((event) => this.event(event));
    if (message.why.kind === 'failed') this.log.error({ err: message.why.error, correlationId }, 'a feed broke off');
    return { kind: 'cut-off', ...endOf(message) };
  }

  private event(event: StoredCaseEvent): Told {
    const known = this.told.get(event);
    if (known) return known;
    const { sentences } = this;
    const told: Told = toldAlike({
      kind: 'event',
      ...event,
      eventId: event.id,
      caseId: keyOfStream(event),
      imported: event.imported === true,
      get sentence() {
        return sentences(event);
      },
    });
    this.told.set(event, told);
    return told;
  }
}
