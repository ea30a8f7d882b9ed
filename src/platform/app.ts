import type { DynamicModule } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import type { By } from '@baton/contracts';
import type { EventStore } from '@baton/event-store';
import type { Projection } from '@baton/projections';
import type { TokenVerifier } from './auth/verification.js';
import type { Settings } from './config/settings.js';
import type { Baton } from './engine/baton.js';
import type { Log } from './logging/log.js';
import type { Policy } from './policies/policy.js';
import type { Timers } from './policies/timers.projection.js';
import type { Telemetry } from './telemetry/telemetry.js';

/** What an application stands on: an opened data folder, the log, the settings, how it is watched, and who judges tokens. */
export interface Basis {
  readonly baton: Baton;
  readonly log: Log;
  readonly settings: Settings;
  readonly telemetry: Telemetry;
  /** Who judges tokens. */
  readonly verifier: TokenVerifier;
}

/** An application as the platform sees it: its modules composed, its projections listed. */
export interface App {
  readonly projections: readonly Projection[];
  /** What it does by itself. */
  readonly policies?: Policies;
  /** The application's module. */
  module(basis: Basis): DynamicModule;
  /** What an empty log is filled with for a first look. */
  readonly demo?: Demo;
}

/** What an application does by itself. */
export interface Policies {
  readonly declared: readonly Policy[];
  /** The view of what they have to do (`timersOf`): one of the projections. */
  readonly timers: Timers;
}

export interface Demo {
  /** For whom the token is made that a first look begins with. */
  readonly caller: By;
  /**
   * Fills a log that is empty, or goes on where that was interrupted. Several processes may call it at the same time.
   * @param now UTC ISO 8601
   * @returns whether anything was opened
   */
  open(bus: CommandBus, log: EventStore, now: string): Promise<boolean>;
}
