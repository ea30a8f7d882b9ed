import type { Baton, OpenBaton } from './baton.js';

/**
 * Opens the engine without HTTP, embedded or of a cluster: for the service, the command line and tests. Throws
 * `StartupError` or `StoreFailed` or `ViewStoreFailed` with what is wrong and what to do.
 */
export async function openBaton(options: OpenBaton): Promise<Baton> {
  const { cluster } = options;
  // Only the drivers that are used are loaded.
  if (!cluster) return (await import('./embedded.js')).openEmbedded(options);
  return options.builds
    ? (await import('./building.js')).openToBuild(options, cluster)
    : (await import('./distributed.js')).openDistributed(options, cluster);
}
