import type { EventStore } from '@baton/event-store';
import { Notes } from '@baton/projections/postgres';
import type { Cluster } from '../config/settings.js';
import { isOfTheEvents, NOTE_OF_KEY, noteOfKey } from '../data-folder/identifier-key.js';
import { readIdentifierKey } from '../data-folder/secret.js';
import { StartupError } from '../errors/startup-error.js';

/**
 * Refuses settings that do not belong together, before anything is written under them: a PostgreSQL with the views of
 * another log, or of events that are no longer in it (`VIEWS_UNUSABLE`), a key of identifiers that is not the one of the
 * events (`SECRET_WRONG`). The events are the judge of the key; before any of them names an identifier, the first process
 * that came is.
 * @param anew whether views of events that are no longer in the log are about to be dropped: then they are not refused
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
  const note = noteOfKey(key);
  // Whoever noted it has looked at the events.
  if ((await notes.known(NOTE_OF_KEY)) === note) return true;
  const told = await isOfTheEvents(key, store);
  if (told === undefined) return (await notes.once(NOTE_OF_KEY, note)) === note;
  if (told) await notes.anew(NOTE_OF_KEY, note);
  return told;
}

const wrongKey = (file: string): StartupError =>
  new StartupError(
    'SECRET_WRONG',
    `${file} is not the key of identifiers that the other processes use: under it no customer would be recognised`,
    'Give this process the identifier-key of the others, which is in the backup too. Where no identifier was registered yet and theirs is the wrong one, stop them, drop the schema of the views and start again.',
  );
