import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { By } from '@baton/contracts';

/** Who asks and under which ids a request travels; made once per request, before any resolver. */
export interface RequestContext {
  readonly by: By;
  /** The instant from which the caller's token is believed no longer, UTC ISO 8601: whatever goes on ends then. */
  readonly until: string;
  readonly correlationId: string;
  /** W3C trace context, where the caller sent one. */
  readonly traceparent?: string;
}

const contextOf = (host: ExecutionContext): RequestContext =>
  GqlExecutionContext.create(host).getContext<{ asking: RequestContext }>().asking;

/** Who asks, taken from the verified token: `@Caller() by: By`. */
export const Caller = createParamDecorator((_: unknown, host: ExecutionContext): By => contextOf(host).by);

/** Who asks, with the correlation id and the trace of the request: `@Asking() asking: RequestContext`. */
export const Asking = createParamDecorator((_: unknown, host: ExecutionContext): RequestContext => contextOf(host));
