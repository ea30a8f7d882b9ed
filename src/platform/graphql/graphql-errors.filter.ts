import { Catch, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';

/**
 * Hands on what a resolver throws without a line in the log, where the framework would write one for every mistake of
 * a caller: `formatted` logs what is ours, once. Outside of GraphQL it does what the framework does.
 */
@Catch()
export class GraphqlErrors extends BaseExceptionFilter {
  override catch(exception: unknown, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw exception;
    super.catch(exception, host);
  }
}
