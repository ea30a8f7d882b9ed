import type { Command } from 'commander';
import type { OnProgress } from '@baton/projections';
import type { Baton } from '../engine/baton.js';
import type { Reading } from '../engine/reading.js';
import type { App } from '../app.js';
import type { Effectives, Settings } from '../config/settings.js';
import type { Log } from '../logging/log.js';

/** What a command of the command line works with. */
export interface CliContext {
  /** The application; loaded when it is needed first, so that `--help` answers at once. */
  app(): Promise<App>;
  /**
   * The settings of the environment and the file, with the folder of `--data`; throws `SettingsInvalid`.
   * @param own values of the command's own options, by the key of their setting
   */
  settings(own?: Readonly<Record<string, string>>): Settings;
  /** The same, each with where it comes from. */
  effectiveSettings(): Effectives;
  log(): Log;
  /**
   * Opens the engine to write: a data folder for this command alone, refused with `DATA_FOLDER_IN_USE` while the service
   * runs; a cluster beside everybody.
   */
  open(onProgress?: OnProgress): Promise<Baton>;
  /**
   * Opens the engine to build views, for this command alone; refused where a service or a worker does.
   * @param anew whether views of events that are no longer in the log are dropped and built anew, instead of refused
   */
  openToBuild(anew: boolean): Promise<Baton>;
  /** Opens the engine to read what is there now, also beside a running service. */
  openForReading(onProgress?: OnProgress): Promise<Reading>;
  /** Writes a line for people or, with `--json`, nothing. */
  say(line: string): void;
  /** Writes a document as it is, at the pace in which it is taken; whoever takes no more of it ends it without a word. */
  write(pieces: Iterable<string>): Promise<void>;
  /** Writes the result: as text for people, as one line of JSON with `--json`. */
  result(json: unknown, text: string): void;
}

/**
 * Adds a command to `baton`: lives in a file `<verb>.cli.ts` and is listed, with its name, in `src/command-line.ts`.
 * An action resolves when it is done; it throws `StartupError` or `Refusal` for a failure (exit code 1).
 */
export type CliCommand = (program: Command, context: CliContext) => void;

/** How `baton` ends. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;
