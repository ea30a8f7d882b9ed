/** What was opened so far, to be closed in the end: the last first, and all of it, also where some of it fails. */
export class Closing {
  private readonly steps: (() => unknown)[] = [];
  private closing: Promise<void> | undefined;

  /** @param tell is told of what fails after the first failure, which is thrown */
  constructor(private readonly tell: (error: unknown) => void) {}

  /** Names how something that was just opened is closed. */
  later(close: () => unknown): void {
    this.steps.unshift(close);
  }

  /** Closes everything. Throws what failed first, when all else is closed. Closing twice does nothing more. */
  close(): Promise<void> {
    return (this.closing ??= this.closeAll());
  }

  private async closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.steps) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    for (const error of failures.slice(1)) this.tell(error);
    if (failures.length > 0) throw failures[0];
  }
}

/**
 * Opens several things, of which each that was opened is closed again where a later one fails.
 * @param tell is told of what fails while others are closed: the failure, and what it means
 * @param open is handed what notes how each is closed
 * @param explain makes of what failed to open what is thrown
 */
export async function opening<T>(
  tell: (error: unknown, what: string) => void,
  open: (closing: Closing) => Promise<T> | T,
  explain: (error: unknown) => unknown = (error) => error,
): Promise<T> {
  const closing = new Closing((error) => tell(error, 'something else failed to close, too'));
  try {
    return await open(closing);
  } catch (error) {
    await closing.close().catch((failure: unknown) => tell(failure, 'what was opened failed to close'));
    throw explain(error);
  }
}
