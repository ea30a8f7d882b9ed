import type { Position } from '@baton/contracts';
import { Breath } from './breath.js';
import { refuseOthers } from './convoy.js';
import { stateOf, type Moving } from './catalogue.js';
import { ProjectionsStopped } from './errors.js';
import { comparePlaces } from './places.js';
import type { ViewFailure, ViewState } from './port.js';
import { known, reaching, type Known } from './reaching.js';
import { Reporting, type OnProgress } from './progress.js';
import { Run, type RunnerOptions } from './run.js';
import type { Parked } from './view-store.js';
import type { Views, WaitFor } from './views.js';
import { processTimer, Waiting } from './waiting.js';

/**
 * Keeps views in step with the log. One per process; only one process may build the views of a file.
 * An event that a fold cannot take is set aside with its stream (`parked`). When the log or the place that keeps the
 * views fails, the runner stops, says so in `states()`, and can be started again.
 */
export class ProjectionRunner implements Views {
  private readonly waiting: Waiting;
  private readonly knowing: Known;
  private readonly reporting: Reporting;
  private readonly breath: Breath;
  private readonly watchers = new Set<() => void>();
  private run: Run | undefined;

  constructor(private readonly options: RunnerOptions) {
    this.waiting = new Waiting(options.timer);
    this.knowing = {
      names: options.projections.map(({ name }) => name),
      waiting: this.waiting,
      placeOf: (name) => this.run?.convoy?.catalogue.views.get(name)?.live.position,
      failure: () => this.run?.failure,
    };
    this.breath = new Breath(options.pauseMs ?? 0, options.timer ?? processTimer);
    this.reporting = new Reporting(options.onProgress);
  }

  /**
   * Looks whether views could be built, and changes nothing. Throws why not: `StoreFailed` where the log cannot be read,
   * `ViewStoreFailed` where the views cannot be, or are of another log.
   */
  async look(): Promise<void> {
    await refuseOthers(this.options.store, this.options.views);
  }

  /** Takes up the views and follows the log until `stop`. Rejects where the views cannot be taken up. */
  async start(): Promise<void> {
    const run = await this.open();
    run.follow();
  }

  /** Resolves once the views no longer follow the log: with why, where that is a failure. */
  async ended(): Promise<ViewFailure | undefined> {
    await this.run?.ended;
    return this.run?.failure;
  }

  /** Finishes the batch in hand and ends. Who still waits is refused. */
  async stop(): Promise<void> {
    await this.run?.stop();
    this.waiting.giveUp();
  }

  /** Takes all views to the end of the log, then returns. Where the runner is started, waits for it to get there. */
  async catchUp(): Promise<void> {
    if (this.run && !this.run.over) {
      const head = await this.options.store.head();
      return head === undefined ? undefined : this.waitFor(head);
    }
    const run = await this.open();
    await run.toTheEnd();
    if (run.over) throw this.stopped('The views were not taken to the end of the log');
    await this.stop();
  }

  waitFor(position: Position, waitFor: WaitFor = {}): Promise<void> {
    const patience = this.run?.over ? { ...waitFor, timeoutMs: 0 } : waitFor;
    return this.breath.hurry(() => reaching(this.knowing, position, patience));
  }

  /** Calls back whenever views have moved; must be quick and never throw. Returns how to end it. */
  watch(moved: () => void): () => void {
    this.watchers.add(moved);
    return () => void this.watchers.delete(moved);
  }

  states(): ViewState[] {
    const failure = this.run?.failure;
    return this.options.projections.map(({ name, version }) => {
      const view = this.run?.convoy?.catalogue.views.get(name);
      const state: ViewState = view
        ? stateOf(view)
        : { name, version, position: undefined, status: 'building', parked: 0 };
      return failure ? { ...state, failure } : state;
    });
  }

  /** The events a view has set aside, in the order of the log. */
  async parked(name: string): Promise<Parked[]> {
    known(this.knowing.names, name);
    const stored = await this.options.views.generations();
    const live = stored.find((generation) => generation.projection === name && generation.live);
    const parked = live ? await this.options.views.parked(name, live.generation) : [];
    return parked.toSorted((a, b) => comparePlaces(a.position, b.position));
  }

  /**
   * Builds a view anew from the whole log, beside the one that is read, and puts it in its place: resolves when that
   * is done. What was set aside is tried again. One that is being rebuilt already is waited for. A stop in between
   * rejects with `ProjectionsStopped`; the rebuild goes on at the next start.
   */
  async rebuild(name: string, { onProgress }: { readonly onProgress?: OnProgress } = {}): Promise<void> {
    known(this.knowing.names, name);
    const { run } = this;
    const view = run?.convoy?.catalogue.views.get(name);
    if (!run || !view || run.over) throw this.stopped(`${name} cannot be rebuilt: start the projections first`);
    const late = (): Error => this.stopped(`The rebuild of ${name} was interrupted; it goes on at the next start`);
    const build = await run.startBeside(view);
    if (!build) throw late();
    const unlisten = this.reporting.listen(build, onProgress);
    await this.waiting.until(() => build.generation.live, {}, late).finally(unlisten);
  }

  private async open(): Promise<Run> {
    const before = this.run;
    if (before && !before.over) throw new ProjectionsStopped('The projections run already: stop them first');
    const run = new Run(
      this.options,
      {
        onHead: (head) => this.reporting.logEndsAt(head),
        onMoved: this.moved,
        onFailed: () => this.waiting.giveUp(),
      },
      this.breath,
    );
    this.run = run;
    await before?.stop();
    await run.open();
    this.waiting.announce();
    return run;
  }

  private stopped(what: string): ProjectionsStopped {
    const failure = this.run?.failure;
    return new ProjectionsStopped(failure ? `${what}. ${failure.code}: ${failure.message}` : what, failure);
  }

  private readonly moved = (builds: readonly Moving[], atEnd: boolean): void => {
    this.waiting.announce();
    this.reporting.moved(builds, atEnd);
    for (const moved of this.watchers) moved();
  };
}
