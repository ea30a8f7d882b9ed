import type { Position } from '@baton/contracts';
import type { EventStore, Page } from '@baton/event-store';
import { keyOfFilter, mayPick, picks, type CaseFilter } from './case-filter.js';
import type { CaseEvent } from './concern.state.js';
import type { ConcernStates } from './concern-states.js';
import type { EndOfFeed } from './feed-buffer.js';
import { runOf, type FeedRun } from './feed-run.js';

/** Small against a reader's buffer: the events of one page must not cut off a reader who is quick. */
const PAGE_SIZE = 100;
const NOBODY: ReadonlySet<string> = new Set();

/** Somebody whom the shared read tells of events. Neither of the two may throw or wait. */
export interface Listener {
  push(run: FeedRun): void;
  end(why: EndOfFeed): void;
}

/** Listeners that want the same: what they want is picked once for all of them. */
interface Channel {
  readonly filter: CaseFilter;
  readonly listeners: Set<Listener>;
}

/** One read of the log's end for any number of listeners; it begins with the first of them. */
export class OneRead {
  private readonly channels = new Map<string, Channel>();
  private readonly stopping = new AbortController();
  private beginning: Promise<void> | undefined;
  private running: Promise<void> = Promise.resolve();
  private position: Position | undefined;
  private failure: unknown;
  /** How many have joined so far. */
  private joined = 0;

  constructor(
    private readonly store: Pick<EventStore, 'head' | 'subscribe'>,
    private readonly concerns: ConcernStates,
  ) {}

  /** Resolves once it can be joined; begins anew after a failure. Throws `StoreFailed`. */
  begun(): Promise<void> {
    this.beginning ??= this.begin();
    return this.beginning;
  }

  /**
   * From now on the listener hears of every event after the position that is answered (undefined: the beginning) that
   * the filter picks. It must have begun. One that joins while the service stops is ended at once.
   */
  join(listener: Listener, filter: CaseFilter): Position | undefined {
    const key = keyOfFilter(filter);
    const channel = this.channels.get(key) ?? { filter, listeners: new Set() };
    this.channels.set(key, channel);
    channel.listeners.add(listener);
    this.joined += 1;
    if (this.stopping.signal.aborted) this.endAll({ kind: 'stopping' });
    else if (this.beginning === undefined) this.endAll({ kind: 'failed', error: this.failure });
    return this.position;
  }

  leave(listener: Listener, filter: CaseFilter): void {
    const key = keyOfFilter(filter);
    const channel = this.channels.get(key);
    channel?.listeners.delete(listener);
    if (channel?.listeners.size === 0) this.channels.delete(key);
  }

  /** Tells every listener that the service stops, and reads no more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.endAll({ kind: 'stopping' });
    await this.running;
  }

  private async begin(): Promise<void> {
    try {
      this.position = await this.store.head();
      this.running = this.run();
    } catch (error) {
      this.beginning = undefined;
      throw error;
    }
  }

  private async run(): Promise<void> {
    try {
      const { signal } = this.stopping;
      const options = { after: this.position, filter: { kinds: ['case'] }, signal, pageSize: PAGE_SIZE };
      for await (const page of this.store.subscribe(options)) {
        await this.tell(page);
      }
    } catch (error) {
      this.beginning = undefined;
      this.failure = error;
      this.endAll({ kind: 'failed', error });
    }
  }

  /** All are told of a page, and the position moves, in one go: whoever joins hears either all of it or nothing. */
  private async tell(page: Page): Promise<void> {
    const events = page.events as readonly CaseEvent[];
    const concerned = new Map<CaseEvent, ReadonlySet<string>>();
    let joined: number;
    // Who joins meanwhile hears of these events, too.
    do {
      joined = this.joined;
      await this.workOut(concerned, events);
    } while (joined !== this.joined);
    if (this.channels.size > 0) {
      const whole = runOf(events);
      for (const { filter, listeners } of this.channels.values()) {
        const picked = events.filter((event) => picks(filter, event, concerned.get(event) ?? NOBODY));
        if (picked.length === 0) continue;
        const run = picked.length === events.length ? whole : runOf(picked);
        for (const listener of listeners) listener.push(run);
      }
    }
    this.position = page.position;
  }

  /** Adds the departments that events concern, of those events alone for which somebody who listens wants to know. */
  private async workOut(known: Map<CaseEvent, ReadonlySet<string>>, events: readonly CaseEvent[]): Promise<void> {
    for (const event of events) {
      if (known.has(event) || !this.ofDepartments(event)) continue;
      known.set(event, await this.concerns.departments(event));
    }
  }

  /** Whether somebody wants an event if it concerns a department. */
  private ofDepartments(event: CaseEvent): boolean {
    for (const { filter } of this.channels.values()) {
      if (filter.department !== undefined && mayPick(filter, event)) return true;
    }
    return false;
  }

  private endAll(why: EndOfFeed): void {
    for (const { listeners } of this.channels.values()) for (const listener of listeners) listener.end(why);
    this.channels.clear();
  }
}
