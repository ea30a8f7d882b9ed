import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../errors/startup-error.js';

/** What is made only once there is a file of events; a key for development tokens may come before it. */
const TRACES = ['identifier-key', 'views.db', 'events.db-wal'];

/**
 * Refuses (`EVENTS_MISSING`) a folder that had events and has lost the file of them: a new, empty one would be taken for
 * all that there is. A folder without any trace of events is a new one. Writes nothing.
 * @param events the file of events in it
 */
export function refuseLostEvents(path: string, events: string): void {
  // Looked for first: whoever begins a folder at this moment makes the events before any of them.
  const traces = TRACES.filter((name) => existsSync(join(path, name)));
  if (traces.length === 0 || existsSync(events)) return;
  throw new StartupError(
    'EVENTS_MISSING',
    `${events} is missing, but ${traces.join(' and ')} beside it ${traces.length === 1 ? 'shows' : 'show'} that there were events`,
    `Restore the backup into an empty folder with baton restore, and name that one; to begin with nothing instead, name another folder with BATON_DATA or --data.`,
  );
}
