import { Metrics } from './metrics.js';
import { watchService, type Watched } from './service-figures.js';

const NOW = '2026-03-02T09:00:30.000Z';
const event = { recordedAt: '2026-03-02T09:00:00.000Z' };

/** A log of ten events, and one view that has seven of them. */
const service = (readAll: () => Promise<unknown>) =>
  ({
    store: { facts: () => ({ engine: 'memory' }), head: () => Promise.resolve('10'), readAll },
    views: { states: () => [{ name: 'inbox', version: 1, position: '7', status: 'live', parked: 0 }] },
    clock: { now: () => NOW },
  }) as unknown as Watched;

const watched = (readAll: () => Promise<unknown>): Metrics => {
  const metrics = new Metrics();
  watchService(metrics, service(readAll), { stopping: () => false, tokens: () => undefined });
  return metrics;
};

describe('how far views are behind', () => {
  it('is found with one look at the log for both figures, at each scrape anew', async () => {
    let looks = 0;
    const metrics = watched(() => {
      looks += 1;
      return Promise.resolve({ events: [event], position: '8', atEnd: false });
    });
    for (const scrape of [1, 2]) {
      const text = await metrics.text();
      expect(text).toMatch(/^baton_view_behind_events\{view="inbox"\} 3$/m);
      expect(text).toMatch(/^baton_view_behind_seconds\{view="inbox"\} 30$/m);
      expect(looks).toBe(scrape);
    }
    await metrics.close();
  });

  it('is not told while the log cannot be read, and again once it can', async () => {
    let readable = false;
    const metrics = watched(() =>
      readable ? Promise.resolve({ events: [event], position: '8', atEnd: false }) : Promise.reject(new Error('gone')),
    );
    expect(await metrics.text()).not.toMatch(/^baton_view_behind_\w+\{/m);
    readable = true;
    expect(await metrics.text()).toMatch(/^baton_view_behind_seconds\{view="inbox"\} 30$/m);
    await metrics.close();
  });
});
