import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { By } from '@baton/contracts';
import type { ProjectionRunner } from '@baton/projections';
import type { App } from '../../src/platform/app.js';
import { devToken } from '../../src/platform/auth/dev-token.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { startService, type Service } from '../../src/platform/serving/service.js';
import { client, type Client } from './client.js';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  private readonly waiting = new Map<() => void, string>();

  constructor(private instant = '2026-03-02T09:00:00.000Z') {}

  now = (): string => this.instant;

  wakeAt = (instant: string, ring: () => void): (() => void) => {
    const wake = (): void => ring();
    this.waiting.set(wake, instant);
    this.ring();
    return () => void this.waiting.delete(wake);
  };

  /** Moves the time on, and wakes who waited for it. */
  pass(time: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = time;
    const milliseconds = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    this.instant = new Date(Date.parse(this.instant) + milliseconds).toISOString();
    this.ring();
  }

  private ring(): void {
    for (const [wake, instant] of this.waiting) {
      if (instant > this.instant) continue;
      this.waiting.delete(wake);
      wake();
    }
  }
}

/** The real service, in this process, on a port and in a folder of its own. */
export interface TestBaton extends Service {
  readonly folder: string;
  /** What builds its views. */
  readonly runner: ProjectionRunner;
  /** What was written to the log, a line each. */
  readonly logged: readonly string[];
  /** A client with a development token of this caller. */
  as(by: By): Promise<Client>;
}

export interface TestBatonOptions {
  /** A folder that stays; a temporary one that goes with `close` unless told. */
  readonly folder?: string;
  readonly clock?: Clock;
  /** Environment variables, such as `BATON_DEMO`; the demo office is off unless told. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts the real service of an application. Close it when the test is over. */
export async function startBaton(app: App, options: TestBatonOptions = {}): Promise<TestBaton> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'baton-test-'));
  const clock = options.clock ?? new TestClock();
  const settings = readSettings({ BATON_DEMO: 'off', BATON_PORT: '0', BATON_DATA: folder, ...options.env });
  const logged: string[] = [];
  const log = pino({ level: settings.logLevel ?? 'info' }, { write: (line: string) => void logged.push(line) });
  const service = await startService(app, settings, log, clock);
  const close = async (): Promise<void> => {
    await service.close();
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
  };
  return {
    ...service,
    folder,
    runner: service.baton.runner as ProjectionRunner,
    logged,
    close,
    as: async (by) => client(service.url, await devToken(service.baton.secrets.devKey(), by, clock.now(), 12 * 3600)),
  };
}
