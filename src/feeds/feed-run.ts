import type { CaseEvent } from './concern.state.js';
import { cloudEventOf } from './cloud-event.js';

/** Events that are handed over together, in order: one object for all readers that get the same. Never empty. */
export interface FeedRun {
  readonly events: readonly CaseEvent[];
  /** How much memory they are reckoned to hold: the characters of their CloudEvents. */
  readonly size: number;
}

const texts = new WeakMap<CaseEvent, string>();

/** An event as CloudEvents JSON. Written once, however many readers get it. */
export function textOf(event: CaseEvent): string {
  const known = texts.get(event);
  if (known !== undefined) return known;
  const text = JSON.stringify(cloudEventOf(event));
  texts.set(event, text);
  return text;
}

/** A run of these events. */
export const runOf = (events: readonly CaseEvent[]): FeedRun => ({
  events,
  size: events.reduce((sum, event) => sum + textOf(event).length, 0),
});
