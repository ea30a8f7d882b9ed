import { firstEvent, type EventStore, type Page, type StoredEvent } from '@baton/event-store';
import { Catalogue, type Moving, type OnSetAside, type View } from './catalogue.js';
import { takeEvents } from './batch.js';
import { ofFormerLog, refuseOtherLog, stillHas } from './origin.js';
import { comparePlaces, earliest, latest, type Place } from './places.js';
import type { Projection } from './port.js';
import type { ViewStore } from './view-store.js';

/** What a runner needs of an event store: to read. */
export type Log = Pick<EventStore, 'readAll' | 'readStream' | 'subscribe' | 'head'>;

/** Told after every batch: who moved, and whether they are now as far as the log was. */
export type OnMoved = (builds: readonly Moving[], atEnd: boolean) => void;

/** Stands around the folding of a batch, to see how long it takes: must do the work, once. */
export type WatchBatch = (
  batch: { readonly views: readonly string[]; readonly events: readonly StoredEvent[] },
  work: () => Promise<void>,
) => Promise<void>;

/**
 * The builds of all views on their way through the log. Those at the same place go together: one read, one
 * transaction per batch. The foremost follow the log; those behind are led up to them and join. One call at a time.
 */
export class Convoy {
  private readonly foremost = new Set<Moving>();
  private readonly behind = new Set<Moving>();
  private originKnown = false;
  /** Whether the foremost had come to the end of the log when they last moved. */
  private atEnd = false;

  private constructor(
    private readonly log: Log,
    private readonly store: ViewStore,
    readonly catalogue: Catalogue,
    private readonly pageSize: number,
    private readonly onMoved: OnMoved,
    private readonly watchBatch: WatchBatch | undefined,
  ) {}

  /**
   * Takes up the views where they are. Throws `VIEWS_UNUSABLE` where they were built from another log than this, or from
   * events that are no longer in it; those are dropped instead where they are to be built `anew`.
   */
  static async open(
    parts: {
      log: Log;
      store: ViewStore;
      projections: readonly Projection[];
      pageSize: number;
      watchBatch?: WatchBatch | undefined;
      besideOthers?: boolean | undefined;
      anew?: boolean | undefined;
    },
    onMoved: OnMoved,
    onSetAside: OnSetAside,
  ): Promise<Convoy> {
    const { log, store, projections, pageSize, watchBatch, besideOthers, anew } = parts;
    // Before anything is made or dropped in a place that may be somebody else's.
    const { origin, head, former } = await lookAt(log, store);
    if (former && !anew) throw former;
    if (former) for (const { projection } of await store.generations()) await store.drop(projection);
    const catalogue = await Catalogue.open(store, projections, onSetAside, besideOthers);
    const convoy = new Convoy(log, store, catalogue, pageSize, onMoved, watchBatch);
    convoy.originKnown = origin !== undefined;
    await convoy.line(head);
    return convoy;
  }

  /** Where the foremost are. */
  get front(): Place {
    const [any] = this.foremost;
    return any?.position;
  }

  /** Whether some are behind the foremost. */
  get stretched(): boolean {
    return this.behind.size > 0;
  }

  /** The words that any of the projections folds. */
  get types(): string[] {
    return typesOf(this.catalogue.moving());
  }

  /** Takes the foremost over the next page of the log. */
  async take(page: Page): Promise<void> {
    this.atEnd = page.atEnd;
    await this.move([...this.foremost], page.events, page.position ?? this.front, page.atEnd, true);
    if (page.atEnd) await this.switchOver();
  }

  /** Takes the foremost over the next page, read here. Returns whether the log ended with it. */
  async takeNext(): Promise<boolean> {
    const page = await this.log.readAll({
      after: this.front,
      filter: { types: this.types },
      limit: this.pageSize,
    });
    await this.take(page);
    return page.atEnd;
  }

  /** Leads the hindmost over one page, at most to where the next ones are; at the front they join. */
  async lead(): Promise<void> {
    const after = earliest([...this.behind].map((build) => build.position));
    const hindmost = [...this.behind].filter((build) => build.position === after);
    const ahead = [...this.behind, ...this.foremost].map((build) => build.position);
    const goal = earliest(ahead.filter((place) => comparePlaces(place, after) > 0));
    if (goal === undefined) return;
    const filter = { types: typesOf(hindmost) };
    const page = await this.log.readAll({ after, upTo: goal, filter, limit: this.pageSize });
    const arrived = page.atEnd || page.position === after || comparePlaces(page.position, goal) >= 0;
    const joining = arrived && goal === this.front;
    await this.move(hindmost, page.events, arrived ? goal : page.position, joining && this.atEnd);
    if (joining) await this.join(hindmost);
  }

  /** Starts a view anew, beside what is read; or says what is being built beside already. */
  async startBeside(view: View): Promise<Moving> {
    if (view.beside?.folding) return view.beside as Moving;
    const build = await this.catalogue.startBeside(view);
    await this.place([build]);
    return build;
  }

  /** Puts all builds in line, as they are after opening the store. */
  private async line(head: Place): Promise<void> {
    const builds = this.catalogue.moving();
    const front = latest(builds.map((build) => build.position));
    this.atEnd = front === head;
    for (const build of builds) if (build.position === front) this.foremost.add(build);
    await this.place(builds);
  }

  /** Puts builds where they belong: those at the front with the foremost, all others behind. */
  private async place(builds: readonly Moving[]): Promise<void> {
    const { front } = this;
    const there = builds.filter((build) => build.position === front);
    for (const build of builds) if (build.position !== front) this.behind.add(build);
    if (this.atEnd && there.some((build) => !build.generation.caughtUp)) await this.move(there, [], front, true);
    await this.join(there);
  }

  private async join(builds: readonly Moving[]): Promise<void> {
    for (const build of builds) {
      this.behind.delete(build);
      this.foremost.add(build);
    }
    if (this.atEnd) await this.switchOver();
  }

  /** What was built beside and has caught up is read from now on. */
  private async switchOver(): Promise<void> {
    for (const view of this.catalogue.views.values()) {
      const { beside } = view;
      if (!beside?.generation.caughtUp || !this.foremost.has(beside as Moving)) continue;
      const before = (await this.catalogue.promote(view, beside)) as Moving;
      this.foremost.delete(before);
      this.behind.delete(before);
      this.onMoved([beside as Moving], true);
    }
  }

  private async move(
    builds: readonly Moving[],
    events: readonly StoredEvent[],
    to: Place,
    end: boolean,
    foremost = false,
  ): Promise<void> {
    if (!this.originKnown && events.length > 0) await this.keepOrigin();
    const work = (): Promise<void> => takeEvents(this.store, builds, events, { to, atEnd: end, foremost });
    const views = builds.map((build) => build.generation.projection);
    await (this.watchBatch && events.length > 0 ? this.watchBatch({ views, events }, work) : work());
    this.onMoved(builds, end);
  }

  private async keepOrigin(): Promise<void> {
    const first = await firstEvent(this.log);
    if (first) await this.store.keepOrigin(first.hash);
    this.originKnown = true;
  }
}

/** Throws `VIEWS_UNUSABLE` where views were built from another log, or from events that are no longer in this one. */
export async function refuseOthers(log: Log, store: ViewStore): Promise<void> {
  const { former } = await lookAt(log, store);
  if (former) throw former;
}

interface Looked {
  readonly origin: string | undefined;
  readonly head: Place;
  /** What is said where views hold events that are no longer in the log. */
  readonly former: Error | undefined;
}

/** Throws `VIEWS_UNUSABLE` where views were built from another log. */
async function lookAt(log: Log, store: ViewStore): Promise<Looked> {
  const front = latest((await store.generations()).map(({ position }) => position));
  const head = await log.head();
  const origin = await store.origin();
  await refuseOtherLog(store, origin, log);
  const theirs = comparePlaces(front, head) <= 0 && (await stillHas(log, await store.landmark(), front));
  return { origin, head, former: theirs ? undefined : ofFormerLog(store) };
}

const typesOf = (builds: readonly Moving[]): string[] => [
  ...new Set(builds.flatMap((build) => [...build.folding.types])),
];
