import { setImmediate as nextTurn } from 'node:timers/promises';
import { Arrivals } from './arrivals.js';
import { follow } from './following.js';
import type { Page, ReadAll } from './port.js';

/** A log of which only the positions matter, that counts how often it is read. */
class CountedLog {
  readonly arrivals = new Arrivals();
  reads = 0;
  head = 0;
  duringRead: (() => void) | undefined;

  readAll({ after }: ReadAll): Promise<Page> {
    this.reads += 1;
    if (this.reads > 100) throw new Error('it reads again and again');
    const position = this.head === 0 ? after : String(this.head);
    this.duringRead?.();
    return Promise.resolve({ events: [], position, atEnd: true });
  }

  append(): void {
    this.head += 1;
    this.arrivals.announce();
  }
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await nextTurn();
};

describe('following a log', () => {
  let log: CountedLog;
  let ending: AbortController;
  beforeEach(() => {
    log = new CountedLog();
    ending = new AbortController();
  });
  const pages = (after?: string) => follow(log, log.arrivals, { after, signal: ending.signal });

  it('reads nothing while nothing arrives, and once when something does', async () => {
    const next = pages().next();
    await turns(20);
    expect(log.reads).toBe(1);
    log.append();
    expect((await next).value?.position).toBe('1');
    expect(log.reads).toBe(2);
    ending.abort();
  });

  it('misses nothing that arrives while it reads', async () => {
    log.duringRead = () => {
      log.duringRead = undefined;
      log.append();
    };
    expect((await pages().next()).value?.position).toBe('1');
  });

  it('reads only when it is asked to go on', async () => {
    const all = pages();
    for (let count = 0; count < 50; count++) log.append();
    await turns(20);
    expect(log.reads).toBe(0);
    expect((await all.next()).value?.position).toBe('50');
    log.append();
    await turns(20);
    expect(log.reads).toBe(1);
  });

  it('lets go of its signal each time it wakes, so that a long subscription does not leak', async () => {
    let listening = 0;
    const { signal } = ending;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listening += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listening -= 1;
      remove(...args);
    };
    const all = pages();
    for (let count = 0; count < 10; count++) {
      const next = all.next();
      await turns(2);
      expect(listening).toBe(1);
      log.append();
      await next;
      expect(listening).toBe(0);
    }
  });

  it('refuses a page size that is none', async () => {
    for (const pageSize of [0, -1, 1.5, 10_001, NaN]) {
      const wrong = follow(log, log.arrivals, { signal: ending.signal, pageSize });
      await expect(wrong.next()).rejects.toThrow(RangeError);
    }
  });
});
