import { Writable } from 'node:stream';
import { StartupError } from '../errors/startup-error.js';
import { whyNotWritten } from './whole-file.js';

type Out = { write(text: string): unknown };

/** What a command writes to, listened to: a stream that fails while nobody listens ends the process with a stack. */
export interface Output {
  /**
   * Resolves once all that was written so far was taken, or could not be.
   * @returns why the output is not whole: `OUTPUT_NOT_WRITTEN`; undefined also where its reader has gone, as `head` does
   */
  settled(): Promise<StartupError | undefined>;
}

/** Listens to a stream for what goes wrong with it, to the end of the process. */
export function listenedTo(out: Out): Output {
  if (!(out instanceof Writable)) return { settled: () => Promise.resolve(undefined) };
  let failure: NodeJS.ErrnoException | undefined;
  out.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error;
  });
  return {
    settled: async () => {
      // Taken in their turn: when this one is done with, so are all before it, and their errors have been told.
      await new Promise<void>((resolve) => out.write('', () => setImmediate(resolve)));
      return failure === undefined || failure.code === 'EPIPE' ? undefined : notWritten(failure);
    },
  };
}

const notWritten = (failure: NodeJS.ErrnoException): StartupError =>
  new StartupError(
    'OUTPUT_NOT_WRITTEN',
    `the output was not written, or not all of it: ${whyNotWritten(failure)}`,
    'Put that right, or send it elsewhere, and run the command again.',
    { cause: failure },
  );
