import { ViewStoreFailed } from './errors.js';
import { Folding } from './folding.js';
import { layoutsOf, type Layout } from './layout.js';
import type { StoredEvent } from '@baton/event-store';
import type { Projection, ViewState } from './port.js';
import type { Place } from './places.js';
import type { Checkpoint, Generation, ViewStore } from './view-store.js';

/** A generation in the runner's hand. */
export class Build {
  constructor(
    public generation: Generation,
    /** Absent for a generation of an older version: it is still read, but nothing can be folded into it. */
    readonly folding: Folding | undefined,
  ) {}

  get projection(): string {
    return this.generation.projection;
  }

  get position(): Place {
    return this.generation.position;
  }

  /** How many streams are set aside, with those of the batch in hand. */
  get parked(): number {
    return this.folding?.parkedCount ?? this.generation.parked;
  }

  /** What to write for having come to a place. */
  checkpoint(to: Place, folded: number, atEnd: boolean): Checkpoint {
    const { projection, generation, position, events, caughtUp } = this.generation;
    return { projection, generation, from: position, to, events: events + folded, caughtUp: caughtUp || atEnd };
  }

  /** The checkpoint is written. */
  passed({ to, events, caughtUp }: Checkpoint): void {
    this.generation = { ...this.generation, position: to, events, caughtUp };
  }
}

/** A build that can be gone on with. */
export type Moving = Build & { readonly folding: Folding };

/** A projection with what is built of it. */
export interface View {
  readonly spec: Projection;
  readonly layout: Layout;
  /** What is read now. */
  live: Build;
  /** What is built beside it. */
  beside: Build | undefined;
}

/** Told when a fold threw. */
export type OnSetAside = (projection: string, event: StoredEvent) => void;

/** All views, as the store has them and as the code wants them. */
export class Catalogue {
  private constructor(
    private readonly store: ViewStore,
    private readonly onSetAside: OnSetAside,
    readonly views: ReadonlyMap<string, View>,
  ) {}

  /**
   * Takes up what the store has: goes on with what fits the code, starts what is new or of another version beside
   * what is read, and drops what the code no longer knows. Where other versions of the code are at work `beside`, what is
   * newer than the code is refused (`VIEWS_NEWER`), and what it does not know is left to them.
   */
  static async open(
    store: ViewStore,
    specs: readonly Projection[],
    onSetAside: OnSetAside,
    beside = false,
  ): Promise<Catalogue> {
    const layouts = layoutsOf(specs);
    const views = new Map<string, View>();
    const catalogue = new Catalogue(store, onSetAside, views);
    const generations = await store.generations();
    const stored = Map.groupBy(generations, (generation) => generation.projection);
    if (beside) refuseNewer(store, generations, layouts);
    else for (const projection of stored.keys()) if (!layouts.has(projection)) await store.drop(projection);
    for (const spec of specs) {
      const layout = layouts.get(spec.name) as Layout;
      views.set(spec.name, await catalogue.takeUp(spec, layout, stored.get(spec.name) ?? []));
    }
    return catalogue;
  }

  /** Everything that moves with the log. */
  moving(): Moving[] {
    return [...this.views.values()]
      .flatMap(({ live, beside }) => (beside ? [live, beside] : [live]))
      .filter((build): build is Moving => build.folding !== undefined);
  }

  /** Starts a view anew, beside what is read. */
  async startBeside(view: View): Promise<Moving> {
    const build = this.build(view.spec, await this.store.create(view.layout));
    view.beside = build;
    return build;
  }

  /** What was built beside is read from now on. Returns what was read before. */
  async promote(view: View, beside: Build): Promise<Build> {
    await this.store.promote(beside.generation);
    const before = view.live;
    beside.generation = { ...beside.generation, live: true };
    view.live = beside;
    view.beside = undefined;
    return before;
  }

  private async takeUp(spec: Projection, layout: Layout, stored: readonly Generation[]): Promise<View> {
    const fits = ({ version, shape }: Generation): boolean => version === layout.version && shape === layout.shape;
    const live = stored.find((generation) => generation.live) ?? (await this.store.create(layout));
    const view: View = {
      spec,
      layout,
      live: fits(live) ? this.build(spec, live) : new Build(live, undefined),
      beside: undefined,
    };
    for (const other of stored) {
      if (other.live) continue;
      if (fits(other) && !view.beside) view.beside = this.build(spec, other);
      else await this.store.drop(spec.name, other.generation);
    }
    if (!view.live.folding && !view.beside) await this.startBeside(view);
    return view;
  }

  private build(spec: Projection, generation: Generation): Moving {
    const { store, onSetAside } = this;
    const folding = new Folding(spec, generation, store.tables(generation), store.parkedTable(), (event) =>
      onSetAside(spec.name, event),
    );
    return new Build(generation, folding) as Moving;
  }
}

/** Building the older version again would take from newer processes what they read, and they would take it back. */
function refuseNewer(
  { where }: ViewStore,
  generations: readonly Generation[],
  layouts: ReadonlyMap<string, Layout>,
): void {
  for (const { projection, version } of generations) {
    const own = layouts.get(projection)?.version ?? version;
    if (version <= own) continue;
    throw new ViewStoreFailed(
      'VIEWS_NEWER',
      `${projection} in ${where} is of version ${version}, and this process is older: it builds version ${own}`,
      'Upgrade it. To go back to its version instead, stop all workers, and build all views with it (baton rebuild)',
    );
  }
}

/** A build as whoever does not build it knows it. */
export type Seen = Pick<Build, 'generation' | 'parked'>;

/** How a view stands, for people. */
export function stateOf({ live, beside }: { readonly live: Seen; readonly beside: Seen | undefined }): ViewState {
  const { projection: name, version, position, caughtUp } = live.generation;
  return {
    name,
    version,
    position,
    status: beside ? 'rebuilding' : caughtUp ? 'live' : 'building',
    parked: live.parked,
    ...(beside && {
      beside: { version: beside.generation.version, position: beside.generation.position, parked: beside.parked },
    }),
  };
}
