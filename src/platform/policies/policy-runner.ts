import { setTimeout as wait } from 'node:timers/promises';
import type { Position } from '@baton/contracts';
import { Backoff, type EventStore } from '@baton/event-store';
import { comparePlaces, type ProjectionRunner, type Timer as After, type ViewQueries } from '@baton/projections';
import { wakeAt, type Clock } from '../clock/clock.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { Bell } from './bell.js';
import { engineFailed, type CarryOut } from './carry-out.js';
import { DueTimers } from './due-timers.js';
import { FailingTimers } from './failing-timers.js';
import type { Timer } from './policy.js';
import type { Timers } from './timers.projection.js';

/** What a runner works with. */
export interface PolicyWork {
  readonly timers: Timers;
  readonly carryOut: CarryOut;
  readonly log: Pick<EventStore, 'head'>;
  readonly queries: ViewQueries;
  /** What builds the views in this process. */
  readonly views: Pick<ProjectionRunner, 'waitFor' | 'watch'>;
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, 'log' | 'metrics'>;
  /** Calls back once a pause is over; the process's timer unless told. */
  readonly after?: After;
}

/** How many timers are read at once. */
const PAGE = 500;
/** How many commands are under way at once. */
const AT_ONCE = 64;
/** The clock is looked at again after so many milliseconds at the latest: it may have been put forward meanwhile. */
const LOOK_AGAIN_MS = 60_000;
/** Looking takes at most one part in so many of the time, however much fails and must be looked past. */
const SHARE_OF_LOOKING = 20;

/**
 * Does what policies have to do when it is due. One process at a time runs it: the one that builds the views; two would do
 * no harm. It sleeps until the next timer is due or the views move. What was not carried out stands in the view of timers
 * still, and is carried out after a crash by whoever runs it next: at least once, and written once, as the command's id is
 * the timer's and its decision judges by the stream.
 */
export class PolicyRunner {
  private readonly due: DueTimers;
  private readonly failing: FailingTimers;
  /** What was carried out here, or fails, and is in the view still. */
  private readonly handled = new Set<string>();
  private readonly bell = new Bell();
  private written: Position | undefined;
  private stopping = false;
  private standing = false;

  constructor(private readonly work: PolicyWork) {
    this.due = new DueTimers(work.queries, work.timers);
    this.failing = new FailingTimers((timer) => this.fire(timer), work.after);
    work.telemetry.metrics.watch('timersFailing', () =>
      [...this.failing.counts()].map(([policy, value]) => ({ value, labels: { policy } })),
    );
  }

  /** How many timers' commands have failed and are tried again. */
  get failed(): number {
    return [...this.failing.counts().values()].reduce((sum, count) => sum + count, 0);
  }

  /** Goes on until the signal, whatever fails; resolves once the commands under way are through. */
  async run(signal: AbortSignal): Promise<void> {
    const { log } = this.work.telemetry;
    const backoff = new Backoff();
    this.stopping = signal.aborted;
    const unwatch = this.work.views.watch(this.bell.ring);
    signal.addEventListener('abort', this.stop, { once: true });
    while (!signal.aborted) {
      try {
        await this.untilFailure(signal, backoff);
      } catch (err) {
        if (signal.aborted) break;
        if (!this.standing) log.warn({ err }, 'policies stand still: what they need fails, and is tried again');
        this.standing = true;
        await backoff.wait(signal);
      }
    }
    signal.removeEventListener('abort', this.stop);
    unwatch();
    await this.failing.stop();
    this.handled.clear();
  }

  private readonly stop = (): void => {
    this.stopping = true;
    this.bell.ring();
  };

  private async untilFailure(signal: AbortSignal, backoff: Backoff): Promise<void> {
    // What the log holds already is not waited upon: it may say that there is nothing left to do.
    await this.taken(await this.work.log.head(), signal);
    while (!signal.aborted) {
      const began = performance.now();
      const { fresh, more } = await this.look();
      const pause = (performance.now() - began) * SHARE_OF_LOOKING;
      await this.fireAll(fresh);
      this.standing = false;
      backoff.reset();
      if (more) await this.taken(this.written, signal);
      else await this.sleep(pause, signal);
    }
  }

  /** Waits until the view of timers has taken in the log up to a place. */
  private async taken(place: Position | undefined, signal: AbortSignal): Promise<void> {
    if (place !== undefined) await this.work.views.waitFor(place, { views: [this.work.timers.name], signal });
  }

  /** What is due and was not handled yet: a page of it, and whether there may be more. */
  private async look(): Promise<{ fresh: Timer[]; more: boolean }> {
    const now = this.work.clock.now();
    const seen = new Set<string>();
    const fresh: Timer[] = [];
    let page: Timer[] = [];
    do {
      page = await this.due.dueAt(now, PAGE, page.at(-1));
      for (const timer of page) {
        seen.add(timer.timerId);
        if (!this.handled.has(timer.timerId)) fresh.push(timer);
      }
    } while (page.length === PAGE && fresh.length < PAGE);
    const more = page.length === PAGE;
    if (!more) this.forgetAllBut(seen);
    return { fresh, more };
  }

  /** What is no longer in the view is done with. */
  private forgetAllBut(seen: ReadonlySet<string>): void {
    for (const timerId of this.handled) {
      if (seen.has(timerId)) continue;
      this.handled.delete(timerId);
      this.failing.over(timerId);
    }
  }

  private async fireAll(timers: readonly Timer[]): Promise<void> {
    let engine: unknown;
    // All take from the same list.
    const rest = timers.values();
    const oneAfterTheOther = async (): Promise<void> => {
      for (const timer of rest) {
        if (this.stopping || engine !== undefined) return;
        try {
          await this.fire(timer, true);
        } catch (error) {
          engine = error;
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther));
    if (engine !== undefined) throw engine as Error;
  }

  /**
   * Carries out what a timer leads to; where that fails, it is tried again later.
   * @param first throws where the engine fails, which is not the timer's fault: then it counts as not handled
   */
  private async fire(timer: Timer, first = false): Promise<void> {
    const { clock, telemetry, carryOut } = this.work;
    const { policy } = timer;
    try {
      const { position } = await carryOut(timer);
      if (comparePlaces(position, this.written) > 0) this.written = position;
      this.failing.over(timer.timerId);
      telemetry.metrics.count('policyCommands', { policy, outcome: 'done' });
      telemetry.metrics.time('timerLateness', secondsSince(timer.due, clock), { policy });
    } catch (error) {
      if (this.stopping) return;
      if (first && engineFailed(error)) throw error;
      this.putOff(timer, error);
    }
    this.handled.add(timer.timerId);
  }

  private putOff(timer: Timer, error: unknown): void {
    const { log, metrics } = this.work.telemetry;
    const { policy, stream, subject } = timer;
    const failures = this.failing.failed(timer);
    metrics.count('policyCommands', { policy, outcome: 'failed' });
    log.warn({ err: error, policy, stream, subject, failures }, 'a policy could not do what was due: it tries again');
  }

  private async sleep(atLeastMs: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.work;
    const now = clock.now();
    const soon = new Date(Date.parse(now) + LOOK_AGAIN_MS).toISOString();
    const next = (await this.due.nextAfter(now)) ?? soon;
    const callOff = wakeAt(clock, next < soon ? next : soon, this.bell.ring);
    try {
      await wait(atLeastMs, undefined, { signal }).catch(() => undefined);
      await this.bell.heard();
    } finally {
      callOff();
    }
  }
}

const secondsSince = (due: string, clock: Clock): number =>
  Math.max(0, (Date.parse(clock.now()) - Date.parse(due)) / 1000);
