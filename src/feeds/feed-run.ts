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

/** How many characters a part of a run has at most, unless it is a single event. */
const PART_SIZE = 65_536;

const parts = new WeakMap<FeedRun, readonly FeedRun[]>();

/** A run in parts that are not large, in order: itself where it is not. Cut once, however many readers get it. */
export function partsOf(run: FeedRun): readonly FeedRun[] {
  if (run.size <= PART_SIZE) return [run];
  const known = parts.get(run);
  if (known) return known;
  const cut: CaseEvent[][] = [];
  let size = Infinity;
  for (const event of run.events) {
    const { length } = textOf(event);
    size += length;
    if (size > PART_SIZE) {
      cut.push([]);
      size = length;
    }
    cut.at(-1)?.push(event);
  }
  const made = cut.map(runOf);
  parts.set(run, made);
  return made;
}
