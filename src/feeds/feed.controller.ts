import { PassThrough } from 'node:stream';
import { Controller, Get, Inject, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventStore } from '@baton/event-store';
import { EVENT_STORE } from '../platform/engine/tokens.js';
import { ClientError } from '../platform/graphql/client-error.js';
import { answerError } from '../platform/http/answer.js';
import { LOG, type Log } from '../platform/logging/log.js';
import { CaseFeed, type FollowCases } from './case-feed.js';
import { filterOf, startOf, type FeedArguments } from './feed-arguments.js';
import { HEARTBEATS, type Heartbeats } from './heartbeats.js';
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
  ) {}

  /** Follows the cases that concern a department: 200 with a stream that goes on, or 400 with what is wrong. */
  @Get('cases')
  async cases(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      const wanted = await this.wantedBy(request);
      if (request.method === 'HEAD') void reply.type(EVENT_STREAM).send();
      else await this.serve(wanted, request, reply);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      answerError(reply, 400, error);
    }
  }

  /** Tells every reader that the service stops; those who take nothing are not waited for. */
  async onModuleDestroy(): Promise<void> {
    await this.feed.stop();
    for (const out of this.open) if (out.writableNeedDrain) out.destroy();
  }

  private async wantedBy({ query, headers, asking }: FastifyRequest): Promise<Omit<FollowCases, 'signal'>> {
    if (!asking) throw new Error('the feed was reached without a token');
    const sent = query as Record<string, string | string[]>;
    const types =
      sent['types'] === undefined ? {} : { types: [sent['types']].flat().flatMap((text) => text.split(',')) };
    const filter = filterOf({ ...sent, ...types } as FeedArguments, asking.by);
    // A client that comes back says where it was; the address is the one that it began with.
    const seen = headers['last-event-id'];
    const after = typeof seen === 'string' && seen !== '' ? seen : (sent['after'] as string | undefined);
    return { filter, after: await startOf(after, this.store) };
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
      await writeFeed(this.feed.follow({ ...wanted, signal: gone.signal }), out, this.heartbeats, gone.signal);
    } catch (error) {
      this.log.error({ err: error, correlationId: request.id }, 'a feed broke off');
      out.destroy();
    }
  }
}
