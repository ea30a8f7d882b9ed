import { LRUCache } from 'lru-cache';
import { DayHours, type Span } from './day-hours.js';
import { HORIZON_MS } from './horizon.js';

/**
 * The length of a stretch, which begins at a multiple of it: about 50 days. No calendar is meant by it; a stretch is only
 * what is worked out at a time.
 */
const LENGTH_MS = 2 ** 32;
/** How many stretches a calendar keeps: 17 years. */
const KEPT = 128;

/** The opening times of a stretch of time, sorted, joined where one follows on another, and cut at its ends. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** The working time of the stretch until each closing. */
  readonly worked: Float64Array;
  /** The working time of the stretch. */
  readonly total: number;
}

/** A calendar as sorted opening times, worked out stretch by stretch as they are asked for. */
export class Stretches {
  private readonly kept = new LRUCache<number, Stretch>({ max: KEPT });

  constructor(private readonly days: DayHours) {}

  /** The stretch that an instant is in. */
  at(epoch: number): Stretch {
    const index = Math.floor(epoch / LENGTH_MS);
    const known = this.kept.get(index);
    if (known) return known;
    const made = this.make(index * LENGTH_MS);
    this.kept.set(index, made);
    return made;
  }

  /** The stretches from the one that an instant is in, as far as is looked. */
  *from(epoch: number): Iterable<Stretch> {
    for (let at = epoch; at < epoch + HORIZON_MS;) {
      const stretch = this.at(at);
      yield stretch;
      at = stretch.until;
    }
  }

  /** The stretches from the one that an instant is in back, as far as is looked. */
  *before(epoch: number): Iterable<Stretch> {
    for (let at = epoch; at > epoch - HORIZON_MS;) {
      const stretch = this.at(at);
      yield stretch;
      at = stretch.from - 1;
    }
  }

  private make(from: number): Stretch {
    const until = from + LENGTH_MS;
    const spans = joined(this.openOnDates(from, until))
      .map(([opens, closes]): Span => [Math.max(opens, from), Math.min(closes, until)])
      .filter(([opens, closes]) => opens < closes);
    let total = 0;
    const worked = Float64Array.from(spans, ([opens, closes]) => (total += closes - opens));
    return {
      from,
      until,
      opens: Float64Array.from(spans, ([opens]) => opens),
      closes: Float64Array.from(spans, ([, closes]) => closes),
      worked,
      total,
    };
  }

  /** The hours of every date that reaches into a stretch. */
  private openOnDates(from: number, until: number): Span[] {
    const last = this.days.dateAt(until).toString();
    const spans: Span[] = [];
    // The hours of the day before may run over midnight; and a zone may have skipped a date.
    for (
      let date = this.days.dateAt(from).subtract({ days: 2 });
      date.toString() <= last;
      date = date.add({ days: 1 })
    ) {
      spans.push(...this.days.openOn(date));
    }
    return spans;
  }
}

/** Spans in order, with those joined that touch or overlap, so that no instant counts twice. */
export function joined(spans: readonly Span[]): Span[] {
  const inOrder = spans.toSorted(([a], [b]) => a - b);
  const result: Span[] = [];
  for (const [from, until] of inOrder) {
    const last = result.at(-1);
    if (last && from <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], until)];
    else result.push([from, until]);
  }
  return result;
}

/** The index of the first value of a sorted list that is not less than a limit, or its length. */
export function firstNotBelow<T extends number | string>(sorted: ArrayLike<T>, limit: T): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as T) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
