import type { EventStore, Page } from '@baton/event-store';
import type { ProjectionRunner, ViewState } from '@baton/projections';
import { viewLags } from './view-lag.js';

const clock = { now: () => '2026-03-02T09:00:30.000Z' };
const view = (name: string, position: string | undefined): ViewState => ({
  name,
  version: 1,
  position,
  status: 'live',
  parked: 0,
});
const runner = (...views: ViewState[]) => ({ states: () => views }) as unknown as ProjectionRunner;

const log = (head: string | undefined) => {
  const reads: unknown[] = [];
  const readAll = ({ after }: { after?: string | undefined }): Promise<Page> => {
    reads.push(after);
    const events = [{ recordedAt: '2026-03-02T09:00:00.000Z' }] as unknown as Page['events'];
    return Promise.resolve({ events, position: '1', atEnd: false });
  };
  return { reads, store: { head: () => Promise.resolve(head), readAll } as unknown as EventStore };
};

describe('how far views are behind', () => {
  it('is nothing at the end of the log, and of an empty one', async () => {
    for (const place of ['7', undefined]) {
      const { store, reads } = log(place);
      expect(await viewLags(store, runner(view('a', place)), clock)).toEqual([{ view: 'a', events: 0, seconds: 0 }]);
      expect(reads).toEqual([]);
    }
  });

  it('is counted in events and by the age of the oldest of them, with one read a place', async () => {
    const { store, reads } = log('10');
    const lags = await viewLags(store, runner(view('a', '7'), view('b', '7'), view('c', undefined)), clock);
    expect(lags).toEqual([
      { view: 'a', events: 3, seconds: 30 },
      { view: 'b', events: 3, seconds: 30 },
      { view: 'c', events: 10, seconds: 30 },
    ]);
    expect(reads).toEqual(['7', undefined]);
  });

  it('is told by age alone where positions do not count events', async () => {
    const [lag] = await viewLags(log('900/900').store, runner(view('a', '70/70')), clock);
    expect(lag).toEqual({ view: 'a', events: undefined, seconds: 30 });
  });
});
