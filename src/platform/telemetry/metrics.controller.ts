import { Controller, Get, Header, Inject } from '@nestjs/common';
import { TELEMETRY, type Telemetry } from './telemetry.js';

/** The figures of the service for Prometheus. Open like health: they name no person, no case and no caller. */
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(TELEMETRY) private readonly telemetry: Telemetry) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('cache-control', 'no-store')
  metrics(): Promise<string> {
    return this.telemetry.metrics.text();
  }
}
