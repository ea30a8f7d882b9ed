import type { Position, Recorded } from '@baton/contracts';
import type { Aggregate, Fact } from '@baton/decider';
import { LRUCache } from 'lru-cache';
import { NO_HASH } from './chain.js';
import { ChainBroken } from './errors.js';
import type { EventStore, Hurry, StoredEvent } from './port.js';

/** The state of a stream and the last event it rests on. */
export interface Loaded<S> {
  readonly state: S;
  readonly revision: number;
  readonly position: Position;
}

interface Kept extends Loaded<unknown> {
  readonly hash: string;
}

/**
 * Folds streams, and keeps the latest states so that only the tail of a stream is read again. The tail is read
 * every time: what is answered is what the store holds now.
 */
export class CurrentStates {
  private readonly kept: LRUCache<string, Kept>;
  private readonly names = new WeakMap<object, number>();
  private lastName = 0;

  constructor(
    private readonly store: EventStore,
    size: number,
  ) {
    this.kept = new LRUCache({ max: size });
  }

  /** The state of a stream as the store holds it now; undefined for a stream that does not exist. */
  async load<S, F extends Fact>(
    stream: string,
    aggregate: Aggregate<S, Recorded<F>>,
    hurry: Hurry = {},
  ): Promise<Loaded<S> | undefined> {
    const key = `${this.nameOf(aggregate)} ${stream}`;
    const known = this.kept.get(key);
    const loaded = await this.advance(stream, aggregate, known, hurry);
    if (!loaded) return undefined;
    // A slower reader must not put back what a faster one has moved past.
    if ((this.kept.peek(key)?.revision ?? -1) <= loaded.revision) this.kept.set(key, loaded);
    return loaded as Loaded<S>;
  }

  private async advance<S, F extends Fact>(
    stream: string,
    aggregate: Aggregate<S, Recorded<F>>,
    known: Kept | undefined,
    hurry: Hurry,
  ): Promise<Kept | undefined> {
    let current = known;
    const rest = { ...hurry, from: (known?.revision ?? -1) + 1 };
    for await (const event of this.store.readStream(stream, rest)) {
      const { revision, position, hash } = event;
      const broken = brokenLink(event, current);
      if (broken && known) return this.advance(stream, aggregate, undefined, hurry);
      if (broken) throw new ChainBroken(stream, revision, broken);
      const state = (current ? current.state : aggregate.initial) as S;
      current = { state: aggregate.evolve(state, event as Recorded<F>), revision, position, hash };
    }
    return current;
  }

  private nameOf(aggregate: object): number {
    const known = this.names.get(aggregate);
    if (known !== undefined) return known;
    this.lastName += 1;
    this.names.set(aggregate, this.lastName);
    return this.lastName;
  }
}

function brokenLink(event: StoredEvent, before: { revision: number; hash: string } | undefined): string | undefined {
  const { revision, hash } = before ?? { revision: -1, hash: NO_HASH };
  if (event.revision !== revision + 1) return `revision ${revision + 1} is missing`;
  return event.previousHash === hash ? undefined : 'it does not continue the event before';
}
