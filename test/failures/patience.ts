import { setTimeout as wait } from 'node:timers/promises';

/** How long anything that must come about may take, milliseconds. */
const PATIENCE_MS = 180_000;
const LOOK_EVERY_MS = 100;

/**
 * Looks again and again until something has come about; throws with what has not after three minutes, or when `signal`
 * says that the whole is over.
 */
export async function until(
  what: string,
  come: () => boolean | Promise<boolean>,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await come())) {
    if (performance.now() > deadline) throw new Error(`after ${patienceMs / 1000} s it is not so yet that ${what}`);
    await wait(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** Waits for something that has no end of its own; throws with what did not come about. */
export async function within<T>(what: string, work: Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const over = new AbortController();
  const late = wait(patienceMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`after ${patienceMs / 1000} s it is not so yet that ${what}`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}
