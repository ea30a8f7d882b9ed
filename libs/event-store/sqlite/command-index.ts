import type { Statement } from 'better-sqlite3';
import type { SeenCommand, StoredEvent } from '../port.js';
import type { Connection } from './file.js';

/** Knows of every command that wrote where its last event stands (X1). */
export class CommandIndex {
  private readonly place: Statement;
  private readonly body: Statement;

  constructor(db: Connection) {
    // Two plain statements: SQLite compiles a join anew for every value that is bound to it.
    this.place = db.prepare('SELECT position, events FROM commands WHERE id = ?');
    this.body = db.prepare('SELECT body FROM events WHERE position = ?');
  }

  /** What a command wrote, if it wrote. */
  find(commandId: string): SeenCommand | undefined {
    const place = this.place.get(bytesOf(commandId)) as { position: number; events: number } | undefined;
    if (!place) return undefined;
    const { body } = this.body.get(place.position) as { body: string };
    const { stream, revision, commandHash } = JSON.parse(body) as StoredEvent;
    const firstRevision = revision - place.events + 1;
    return { stream, firstRevision, revision, position: String(place.position), commandHash };
  }
}

/** The bytes of a UUID or of a hash in hex. */
export const bytesOf = (hex: string): Buffer => Buffer.from(hex.replaceAll('-', ''), 'hex');
