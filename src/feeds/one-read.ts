import type { Position } from '@baton/contracts';
import type { EventStore, Page } from '@baton/event-store';
import type { CaseEvent } from './concern.state.js';
import type { ConcernStates } from './concern-states.js';
import type { EndOfFeed } from './feed-buffer.js';

/** Small against a reader's buffer: the events of one page must not cut off a reader who is quick. */
const PAGE_SIZE = 100;

/** Somebody whom the shared read tells of every event. Neither of the two may throw or wait. */
export interface Listener {
  hear(event: CaseEvent, departments: ReadonlySet<string>): void;
  end(why: EndOfFeed): void;
}

/** One read of the log's end for any number of listeners; it begins with the first of them. */
export class OneRead {
  private readonly listeners = new Set<Listener>();
  private readonly stopping = new AbortController();
  private beginning: Promise<void> | undefined;
  private running: Promise<void> = Promise.resolve();
  private position: Position | undefined;
  private failure: unknown;

  constructor(
    private readonly store: Pick<EventStore, 'head' | 'subscribe'>,
    private readonly concerns: ConcernStates,
  ) {}

  /** How many listen. */
  get listening(): number {
    return this.listeners.size;
  }

  /** Resolves once it can be joined; begins anew after a failure. Throws `StoreFailed`. */
  begun(): Promise<void> {
    this.beginning ??= this.begin();
    return this.beginning;
  }

  /**
   * From now on the listener hears of every event after the position that is answered (undefined: the beginning).
   * It must have begun. One that joins while the service stops is ended at once.
   */
  join(listener: Listener): Position | undefined {
    this.listeners.add(listener);
    if (this.stopping.signal.aborted) this.endAll({ kind: 'stopping' });
    else if (this.beginning === undefined) this.endAll({ kind: 'failed', error: this.failure });
    return this.position;
  }

  leave(listener: Listener): void {
    this.listeners.delete(listener);
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
    const told: { readonly event: CaseEvent; readonly departments: ReadonlySet<string> }[] = [];
    if (this.listeners.size > 0) {
      for (const event of page.events as readonly CaseEvent[]) {
        told.push({ event, departments: await this.concerns.departments(event) });
      }
    }
    for (const { event, departments } of told) {
      for (const listener of this.listeners) listener.hear(event, departments);
    }
    this.position = page.position;
  }

  private endAll(why: EndOfFeed): void {
    for (const listener of this.listeners) listener.end(why);
    this.listeners.clear();
  }
}
