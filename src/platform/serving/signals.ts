/** A signal that follows the first so quickly is the same Ctrl-C, passed on a second time by npm. */
const SAME_KEYSTROKE_MS = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a service until it is told to stop (Ctrl-C, SIGTERM, SIGHUP), then lets it finish what it has. A second Ctrl-C
 * ends the process at once; nothing acknowledged is lost either way.
 */
export async function untilStopped<T extends { close(): Promise<void> }>(
  start: () => Promise<T>,
  started: (service: T) => Promise<void>,
  stopping: () => void,
): Promise<void> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  onStop(stop);
  const service = await start();
  try {
    await started(service);
    await stopped;
    stopping();
  } finally {
    await service.close();
  }
}

/**
 * Calls back when the process is told to stop (Ctrl-C, SIGTERM, SIGHUP); a second Ctrl-C ends it at once.
 * @returns how to listen no longer
 */
export function onStop(stop: () => void): () => void {
  let first: number | undefined;
  const onSignal = (): void => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      stop();
    } else if (now - first > SAME_KEYSTROKE_MS) {
      process.exit(130);
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return () => SIGNALS.forEach((signal) => process.off(signal, onSignal));
}
