/** Why Baton does not start, or a command of the command line does not run: said in one line, with what to do. */
export class StartupError extends Error {
  override readonly name = 'StartupError';

  constructor(
    /** Stable, for scripts: `DATA_FOLDER_IN_USE`. */
    readonly code: string,
    message: string,
    /** What to do, one sentence. */
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
