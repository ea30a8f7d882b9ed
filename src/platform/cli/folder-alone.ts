import type { Settings } from '../config/settings.js';
import { StartupError } from '../errors/startup-error.js';

/**
 * The data folder, for a command that works on nothing else. Throws `StartupError` `ONLY_FOR_A_DATA_FOLDER` where the
 * settings name a cluster: the folder would then not hold what is meant.
 * @param what what the command does, the beginning of a sentence: `A backup`
 */
export function folderAlone({ dataFolder, cluster }: Pick<Settings, 'dataFolder' | 'cluster'>, what: string): string {
  if (!cluster) return dataFolder;
  throw new StartupError(
    'ONLY_FOR_A_DATA_FOLDER',
    `${what} is of a data folder, but the settings name a cluster of EventStoreDB that keeps the events`,
    "Use the cluster's own tools, as docs/how-to/run-several.md says; for a data folder leave BATON_EVENTSTOREDB out.",
  );
}
