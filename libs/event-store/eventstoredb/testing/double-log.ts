/** An event as the double keeps it: bytes, not looked into. */
export interface KeptEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Commit and prepare position alike: a place in bytes, not dense. */
  readonly position: bigint;
}

export type ProposedEvent = Pick<KeptEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

/** What came of an append: the last event's place, or where the stream really stands (-1: it does not exist). */
export type Written = { readonly revision: number; readonly position: bigint } | { readonly current: number };

/** The events of the double: outlives its "restarts", as a disk would. */
export class DoubleLog {
  readonly events: KeptEvent[] = [];
  private readonly streams = new Map<string, KeptEvent[]>();
  /** How many of a stream's first events were deleted with it. */
  private readonly deleted = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  /** Where something begins. */
  private readonly places = new Set<bigint>();
  private end = 0n;

  constructor() {
    // A server writes of itself before anybody else does.
    this.keep('$settings', { id: crypto.randomUUID(), ...bytes('$metadata', {}, {}) });
  }

  /** Whether something begins there, or the log ends before. */
  hasPlace(position: bigint): boolean {
    return position >= this.end || this.places.has(position);
  }

  /** The events of a stream, in order; none for a stream that does not exist. */
  stream(name: string): readonly KeptEvent[] {
    return (this.streams.get(name) ?? []).slice(this.deleted.get(name) ?? 0);
  }

  /** Deletes a stream as the server does, softly: what is appended next as to a new stream goes on with its revisions. */
  delete(name: string): void {
    this.deleted.set(name, this.streams.get(name)?.length ?? 0);
  }

  /**
   * Appends at an exact revision (-1: no stream). Events that stand there already under the same ids are answered as if
   * they had just been written, whatever else they say: so does the server.
   */
  append(name: string, expected: number, proposed: readonly ProposedEvent[]): Written {
    const kept = this.streams.get(name) ?? [];
    const current = kept.length - 1;
    const anew = expected === -1 && this.deleted.get(name) === kept.length;
    if (expected < current && !anew) {
      const there = proposed.map((event, index) => [event, kept[expected + 1 + index]] as const);
      const last = there.at(-1)?.[1];
      const same = there.every(([event, stored]) => event.id === stored?.id);
      return last && same ? { revision: last.revision, position: last.position } : { current };
    }
    if (expected !== current && !anew) return { current };
    const last = proposed.map((event) => this.keep(name, event)).at(-1);
    for (const heard of [...this.listeners]) heard();
    return { revision: last?.revision ?? current, position: last?.position ?? this.end };
  }

  /** Takes an append without events: the log grows, and nothing of it can be read. */
  mark(): Written {
    this.places.add(this.end);
    this.end += 100n;
    return { revision: 0, position: this.end };
  }

  /** Writes past every check what another program might have written. */
  plant(name: string, type: string, data: string | object, metadata: string | object): void {
    this.keep(name, { id: crypto.randomUUID(), ...bytes(type, data, metadata) });
    for (const heard of [...this.listeners]) heard();
  }

  /** Is told of each append. @returns what ends it */
  listen(heard: () => void): () => void {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  }

  private keep(name: string, proposed: ProposedEvent): KeptEvent {
    const kept = this.streams.get(name) ?? [];
    const event = { ...proposed, stream: name, revision: kept.length, position: this.end };
    kept.push(event);
    this.streams.set(name, kept);
    this.events.push(event);
    this.places.add(event.position);
    this.end += BigInt(proposed.data.length + proposed.metadata.length + 100);
    return event;
  }
}

function bytes(type: string, data: string | object, metadata: string | object): Omit<ProposedEvent, 'id'> {
  const encoded = (value: string | object) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return { type, contentType: 'application/json', data: encoded(data), metadata: encoded(metadata) };
}
