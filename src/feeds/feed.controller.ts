import { PassThrough } from 'node:stream';
import { Controller, Get, Inject, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventStore } from '@baton/event-store';
import { EVENT_STORE } from '../platform/engine/tokens.js';
import { answerFailure } from '../platform/http/answer.js';
import { HEARTBEATS, type Heartbeats } from '../platform/http/heartbeats.js';
import { PATIENCE } from '../platform/http/patience.js';
import { LOG, type Log } from '../platform/logging/log.js';
import { CaseFeed, type FeedMessage, type FollowCases } from './case-feed.js';
import { wantedOf, type FeedArguments } from './feed-arguments.js';
import { FEED_READERS, keepFollower, type FeedReaders } from './feed-readers.js';
import { writeFeed } from './server-sent-events.js';

const EVENT_STREAM = 'text/event-stream; charset=utf-8';

/** The events of cases as Server-Sent Events, each a CloudEvent. */
@Controller('feeds')
export class FeedController implements OnModuleDestroy {
  private readonly open = new Set<PassThrough>();

  constructor(
    private readonly feed: CaseFeed,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(HEARTBEATS) private readonly heartbeats: Heartbeats,
    @Inject(LOG) private readonly log: Log,
    @Inject(FEED_READERS) private readonly readers: FeedReaders,
  ) {}

  /** Follows the cases that concern a department: 200 with a stream that goes on, or an error with what is wrong. */
  @Get('cases')
  async cases(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { asking } = request;
    let release = (): void => undefined;
    try {
      if (!asking) throw new Error('the feed was reached without a token');
      release = this.feed.reserve(asking.by.agent);
      const wanted = await this.wantedBy(request);
      if (request.method === 'HEAD') return void reply.type(EVENT_STREAM).send();
      await keepFollower(this.readers, asking, 'GET /feeds/cases', wanted.filter);
      await this.serve(wanted, request, reply);
    } catch (error) {
      answerFailure(reply, error, this.log);
    } finally {
      release();
    }
  }

  /** Tells every reader that the service stops; those who take nothing are not waited for. */
  async onModuleDestroy(): Promise<void> {
    await this.feed.stop();
    const closed = [...this.open].map((out) => new Promise<void>((resolve) => out.once('close', resolve)));
    const patience = setTimeout(() => {
      for (const out of this.open) out.destroy();
    }, PATIENCE.lastWordsMs);
    await Promise.all(closed);
    clearTimeout(patience);
  }

  private async wantedBy({ query, headers, asking }: FastifyRequest): Promise<Omit<FollowCases, 'signal'>> {
    if (!asking) throw new Error('the feed was reached without a token');
    const sent = query as Record<string, string | string[]>;
    const types =
      sent['types'] === undefined ? {} : { types: [sent['types']].flat().flatMap((text) => text.split(',')) };
    // A client that comes back says where it was; the address is the one that it began with.
    const seen = headers['last-event-id'];
    const after = typeof seen === 'string' && seen !== '' ? { after: seen } : {};
    const wanted = await wantedOf({ ...sent, ...types, ...after } as FeedArguments, asking.by, this.store);
    return { ...wanted, until: asking.until };
  }

  private async serve(
    wanted: Omit<FollowCases, 'signal'>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const gone = new AbortController();
    const out = new PassThrough();
    this.open.add(out);
    out.once('close', () => {
      this.open.delete(out);
      gone.abort();
    });
    void reply.type(EVENT_STREAM).header('cache-control', 'no-store').header('x-accel-buffering', 'no').send(out);
    try {
      const messages = this.observed(this.feed.follow({ ...wanted, signal: gone.signal }), request.id);
      await writeFeed(messages, out, this.heartbeats, gone.signal);
    } catch (error) {
      this.log.error({ err: error, correlationId: request.id }, 'a feed broke off');
      out.destroy();
    }
  }

  /** The same messages; a failure of the store, which the reader is only told of, is written to the log. */
  private async *observed(
    messages: AsyncIterable<FeedMessage>,
    correlationId: string,
  ): AsyncGenerator<FeedMessage, void> {
    for await (const message of messages) {
      if (message.kind === 'cut-off' && message.why.kind === 'failed') {
        this.log.error({ err: message.why.error, correlationId }, 'a feed broke off');
      }
      yield message;
    }
  }
}
