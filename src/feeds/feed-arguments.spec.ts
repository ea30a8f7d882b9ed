import { BEGINNING, StoreFailed } from '@baton/event-store';
import { wantedOf } from './feed-arguments.js';

const otto = { agent: 'otto', department: 'audit', role: 'AUDITOR' } as const;

/** A log that ends there, without any stream. */
const endingAt = (head: string | undefined) => ({
  head: () => Promise.resolve(head),
  async *readStream() {},
  readAll: ({ after }: { readonly after?: string | undefined }) =>
    Promise.resolve({ events: [], position: after, atEnd: true }),
});

describe.each(['5', '500/500', undefined])('what a reader asks of a log that ends at %s', (head) => {
  it('may be what comes after the beginning, as a receipt names it', async () => {
    expect(await wantedOf({ after: BEGINNING }, otto, endingAt(head))).toEqual({ filter: {}, after: BEGINNING });
  });

  it('is not what comes after a position beyond it, or one of another engine', async () => {
    for (const after of [head?.includes('/') ? '5' : '5/5', '501', '501/501']) {
      await expect(wantedOf({ after }, otto, endingAt(head))).rejects.toMatchObject({
        extensions: { code: 'INPUT_INVALID' },
      });
    }
  });
});

describe('what a reader asks of a log', () => {
  const failing = (code: 'POSITION_UNKNOWN' | 'STORE_UNREACHABLE') => ({
    ...endingAt('500/500'),
    readAll: () => Promise.reject(new StoreFailed(code, 'no', 'Look')),
  });

  it('is not what comes after a position that is no place in it', async () => {
    const asked = wantedOf({ after: '7/7' }, otto, failing('POSITION_UNKNOWN'));
    await expect(asked).rejects.toMatchObject({ extensions: { code: 'INPUT_INVALID' } });
  });

  it('is not blamed for a log that cannot be read', async () => {
    const asked = wantedOf({ after: '7/7' }, otto, failing('STORE_UNREACHABLE'));
    await expect(asked).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
  });
});
