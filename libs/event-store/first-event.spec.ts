import { firstEvent } from './first-event.js';
import type { Page, ReadAll, StoredEvent } from './port.js';

const event = (position: string): StoredEvent => ({ position }) as StoredEvent;

/** A log of these pages, whose positions are 1, 2, … and which ends with the last of them. */
const logOf = (...pages: readonly (readonly StoredEvent[])[]) => ({
  readAll: ({ after }: ReadAll): Promise<Page> => {
    const at = Number(after ?? 0);
    return Promise.resolve({ events: pages[at] ?? [], position: String(at + 1), atEnd: at >= pages.length - 1 });
  },
});

describe('the first event', () => {
  it('of a log is found behind pages that hold events of others alone', async () => {
    await expect(firstEvent(logOf([], [], [event('3')]))).resolves.toEqual(event('3'));
  });

  it('is looked for after a position', async () => {
    await expect(firstEvent(logOf([event('1')], [], [event('3')]), { after: '1' })).resolves.toEqual(event('3'));
  });

  it('is none where the log ends before', async () => {
    await expect(firstEvent(logOf())).resolves.toBeUndefined();
    await expect(firstEvent(logOf([], []))).resolves.toBeUndefined();
  });
});
