import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '@baton/contracts';
import { firstEvent, type EventStore } from '@baton/event-store';
import type { EventOf } from '@baton/projections';
import { StartupError } from '../errors/startup-error.js';
import { knownSecret } from './secret.js';

/** Under which name a key that is of the events is noted beside the views, so that later starts need not read the log. */
export const NOTE_OF_KEY = 'identifier key';

/** What the key is noted as: made of the key, which cannot be found from it. */
export const noteOfKey = (key: Uint8Array): string =>
  createHmac('sha256', key).update('the key of identifiers').digest('hex');

/**
 * Whether the events name identifiers under this key: the first one says an identifier and its fingerprint. Undefined
 * where they name none.
 */
export async function isOfTheEvents(key: Uint8Array, store: Pick<EventStore, 'readAll'>): Promise<boolean | undefined> {
  const first = await firstEvent(store, { filter: { types: ['IdentifierAdded'] } });
  if (!first) return undefined;
  const { data } = first as EventOf<'IdentifierAdded'>;
  return fingerprintOf(key, data) === data.fingerprint;
}

/** What is noted beside the views. */
interface KeptNotes {
  noted(name: string): Promise<string | undefined>;
  note(name: string, value: string): Promise<void>;
}

/**
 * Refuses (`SECRET_WRONG`) a folder whose key of identifiers is not the one under which its events name them: no customer
 * would be recognised, and two could have the same identifier. One without such a file is not refused here.
 */
export async function refuseWrongIdentifierKey(
  path: string,
  store: Pick<EventStore, 'readAll'>,
  notes: KeptNotes,
): Promise<void> {
  const file = join(path, 'identifier-key');
  const key = knownSecret(file);
  if (!key || (await notes.noted(NOTE_OF_KEY)) === noteOfKey(key)) return;
  // Where no event names an identifier yet, all that will are written under this key.
  if ((await isOfTheEvents(key, store)) !== false) return notes.note(NOTE_OF_KEY, noteOfKey(key));
  throw new StartupError(
    'SECRET_WRONG',
    `${file} is not the key under which customers' identifiers were registered: under it no customer would be recognised`,
    'Put identifier-key back from the backup of these events.',
  );
}

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
