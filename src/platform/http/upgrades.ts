import type { IncomingMessage } from 'node:http';
import type { Settings } from '../config/settings.js';
import { ClientError } from '../graphql/client-error.js';
import type { SocketWatch, TurnedAway } from '../subscriptions/socket-watch.js';
import { mayUpgrade } from './origins.js';
import { addressOf } from './rate-window.js';
import type { RateLimits } from './rate-limits.js';
import { clientAddressOf, type Trust } from './trusted-proxies.js';

/** Looks at WebSockets as at requests: the same pages may ask, and what a client does is counted with its requests. */
export class Upgrades implements SocketWatch {
  constructor(
    private readonly settings: Pick<Settings, 'corsOrigins' | 'production'>,
    private readonly limits: RateLimits,
    private readonly trusted: Trust,
  ) {}

  addressOf(request: IncomingMessage): string {
    return addressOf(clientAddressOf(request, this.trusted));
  }

  /** From a page that may not ask, or once too often from an address. */
  turnedAway(request: IncomingMessage): TurnedAway | undefined {
    if (!mayUpgrade(request, this.settings)) {
      const remedy = 'Ask whoever runs Baton to allow them (BATON_CORS_ORIGINS).';
      const error = new ClientError('FORBIDDEN', 'Pages of this origin may not ask here', { remedy });
      return { status: '403 Forbidden', error };
    }
    const error = this.limits.refusalOfAddress(clientAddressOf(request, this.trusted));
    return error && { status: '429 Too Many Requests', error };
  }

  operationOf(agent: string) {
    return this.limits.refusalOfCaller(agent);
  }

  tokenRefused(request: IncomingMessage): void {
    this.limits.countRefusedToken(clientAddressOf(request, this.trusted));
  }
}
