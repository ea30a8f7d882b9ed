import { Module, type DynamicModule } from '@nestjs/common';
import type { Baton } from './platform/engine/baton.js';
import type { Log } from './platform/logging/log.js';
import { PlatformModule } from './platform/platform.module.js';

/** Puts the modules together; they do not know one another. */
@Module({})
export class AppModule {
  static for(baton: Baton, log: Log): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.for(baton, log)] };
  }
}
