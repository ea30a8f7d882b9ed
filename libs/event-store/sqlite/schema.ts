/** Marks a file as an event log of Baton in SQLite's header ("Batn"). */
export const APPLICATION_ID = 0x4261746e;
/** The version of the tables below, in SQLite's header. */
export const SCHEMA_VERSION = 1;

/**
 * Streams and event types are integers in the rows, ids are 16 bytes and hashes 32, so that an append touches few
 * pages. The body is the canonical JSON that the hash covers: what was sealed is what is stored.
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
    id BLOB NOT NULL,
    hash BLOB NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  CREATE UNIQUE INDEX events_by_id ON events (id);
  CREATE TABLE commands (
    id BLOB PRIMARY KEY,
    hash BLOB NOT NULL,
    stream INTEGER NOT NULL REFERENCES streams,
    first_revision INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
