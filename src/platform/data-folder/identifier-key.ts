import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { firstEvent, type EventStore } from '@baton/event-store';
import { StartupError } from '../errors/startup-error.js';

/**
 * Refuses (`SECRET_MISSING`) a folder whose events name identifiers by fingerprints while the key of the fingerprints is
 * missing: under a new key no identifier would be recognised again, and two customers could have the same. A folder
 * without such events, a new one or one that was only imported into, may have its key made.
 */
export async function refuseLostIdentifierKey(path: string, store: Pick<EventStore, 'readAll'>): Promise<void> {
  const file = join(path, 'identifier-key');
  if (existsSync(file) || !(await firstEvent(store, { filter: { kinds: ['identifier'] } }))) return;
  throw new StartupError(
    'SECRET_MISSING',
    `${file} is missing, but customers' identifiers were registered under it`,
    'Put identifier-key back from the backup, or restore all of it into an empty folder with baton restore; without it no identifier is recognised again.',
  );
}
