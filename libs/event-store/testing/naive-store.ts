import { setImmediate as nextTurn } from 'node:timers/promises';
import { Arrivals } from '../arrivals.js';
import { follow } from '../following.js';
import type { AppendOptions, Appended, NewEvent, Page, ReadAll, StoredEvent, Subscribe } from '../port.js';
import { NO_STREAM, sealBatch, unpack } from '../preparation.js';
import type { Huntable } from './gap-hunter.js';

/**
 * A store with the gap bug, as a sequence in a table with concurrent transactions has it: a position is drawn when
 * an append begins and becomes visible when it ends, and appends do not end in the order in which they began. The
 * negative control of the gap hunter.
 */
export class NaiveStore implements Huntable {
  private drawn = 0;
  private readonly visible: StoredEvent[] = [];
  private readonly arrivals = new Arrivals();

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    const first = this.drawn + 1;
    this.drawn += events.length;
    for (let turn = 0; turn < first % 4; turn++) await nextTurn();
    for (const [index, { text, hash }] of sealBatch(stream, events, options, NO_STREAM).entries()) {
      this.visible.push(unpack(text, hash, String(first + index)));
    }
    this.visible.sort((a, b) => Number(a.position) - Number(b.position));
    this.arrivals.announce();
    return { stream, firstRevision: 0, revision: events.length - 1, position: String(first + events.length - 1) };
  }

  readAll({ after, limit }: ReadAll): Promise<Page> {
    const events = this.visible.filter(({ position }) => Number(position) > Number(after ?? 0)).slice(0, limit);
    return Promise.resolve({ events, position: events.at(-1)?.position ?? after, atEnd: events.length < limit });
  }

  async *subscribe(options: Subscribe): AsyncGenerator<Page, void, undefined> {
    yield* follow(this, this.arrivals, options);
  }

  head(): Promise<string | undefined> {
    return Promise.resolve(this.visible.at(-1)?.position);
  }
}
