import type { Baton, OpenBaton } from './baton.js';
import { openEmbedded } from './embedded.js';

/**
 * Opens the engine without HTTP: for the service, the command line and tests. Throws `StartupError` with what is wrong
 * and what to do.
 */
export function openBaton(options: OpenBaton): Promise<Baton> {
  return openEmbedded(options);
}
