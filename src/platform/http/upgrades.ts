import type { IncomingMessage } from 'node:http';
import type { Settings } from '../config/settings.js';
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
      const message = 'Pages of this origin may not ask here; whoever runs Baton can allow them (BATON_CORS_ORIGINS)';
      return { status: '403 Forbidden', code: 'FORBIDDEN', message };
    }
    const wait = this.limits.waitOfAddress(clientAddressOf(request, this.trusted));
    if (wait === undefined) return undefined;
    const message = `There were too many requests from your address: wait ${wait} seconds`;
    return { status: '429 Too Many Requests', code: 'TOO_MANY_REQUESTS', message };
  }

  operationOf(agent: string) {
    return this.limits.refusalOfCaller(agent);
  }

  tokenRefused(request: IncomingMessage): void {
    this.limits.countRefusedToken(clientAddressOf(request, this.trusted));
  }
}
