import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import { ClientError } from '../graphql/client-error.js';
import { answerError } from './answer.js';
import { addressOf, RateWindow } from './rate-window.js';
import { HEALTH_PATH } from './request.js';

type Limits = Pick<Settings, 'addressRequests' | 'callerRequests' | 'addressRefusals'>;

/** How often somebody may ask: by address before anybody knows who it is, then by caller. Health is never counted. */
export class RateLimits {
  private readonly addresses: RateWindow;
  private readonly refusals: RateWindow;
  private readonly callers: RateWindow;

  constructor(limits: Limits, clock: Clock) {
    this.addresses = new RateWindow(limits.addressRequests, clock);
    this.refusals = new RateWindow(limits.addressRefusals, clock);
    this.callers = new RateWindow(limits.callerRequests, clock);
  }

  /** Looks at addresses; to be called before tokens are looked at. */
  watchAddresses(app: FastifyInstance): void {
    app.addHook('onRequest', async (request, reply) => {
      if (isOfWatchers(request)) return;
      const wait = this.waitOfAddress(request.ip);
      if (wait !== undefined) return answer(reply, wait, tooMany(wait, 'from your address'));
    });
    app.addHook('onResponse', async ({ ip, headers }, { statusCode }) => {
      if (statusCode === 401 && headers.authorization !== undefined) this.countRefusedToken(ip);
    });
  }

  /** Looks at callers; to be called after tokens were looked at. */
  watchCallers(app: FastifyInstance): void {
    app.addHook('onRequest', async ({ asking }, reply) => {
      if (!asking) return;
      const wait = this.callers.take(asking.by.agent);
      if (wait !== undefined) return answer(reply, wait, tooMany(wait, 'of yours'));
    });
  }

  /** Counts what comes from an address elsewhere than over HTTP; what it is told when that is once too often. */
  refusalOfAddress(ip: string): ClientError | undefined {
    const wait = this.waitOfAddress(ip);
    return wait === undefined ? undefined : tooMany(wait, 'from your address');
  }

  /** Counts what a caller asks elsewhere than over HTTP; what it is told when that is once too often. */
  refusalOfCaller(agent: string): ClientError | undefined {
    const wait = this.callers.take(agent);
    return wait === undefined ? undefined : tooMany(wait, 'of yours');
  }

  /** Counts a token of an address that was not believed. */
  countRefusedToken(ip: string): void {
    this.refusals.take(addressOf(ip));
  }

  /** Counts a request of an address; the seconds to wait when it is one too many, or its tokens were refused too often. */
  private waitOfAddress(ip: string): number | undefined {
    const address = addressOf(ip);
    return this.refusals.full(address) ?? this.addresses.take(address);
  }
}

const isOfWatchers = ({ routeOptions: { url = '' } }: FastifyRequest): boolean =>
  url.startsWith(HEALTH_PATH) || url === '/metrics';

function tooMany(seconds: number, whose: string): ClientError {
  const remedy = `Wait ${seconds} seconds, then ask less often; whoever runs Baton can raise the limit.`;
  return new ClientError('TOO_MANY_REQUESTS', `There were too many requests ${whose}`, { remedy });
}

function answer(reply: FastifyReply, seconds: number, error: ClientError): FastifyReply {
  reply.header('retry-after', seconds).header('cache-control', 'no-store');
  return answerError(reply, 429, error);
}
