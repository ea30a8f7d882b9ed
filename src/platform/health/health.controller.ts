import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { EventStore } from '@baton/event-store';
import { Views } from '@baton/projections';
import { TOKEN_VERIFIER, type TokenVerifier } from '../auth/verification.js';
import { EVENT_STORE } from '../engine/tokens.js';
import { Draining } from '../http/draining.js';
import { PolicyHealth } from '../policies/policy-health.js';
import { healthOf, type Health } from './health.js';

/** Says to whoever watches the service how it is; open to all, so it tells nothing of what is stored. */
@Controller('health')
export class HealthController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly views: Views,
    private readonly draining: Draining,
    @Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier,
    private readonly policies: PolicyHealth,
  ) {}

  /** The process runs. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** Commands and queries are answered: 200, or 503 with what is wrong. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const { begun } = this.draining;
    const health = await healthOf(this.store, this.views, begun, this.verifier.trouble(), this.policies.failed);
    void reply.code(health.status === 'ready' ? 200 : 503).header('cache-control', 'no-store');
    return health;
  }
}
