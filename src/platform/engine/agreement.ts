import { createHmac } from 'node:crypto';
import { fingerprintOf } from '@baton/contracts';
import { firstEvent, type EventStore } from '@baton/event-store';
import type { EventOf } from '@baton/projections';
import { Notes } from '@baton/projections/postgres';
import type { Cluster } from '../config/settings.js';
import { readIdentifierKey } from '../data-folder/secret.js';
import { StartupError } from '../errors/startup-error.js';

/** What the key of identifiers is noted as: made of the key, which cannot be found from it. */
const NOTE = 'identifier key';
const noteOf = (key: Uint8Array): string => createHmac('sha256', key).update('the key of identifiers').digest('hex');

/**
 * Refuses settings that do not belong together, before anything is written under them: a PostgreSQL with the views of
 * another log, or of events that are no longer in it (`VIEWS_UNUSABLE`; `anew` where those are about to be dropped), a key of identifiers that is not the one of the events (`SECRET_WRONG`). The events are
 * the judge of the key; before any of them names an identifier, the first process that came is.
 */
export async function agreeWithOthers(
  { postgres, identifierKeyFile }: Pick<Cluster, 'postgres' | 'identifierKeyFile'>,
  store: Pick<EventStore, 'readAll' | 'readStream'>,
  anew = false,
): Promise<void> {
  const notes = await Notes.open(postgres);
  try {
    await notes.refuseOtherLog(store);
    if (!anew) await notes.refuseFormerLog(store);
    const key = readIdentifierKey(identifierKeyFile);
    if (!(await isOfAll(key, store, notes))) throw wrongKey(identifierKeyFile);
  } finally {
    await notes.close();
  }
}

async function isOfAll(key: Uint8Array, store: Pick<EventStore, 'readAll'>, notes: Notes): Promise<boolean> {
  const note = noteOf(key);
  // Whoever noted it has looked at the events.
  if ((await notes.known(NOTE)) === note) return true;
  const told = await isOfTheEvents(key, store);
  if (told === undefined) return (await notes.once(NOTE, note)) === note;
  if (told) await notes.anew(NOTE, note);
  return told;
}

/** Whether the events name identifiers under this key; undefined where they name none. */
async function isOfTheEvents(key: Uint8Array, store: Pick<EventStore, 'readAll'>): Promise<boolean | undefined> {
  const first = await firstEvent(store, { filter: { types: ['IdentifierAdded'] } });
  if (!first) return undefined;
  const { data } = first as EventOf<'IdentifierAdded'>;
  return fingerprintOf(key, data) === data.fingerprint;
}

const wrongKey = (file: string): StartupError =>
  new StartupError(
    'SECRET_WRONG',
    `${file} is not the key of identifiers that the other processes use: under it no customer would be recognised`,
    'Give this process the identifier-key of the others, which is in the backup too. Where no identifier was registered yet and theirs is the wrong one, stop them, drop the schema of the views and start again.',
  );
