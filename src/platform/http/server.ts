import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Basis } from '../app.js';
import { ACCESS_GUARD, type AccessGuard } from '../access/access-guard.js';
import { authenticate } from '../auth/authentication.js';
import { serveGraphiql } from '../graphiql/graphiql.js';
import { checkAtTheDoor } from '../graphql/door-checks.js';
import { GraphqlErrors } from '../graphql/graphql-errors.filter.js';
import { LIMITS } from '../graphql/limits.js';
import { NestLog } from '../logging/nest-log.js';
import { registeredOperations } from '../operations/registered-operations.js';
import { SubscriptionDoor } from '../subscriptions/subscription-door.js';
import { NO_SPANS } from '../telemetry/spans.js';
import { CORRELATION_HEADER, correlationIdOf, traceparentOf } from './correlation.js';
import { tellBrowsers } from './origins.js';
import { answerBadAddress, answerNoRequest } from './unreadable-requests.js';
import { Upgrades } from './upgrades.js';
import { RateLimits } from './rate-limits.js';
import { Draining } from './draining.js';
import { trustIn, type Trust } from './trusted-proxies.js';
import { HttpErrors } from './http-errors.filter.js';

/**
 * Makes the HTTP server of an application module, ready to listen: correlation ids, tokens, limits, GraphiQL. Where that
 * fails, what had begun of it is ended.
 * @param module what `PlatformModule` and the modules of the application make up
 */
export async function httpServer(module: DynamicModule, basis: Basis): Promise<NestFastifyApplication> {
  const trusted = trustIn(basis.settings.trustedProxies);
  const adapter = new FastifyAdapter({
    bodyLimit: LIMITS.bodyBytes,
    trustProxy: basis.settings.trustedProxies ? trusted : false,
    genReqId: correlationIdOf,
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerNoRequest,
    // No middleware of the Express kind is used.
    skipMiddie: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLog(basis.log),
    abortOnError: false,
    bodyParser: false,
  });
  try {
    await fitOut(app, basis, trusted);
    return app;
  } catch (error) {
    await app.close().catch((err: unknown) => basis.log.error({ err }, 'what had begun of the server failed to end'));
    throw error;
  }
}

async function fitOut(app: NestFastifyApplication, basis: Basis, trusted: Trust): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const operations = registeredOperations(basis.settings);
  app.get(Draining).attach(fastify);
  observe(fastify, basis);
  await tellBrowsers(fastify, basis.settings);
  const limits = new RateLimits(basis.settings, basis.baton.clock);
  limits.watchAddresses(fastify);
  if (basis.settings.graphiql) serveGraphiql(fastify);
  authenticate(fastify, basis.verifier, app.get<AccessGuard>(ACCESS_GUARD));
  limits.watchCallers(fastify);
  checkAtTheDoor(fastify, operations);
  // The last one that takes an error gets it.
  app.useGlobalFilters(new GraphqlErrors(app.getHttpAdapter()), new HttpErrors());
  await app.init();
  await fastify.ready();
  operations.warnOfUnfit(fastify.graphql.schema, basis.log);
  const upgrades = new Upgrades(basis.settings, limits, trusted);
  app.get(SubscriptionDoor).attach(app.getHttpServer(), fastify.graphql.schema, basis.verifier, operations, upgrades);
}

/** Methods that are told apart; what else somebody thinks of is one. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Gives every answer its correlation id; times every request, and gives it one line in the log. */
function observe(fastify: FastifyInstance, { log, telemetry }: Basis): void {
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header(CORRELATION_HEADER, request.id).header('x-content-type-options', 'nosniff');
    if (telemetry.spans === NO_SPANS) return;
    const { method, routeOptions } = request;
    const span = telemetry.spans.begin(`${method} ${routeOptions.url ?? 'unknown'}`, {
      parent: traceparentOf(request.raw),
      kind: 'server',
      attributes: { 'http.request.method': method, 'http.route': routeOptions.url ?? 'unknown' },
    });
    // Whoever comes after belongs to this span, and it to the caller's.
    if (span.traceparent !== undefined) request.raw.headers['traceparent'] = span.traceparent;
    reply.raw.once('close', () => {
      span.set('http.response.status_code', reply.statusCode);
      span.end(reply.statusCode >= 500 ? String(reply.statusCode) : undefined);
    });
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const { method, id: correlationId, routeOptions } = request;
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
    telemetry.metrics.time('requests', reply.elapsedTime / 1000, {
      http_request_method: METHODS.has(method) ? method : '_OTHER',
      http_route: routeOptions.url ?? 'unknown',
      http_response_status_code: String(reply.statusCode),
    });
    log.info({ method, route: routeOptions.url, status: reply.statusCode, milliseconds, correlationId }, 'request');
  });
}
