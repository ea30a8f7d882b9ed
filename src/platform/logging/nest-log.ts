import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** What the framework says of itself: its chatter is left out, its warnings and errors go to the log. */
export class NestLog implements LoggerService {
  constructor(private readonly log_: Log) {}

  log(): void {}

  warn(message: unknown, ...rest: unknown[]): void {
    this.log_.warn({ context: rest.at(-1) }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.log_.error({ context: rest.at(-1) }, String(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.log_.fatal({ context: rest.at(-1) }, String(message));
  }
}
