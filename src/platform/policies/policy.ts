import type { AnyFact, Recorded } from '@baton/contracts';
import type { DescribedClass } from '@baton/fields';

/** What a policy is to do about something once an instant has come. */
export interface Timer {
  /** A UUID made of the event that set it and the policy: the id of the command, so that it is carried out once. */
  readonly timerId: string;
  readonly policy: string;
  /** The stream of the event that set it: `case-<uuid>`. */
  readonly stream: string;
  /** What it is about in that stream: the id of a transfer. A policy has one timer about it at a time. */
  readonly subject: string;
  /** UTC ISO 8601. */
  readonly due: string;
}

/** The timers that a policy has in the stream of an event. */
export interface TimersOfStream {
  /** Has the policy act once an instant has come (UTC ISO 8601), in place of what was set about the same before. */
  set(subject: string, due: string): void;
  /** There is nothing left to do about it. */
  drop(subject: string): void;
  /**
   * This stream says of something what it did not say before, and another one is to say it, too. Sets the policy's timer
   * about it while only one of the two has; the other's word drops it, and so does taking it back before that.
   */
  turn(subject: string, otherStream: string, due: string): Promise<void>;
}

type EventOf<T extends AnyFact['type']> = Recorded<Extract<AnyFact, { type: T }>>;

/** What an event sets and drops. (Written as a method, so that folds of several events may be called as one.) */
type FoldOf<T extends AnyFact['type']> = {
  fold(event: EventOf<T>, timers: TimersOfStream): void | Promise<void>;
}['fold'];

/**
 * What Baton does by itself: which events say that something is to be done and when, which say that it no longer is, and
 * the command that does it. Pure. What is to be done stands until an event of the log drops it: the command's own among
 * them, so that neither a crash nor a second process makes it be forgotten or done twice. To act upon an event at once, set
 * a timer to the instant at which it was recorded.
 */
export interface Policy<C extends object = object> {
  /** A sentence, as its folder is called: `expire-unanswered-offers`. */
  readonly name: string;
  /**
   * From 1 on; raise it when `on` changes, and what is to be done is worked out anew from the whole log. The view has the sum
   * of them and of those that are gone: see `RetiredPolicies`.
   */
  readonly version: number;
  readonly on: { readonly [T in AnyFact['type']]?: FoldOf<T> };
  /** The command that does it: a registered one. Its decision judges by the stream, and writes nothing the second time. */
  readonly command: DescribedClass<C>;
  readonly ask: (timer: Timer) => C;
}

/** Declares a policy with its types inferred. */
export const policy = <C extends object>(declared: Policy<C>): Policy<C> => declared;

/** The policies that are gone, be it under another name: each with the last version it had. What goes is entered here. */
export type RetiredPolicies = Readonly<Record<string, number>>;
