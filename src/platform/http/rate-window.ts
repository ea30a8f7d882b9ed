import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/clock.js';

const KEYS = 50_000;
const MINUTE = 60_000;

interface Count {
  readonly since: number;
  times: number;
}

/** Counts what somebody does within a minute. The memory it takes is bounded: those seen least recently are forgotten. */
export class RateWindow {
  // Each counts as one: a mere `max` would take the room of all of them at once.
  private readonly counts = new LRUCache<string, Count>({ maxSize: KEYS, sizeCalculation: () => 1 });

  /** @param most how often in a minute; 0 for as often as one likes */
  constructor(
    private readonly most: number,
    private readonly clock: Clock,
  ) {}

  /** Counts once more; the seconds to wait when that is once too often. */
  take(key: string): number | undefined {
    if (this.most === 0) return undefined;
    const now = Date.parse(this.clock.now());
    const known = this.counts.get(key);
    const count = known && now - known.since < MINUTE ? known : { since: now, times: 0 };
    if (count !== known) this.counts.set(key, count);
    count.times += 1;
    return count.times > this.most ? secondsLeft(count, now) : undefined;
  }

  /** The seconds to wait when it was too often already; counts nothing. */
  full(key: string): number | undefined {
    const now = Date.parse(this.clock.now());
    const count = this.counts.get(key);
    return this.most > 0 && count && now - count.since < MINUTE && count.times >= this.most
      ? secondsLeft(count, now)
      : undefined;
  }
}

const secondsLeft = ({ since }: Count, now: number): number => Math.max(1, Math.ceil((since + MINUTE - now) / 1000));

/** What counts as one address: an IPv6 address by its first four groups, for a host has all that begin so. */
export function addressOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const groups =
    tail === undefined ? before : [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return groups.slice(0, 4).join(':');
}
