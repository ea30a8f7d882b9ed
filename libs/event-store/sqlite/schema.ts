/** Marks a file as an event log of Baton in SQLite's header ("Batn"). */
export const APPLICATION_ID = 0x4261746e;
/** The version of the tables below, in SQLite's header. */
export const SCHEMA_VERSION = 1;

/**
 * Every random key dirties a page of its own in each append, so there are few. Streams and event types are integers in
 * the rows. An event's id is kept in its body; it stands in a table of its own only where it is not derived from its
 * command, since what is derived from a unique command is unique already (see `checkAppend`). A command leads to its
 * last event, which says the rest. The body is the canonical JSON that the hash covers: what was sealed is what is
 * stored. No index is partial: with one, SQLite compiles a statement again for every value that is bound to it.
 */
export const SCHEMA = `
  CREATE TABLE words (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL REFERENCES words,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams,
    revision INTEGER NOT NULL,
    type INTEGER NOT NULL REFERENCES words,
    hash BLOB NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  CREATE TABLE foreign_ids (
    id BLOB PRIMARY KEY,
    position INTEGER NOT NULL REFERENCES events
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE commands (
    id BLOB PRIMARY KEY,
    position INTEGER NOT NULL REFERENCES events,
    events INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** The tables and indexes above: without one of them a file is no longer what was stored. */
export const SCHEMA_NAMES: readonly string[] = [...SCHEMA.matchAll(/CREATE (?:TABLE|UNIQUE INDEX) (\w+)/g)].map(
  ([, name = '']) => name,
);
