import type { Command } from 'commander';
import type { OnProgress } from '@baton/projections';
import type { Baton } from '../engine/baton.js';
import type { App } from '../app.js';
import type { Settings } from '../config/settings.js';
import type { Log } from '../logging/log.js';

/** What a command of the command line works with. */
export interface CliContext {
  readonly app: App;
  /** The settings of the environment with the folder of `--data`; throws `StartupError` when they are not right. */
  settings(): Settings;
  log(): Log;
  /**
   * Opens the data folder for this command alone; refused with `DATA_FOLDER_IN_USE` while the service runs.
   * @param onProgress told how far views are, once the runner works
   */
  open(onProgress?: OnProgress): Baton;
  /** Writes a line for people or, with `--json`, nothing. */
  say(line: string): void;
  /** Writes the result: as text for people, as one line of JSON with `--json`. */
  result(json: unknown, text: string): void;
}

/**
 * Adds a command to `baton`: lives in a file `<verb>.cli.ts` and is listed in `src/cli.ts`.
 * An action resolves when it is done; it throws `StartupError` or `Refusal` for a failure (exit code 1).
 */
export type CliCommand = (program: Command, context: CliContext) => void;

/** How `baton` ends. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;
