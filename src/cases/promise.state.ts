import type { AttemptOutcome, PromiseMade, Reminder } from '@baton/contracts';
import type { PromiseStatus } from './case.words.js';

/** When somebody is reminded of a promise; UTC ISO 8601. */
export interface RemindedAt {
  readonly halfwayAt?: string | undefined;
  readonly pressingAt?: string | undefined;
}

/** What was tried of a call back so far, since its time was agreed on last. */
export interface AttemptsSoFar {
  readonly made: number;
  /** Those that count. */
  readonly counted: number;
  readonly lastOutcome: AttemptOutcome;
  /** When the last one was, and the last that counts; UTC ISO 8601. */
  readonly lastAt: string;
  readonly lastCountedAt?: string | undefined;
  /** Nobody need try again: the customer is written to. */
  readonly exhausted: boolean;
  /** When the next one is best made, UTC ISO 8601. */
  readonly nextFrom?: string | undefined;
  readonly nextUntil?: string | undefined;
  /** The revision of the event that says so. */
  readonly revision: number;
}

/** A promise as the case knows it. */
export type KnownPromise = Readonly<Omit<PromiseMade, keyof RemindedAt>> &
  RemindedAt & {
    /** The revision of the event that says what holds, and when that happened. */
    readonly revision: number;
    readonly at: string;
    readonly status: PromiseStatus;
    readonly madeAt: string;
    readonly madeBy: string;
    /** The due time first promised; later ones do not change it (P4). */
    readonly firstDue: string;
    /** The revision of the event with which it was kept, broken, released or cancelled. */
    readonly settledRevision?: number;
    /** P7: broken by time alone. What shows that it was kept or released no later than due still mends that. */
    readonly lapsed?: boolean;
    /** The last reminder of it, since its time was agreed on last. */
    readonly reminded?: Reminder | undefined;
    /** What was tried of a call back (P3), since its time was agreed on last. */
    readonly attempts?: AttemptsSoFar | undefined;
    /** H8: it stayed with the department that owes it when the case passed on; only that one passes it on. */
    readonly stays?: boolean;
    /** The contact in which the beneficiary released it, be it after it was broken by time. */
    readonly releasedIn?: string;
  };
