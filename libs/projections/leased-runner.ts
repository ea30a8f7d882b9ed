import { Backoff } from '@baton/event-store';
import { failureOf } from './errors.js';
import type { HeldLease, Lease } from './lease.js';
import type { ViewFailure, ViewState } from './port.js';
import type { RunnerLog } from './run.js';
import type { ProjectionRunner } from './runner.js';

/**
 * Builds views for as long as this process has the lease, and waits for it otherwise: any number of processes may do
 * so, and one of them builds. What fails is said, and tried again by whoever gets the lease next, with growing pauses.
 * Who cannot read the log does not ask for the lease, and gives it back.
 */
export class LeasedRunner {
  /** Whether this process has the lease. */
  holds = false;
  /** Why this process cannot build, until it builds again or another is found to have the lease: it is being tried again. */
  failure: ViewFailure | undefined;
  private readonly stopping = new AbortController();
  private readonly backoff = new Backoff();
  private turns: Promise<void> | undefined;
  private beside: Beside | undefined;

  /** @param runner is started and stopped here alone */
  constructor(
    private readonly runner: ProjectionRunner,
    private readonly lease: Lease,
    private readonly logger?: RunnerLog,
  ) {}

  /** Names what else is done for as long as views are built here. To be named before `start`. */
  alongside(work: Beside): void {
    this.beside = work;
  }

  /** Begins to wait for the lease. */
  start(): void {
    this.turns ??= this.takeTurns(this.stopping.signal);
  }

  /** Finishes the batch in hand, gives the lease back and ends. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.turns;
  }

  /** How every view stands as this process knows it: in full while it has the lease. */
  states(): ViewState[] {
    const { failure } = this;
    return this.runner.states().map(({ failure: _, ...state }) => (failure ? { ...state, failure } : state));
  }

  private async takeTurns(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        // Who could not build anyway leaves the lease to who can: it would change hands again and again where nobody can.
        await this.runner.look();
        const held = await this.lease.take(signal, () => this.waits());
        this.holds = true;
        this.failure = await this.build(held, signal).finally(() => this.giveBack(held));
      } catch (error) {
        if (signal.aborted) return;
        this.failure = failureOf(error);
        this.logger?.error(`The views cannot be built. ${this.failure.code}: ${this.failure.message}`);
      }
      if (this.failure) await this.backoff.wait(signal);
    }
  }

  /** Another builds. Only what keeps this process from ever doing so is still said: its views are older. */
  private waits(): void {
    if (this.failure?.code !== 'VIEWS_NEWER') this.failure = undefined;
  }

  /** Builds until the lease is lost or the runner is stopped or fails. Returns why it failed. */
  private async build(held: HeldLease, signal: AbortSignal): Promise<ViewFailure | undefined> {
    const over = AbortSignal.any([held.lost, signal]);
    const before = this.places();
    let stopped: Promise<void> | undefined;
    const stop = (): void => {
      // Said at once: the batch in hand may take long to end, for the same reason.
      this.holds = false;
      this.failure = whyLost(held);
      stopped ??= this.runner.stop();
    };
    over.addEventListener('abort', stop, { once: true });
    const ended = new AbortController();
    let beside: Promise<void> | undefined;
    try {
      this.failure = undefined;
      if (over.aborted) return undefined;
      await this.runner.start();
      beside = this.beside?.(AbortSignal.any([over, ended.signal]));
      const failure = await this.runner.ended();
      return over.aborted || isLost(failure) ? whyLost(held) : failure;
    } catch (error) {
      if (over.aborted || isLost(failureOf(error))) return whyLost(held);
      throw error;
    } finally {
      ended.abort();
      await beside;
      over.removeEventListener('abort', stop);
      await (stopped ?? this.runner.stop());
      // Who came on is not failing over and over.
      if (this.places() !== before) this.backoff.reset();
    }
  }

  private async giveBack(held: HeldLease): Promise<void> {
    this.holds = false;
    const { lost } = held;
    if (lost.aborted) {
      this.logger?.warn(`The views are no longer built here: ${failureOf(lost.reason).message}`);
      return;
    }
    await held.giveBack().catch((error: unknown) => {
      this.logger?.warn(`The lease could not be given back, and ends by itself: ${failureOf(error).message}`);
    });
  }

  private places(): string {
    return this.runner
      .states()
      .map(({ position }) => position)
      .join();
  }
}

/** Goes on until the signal, whatever fails in it: it resolves then, and never rejects. */
export type Beside = (signal: AbortSignal) => Promise<void>;

/** Why the lease is no longer there, where that is a failure: it could not be renewed. */
const whyLost = ({ lost }: HeldLease): ViewFailure | undefined => {
  const failure = lost.aborted ? failureOf(lost.reason) : undefined;
  return isLost(failure) ? undefined : failure;
};

/** Another has the lease: there is nothing wrong with waiting again. */
const isLost = (failure: ViewFailure | undefined): boolean => failure?.code === 'LEASE_LOST';
