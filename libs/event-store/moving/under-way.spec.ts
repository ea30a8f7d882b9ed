import { setImmediate as nextTurn } from 'node:timers/promises';
import { UnderWay } from './under-way.js';

/** Pieces of work that end when they are told to, by their number. */
function pieces() {
  const begun: number[] = [];
  const ends = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  const piece = (number: number) => () => {
    begun.push(number);
    return new Promise<void>((resolve, reject) => ends.set(number, { resolve, reject }));
  };
  return {
    begun,
    piece,
    end: (number: number, error?: Error) => (error ? ends.get(number)?.reject(error) : ends.get(number)?.resolve()),
  };
}

const beginAll = async (underWay: UnderWay, count: number, piece: (number: number) => () => Promise<void>) => {
  for (let number = 1; number <= count; number++) await underWay.begin(piece(number));
};

describe('work under way', () => {
  it('is no more at once than allowed, begun in its turn, none before the one so many places earlier is done', async () => {
    const { begun, piece, end } = pieces();
    const underWay = new UnderWay(2);
    const all = beginAll(underWay, 4, piece);
    await nextTurn();
    expect(begun).toEqual([1, 2]);
    end(2);
    await nextTurn();
    expect(begun).toEqual([1, 2]);
    end(1);
    await nextTurn();
    expect(begun).toEqual([1, 2, 3, 4]);
    await all;
    let done = false;
    const ended = underWay.done().then(() => (done = true));
    end(3);
    await nextTurn();
    expect(done).toBe(false);
    end(4);
    await ended;
  });

  it('one at a time waits for each', async () => {
    const { begun, piece, end } = pieces();
    const all = beginAll(new UnderWay(1), 2, piece);
    await nextTurn();
    expect(begun).toEqual([1]);
    end(1);
    await all;
    expect(begun).toEqual([1, 2]);
  });

  it('that fails is told once the rest of it has ended, and nothing is begun after it', async () => {
    const { begun, piece, end } = pieces();
    const underWay = new UnderWay(2);
    const all = beginAll(underWay, 3, piece);
    await nextTurn();
    end(1, new Error('no room left'));
    await expect(all).rejects.toThrow('no room left');
    expect(begun).toEqual([1, 2]);
    let told = false;
    const ended = underWay.done().catch((error: Error) => {
      told = true;
      return error.message;
    });
    await nextTurn();
    expect(told).toBe(false);
    end(2, new Error('another'));
    expect(await ended).toBe('no room left');
  });
});
