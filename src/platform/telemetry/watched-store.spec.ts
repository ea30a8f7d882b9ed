import { StoreFailed, type Appended, type AppendOptions, type EventStore, type NewEvent } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { appendOptions, newEvent } from '@baton/event-store/testing';
import type { ProjectionRunner } from '@baton/projections';
import pino from 'pino';
import { healthOf, type Health } from '../health/health.js';
import { Metrics } from './metrics.js';
import { NO_SPANS } from './spans.js';
import { watchedStore } from './watched-store.js';

/** An engine whose disk can be full. */
class Disk extends MemoryEventStore {
  trouble: StoreFailed | undefined;
  trials = 0;

  override append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    return this.trouble ? Promise.reject(this.trouble) : super.append(stream, events, options);
  }

  tryWriting(): Promise<void> {
    this.trials += 1;
    return this.trouble ? Promise.reject(this.trouble) : Promise.resolve();
  }
}

const full = new StoreFailed('STORE_FULL', '/secret/place is full', 'Make room');
const runner = { states: () => [] } as unknown as ProjectionRunner;

describe('whether commands can be stored', () => {
  let disk: Disk;
  let metrics: Metrics;
  let store: EventStore;
  beforeEach(() => {
    disk = new Disk();
    metrics = new Metrics();
    store = watchedStore(disk, { metrics, log: pino({ level: 'silent' }), spans: NO_SPANS });
  });
  afterEach(() => metrics.close());

  const append = (): Promise<Appended> => store.append('case-1', [newEvent('Noted')], appendOptions('any'));
  const health = (): Promise<Health> => healthOf(store, runner);

  it('is not tried as long as they are', async () => {
    await append();
    disk.trouble = full;
    expect((await health()).status).toBe('ready');
    expect(disk.trials).toBe(0);
  });

  it('is tried again at each look once one was not, until it can be: nobody has to send one for that', async () => {
    await append();
    disk.trouble = full;
    await expect(append()).rejects.toBe(full);
    for (const _look of [1, 2]) {
      const { status, problems, head } = await health();
      expect([status, head]).toEqual(['not ready', '1']);
      expect(problems).toEqual([{ code: 'STORE_FULL', message: expect.stringMatching(/^No command .*Make room\.$/) }]);
    }
    disk.trouble = undefined;
    for (const _look of [1, 2]) expect((await health()).status).toBe('ready');
    expect([disk.trials, await store.head()]).toEqual([3, '1']);
  });

  it('is known as soon as one is stored again', async () => {
    disk.trouble = full;
    await expect(append()).rejects.toBe(full);
    disk.trouble = undefined;
    await append();
    expect([(await health()).status, disk.trials]).toEqual(['ready', 0]);
  });

  it('is not asked because of a command that others were in the way of', async () => {
    disk.trouble = new StoreFailed('STORE_CONTENDED', 'others write', 'Try again');
    await expect(append()).rejects.toBe(disk.trouble);
    await expect(store.append('case-2', [newEvent('Noted')], appendOptions('exists'))).rejects.toThrow();
    expect([(await health()).status, disk.trials]).toEqual(['ready', 0]);
  });

  it('is told by reading where an engine has nothing else to try', async () => {
    const engine = { facts: () => disk.facts(), head: () => disk.head(), append: () => Promise.reject(full) };
    store = watchedStore(engine as unknown as EventStore, { metrics, log: pino({ level: 'silent' }), spans: NO_SPANS });
    await expect(append()).rejects.toBe(full);
    expect((await health()).status).toBe('ready');
  });
});
