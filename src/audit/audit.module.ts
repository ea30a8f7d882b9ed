import { Module } from '@nestjs/common';
import { accessLog } from './views/access-log/access-log.projection.js';
import { AccessLogPageHandler } from './views/access-log/access-log.query.js';
import { AccessLogResolver } from './views/access-log/access-log.resolver.js';

/** The projections that auditors ask. */
export const auditProjections = [accessLog];

/** What auditors ask: who looked at which case. */
@Module({ providers: [AccessLogPageHandler, AccessLogResolver] })
export class AuditModule {}
