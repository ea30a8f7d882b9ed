import type { IncomingMessage } from 'node:http';
import type { Settings } from '../config/settings.js';
import type { TurnedAway } from '../subscriptions/subscription-door.js';
import { mayUpgrade } from './origins.js';
import type { RateLimits } from './rate-limits.js';

/** Why an upgrade to a WebSocket is not taken: from a page that may not ask, or once too often from an address. */
export function turnedAway(
  request: IncomingMessage,
  settings: Pick<Settings, 'corsOrigins' | 'production' | 'trustedProxies'>,
  limits: RateLimits,
): TurnedAway | undefined {
  if (!mayUpgrade(request, settings)) {
    const message = 'Pages of this origin may not ask here; whoever runs Baton can allow them (BATON_CORS_ORIGINS)';
    return { status: '403 Forbidden', code: 'FORBIDDEN', message };
  }
  // Behind a proxy every socket comes from the proxy, which has to count for itself.
  if (settings.trustedProxies !== undefined) return undefined;
  const wait = limits.waitOfAddress(request.socket.remoteAddress ?? '');
  if (wait === undefined) return undefined;
  const message = `There were too many requests from your address: wait ${wait} seconds`;
  return { status: '429 Too Many Requests', code: 'TOO_MANY_REQUESTS', message };
}
