import { resolve } from 'node:path';
import type { Moving, StoredLog } from '@baton/event-store';
import { EventStoreDbEventStore, EventStoreDbStoredLog } from '@baton/event-store/eventstoredb';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { systemClock } from '../clock/clock.js';
import { CLUSTER_SETTINGS } from '../config/cluster-settings.js';
import type { Settings } from '../config/settings.js';
import { openDataFolder, requireEvents, type DataFolder } from '../data-folder/data-folder.js';
import { folderTrouble } from '../data-folder/folder-trouble.js';
import { forgetHolder, noteHolder } from '../data-folder/holder.js';
import { StartupError } from '../errors/startup-error.js';
import { UsageError } from '../errors/usage-error.js';
import type { Closing } from './closing.js';
import { openStoredLog } from './stored-log.js';

const PREFIX = CLUSTER_SETTINGS.eventstoredbPrefix;

/** Where a log is kept. */
export type LogPlace =
  | { readonly engine: 'sqlite'; readonly folder: string }
  | { readonly engine: 'eventstoredb'; readonly connectionString: string; readonly prefix: string };

/**
 * The place that words name: `sqlite:<data folder>`, or the connection string of an EventStoreDB and, where it is not the
 * usual one, the prefix of its streams; `sqlite` and `eventstoredb` alone are those of the settings. Throws `UsageError`
 * ENGINE_UNKNOWN, PREFIX_INVALID on a prefix that the setting would not take either, and what reading the settings throws.
 */
export function logPlace(
  words: string,
  prefix: string | undefined,
  settings: () => Pick<Settings, 'dataFolder' | 'cluster'>,
): LogPlace {
  const [isFolder, , folder] = /^sqlite(:(.+))?$/s.exec(words) ?? [];
  if (isFolder !== undefined) {
    if (prefix !== undefined) throw unknown('The streams of a data folder have no prefix', 'Leave the prefix out.');
    return { engine: 'sqlite', folder: resolve(folder ?? settings().dataFolder) };
  }
  const own = prefix === undefined ? undefined : checked(prefix);
  if (/^esdb(\+discover)?:\/\//.test(words)) {
    return { engine: 'eventstoredb', connectionString: words, prefix: own ?? PREFIX.default };
  }
  const named = words === 'eventstoredb' ? settings().cluster : undefined;
  if (named) return { engine: 'eventstoredb', connectionString: named.eventstoredb, prefix: own ?? named.prefix };
  throw words === 'eventstoredb'
    ? unknown(
        'The settings name no EventStoreDB',
        'Give BATON_EVENTSTOREDB and what belongs to it, or its address here.',
      )
    : unknown(
        `"${words.replace(/:.*/s, ':…')}" names no engine`,
        'Name a data folder as sqlite:<folder>, or a cluster as esdb://user:password@host:2113?tls=true.',
      );
}

/** A prefix that streams may have: another one could take in those of others, or not be told to the service later. */
function checked(prefix: string): string {
  const { kind } = PREFIX;
  const read = kind.read(prefix, '.');
  if ('value' in read) return read.value;
  throw new UsageError('PREFIX_INVALID', `"${prefix}" is no prefix of streams`, `Give ${kind.takes}.`);
}

const unknown = (message: string, remedy: string): UsageError => new UsageError('ENGINE_UNKNOWN', message, remedy);

/** A place in words, without credentials. */
export function inWords(place: LogPlace): string {
  if (place.engine === 'sqlite') return `sqlite:${place.folder}`;
  const { connectionString, prefix } = place;
  const address = connectionString.replace(/\?.*$/s, '').replace(/\/\/.*@/s, '//');
  return `${address}, streams ${prefix}*`;
}

/**
 * Opens a log to be moved elsewhere. Of a data folder nobody writes the events meanwhile, unless it is read `beside` who
 * does; whether somebody writes to an EventStoreDB is for the caller to find out. Throws `StartupError`, `StoreFailed`.
 */
export async function openSource(place: LogPlace, beside: boolean, closing: Closing): Promise<StoredLog> {
  if (place.engine === 'eventstoredb') {
    const log = await EventStoreDbStoredLog.open(place);
    closing.later(() => log.close());
    return log;
  }
  requireEvents(place.folder);
  if (!beside) lock(place.folder, closing);
  const log = openStoredLog(place.folder);
  closing.later(() => log.close());
  return log;
}

/** Opens the place that a log is moved to; makes a data folder where there is none. Throws `StartupError`, `StoreFailed`. */
export async function openTarget(place: LogPlace, closing: Closing): Promise<Moving['target']> {
  if (place.engine === 'sqlite') {
    const store = openAlone(openDataFolder(place.folder), closing);
    const log = openStoredLog(place.folder);
    closing.later(() => log.close());
    return { store, log };
  }
  const store = await EventStoreDbEventStore.open(place);
  closing.later(() => store.close());
  const log = await EventStoreDbStoredLog.open(place);
  closing.later(() => log.close());
  return { store, log };
}

function lock(path: string, closing: Closing): void {
  try {
    openAlone(openDataFolder(path), closing);
  } catch (error) {
    if (!(error instanceof StartupError && error.code === 'DATA_FOLDER_IN_USE')) throw error;
    const remedy = 'Stop the other one first; what it has written so far can be copied with --ahead while it runs.';
    throw new StartupError(error.code, error.message, remedy, { cause: error });
  }
}

function openAlone({ path, events }: DataFolder, closing: Closing): SqliteEventStore {
  try {
    const store = SqliteEventStore.open({ file: events });
    closing.later(() => store.close());
    noteHolder(path, { pid: process.pid, since: systemClock.now() });
    closing.later(() => forgetHolder(path));
    return store;
  } catch (error) {
    throw folderTrouble(error, path);
  }
}
