import { Turns } from './turns.js';

const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

describe('turns', () => {
  it('are taken one after the other on one name, in the order of coming, and at once on another', async () => {
    const turns = new Turns(60_000);
    const { open, opened } = gate();
    const seen: string[] = [];
    const all = [
      turns.take('a', async () => opened.then(() => seen.push('first'))),
      turns.take('a', async () => seen.push('second')),
      turns.take('a', async () => seen.push('third')),
    ];
    await turns.take('b', async () => seen.push('other'));
    open();
    await Promise.all(all);
    expect(seen).toEqual(['other', 'first', 'second', 'third']);
  });

  it('are refused to all who have waited for as long as they may, and nothing of theirs is tried', async () => {
    const turns = new Turns(150);
    const { open, opened } = gate();
    const tried: number[] = [];
    const first = turns.take('a', () => opened);
    const late = await Promise.allSettled([1, 2, 3].map((one) => turns.take('a', async () => tried.push(one))));
    const untried = { name: 'StoreFailed', code: 'STORE_UNREACHABLE' };
    expect(late).toMatchObject([1, 2, 3].map(() => ({ status: 'rejected', reason: untried })));
    // Who comes now still waits for the first, and not for those who left.
    const next = turns.take('a', async () => tried.push(4));
    open();
    await Promise.all([first, next]);
    expect(tried).toEqual([4]);
  });

  it('tell how much time is left, less where the caller has less', async () => {
    const turns = new Turns(60_000);
    const lefts = [await turns.take('a', async (left) => left()), await turns.take('a', async (left) => left(), 5000)];
    expect(lefts.map((left) => Math.ceil(left / 5000))).toEqual([12, 1]);
  });

  it('go on after work that failed', async () => {
    const turns = new Turns(60_000);
    const failed = turns.take('a', () => Promise.reject(new Error('no')));
    const next = turns.take('a', () => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
