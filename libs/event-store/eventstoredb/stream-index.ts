import { version } from 'uuid';
import { ChainBroken } from '../errors.js';
import type { SeenCommand } from '../port.js';
import { NO_STREAM, type StreamEnd } from '../preparation.js';

/** What an index takes in of an event. */
export interface Indexed {
  readonly id: string;
  readonly revision: number;
  readonly position: string;
  readonly commandId: string;
  readonly commandHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** What must be known of a stream before it is written to: where it ends, and which commands and ids are in it. */
export class StreamIndex {
  /** The last event taken in. */
  end: StreamEnd = NO_STREAM;
  private readonly commands = new Map<string, SeenCommand>();
  private readonly foreignIds = new Set<string>();

  constructor(private readonly stream: string) {}

  /** Events taken in, as far as memory goes. */
  get size(): number {
    return 1 + this.commands.size + this.foreignIds.size;
  }

  /** What a command wrote here. */
  command(id: string): SeenCommand | undefined {
    return this.commands.get(id.toLowerCase());
  }

  /** Those of the ids that are here already; ids made of their command are, where the command is. */
  taken(ids: readonly string[]): string[] {
    return ids.map((id) => id.toLowerCase()).filter((id) => this.foreignIds.has(id));
  }

  /** Takes in the next event; one that is in already is passed over. Throws `ChainBroken` on one that does not follow. */
  add(event: Indexed): void {
    const { revision, hash } = event;
    if (revision <= this.end.revision) return;
    const missing = this.end.revision + 1;
    if (revision > missing) throw new ChainBroken(this.stream, revision, `revision ${missing} is missing`);
    if (event.previousHash !== this.end.hash) {
      throw new ChainBroken(this.stream, revision, 'it does not continue the event before');
    }
    this.end = { revision, hash };
    if (version(event.id) !== 5) this.foreignIds.add(event.id);
    const { commandId, commandHash, position } = event;
    const firstRevision = this.commands.get(commandId)?.firstRevision ?? revision;
    this.commands.set(commandId, { stream: this.stream, firstRevision, revision, position, commandHash });
  }
}
