import { walk } from './walk.js';

async function* pressed(...keys: string[]): AsyncGenerator<string> {
  for (const key of keys) yield await Promise.resolve(key);
}

async function shown(count: number, start: number, ...keys: string[]): Promise<number[]> {
  const places: number[] = [];
  await walk(count, start, pressed(...keys), (place) => places.push(place));
  return places;
}

describe('stepping with keys', () => {
  it('goes on and back, by letters and by arrows', async () => {
    expect(await shown(4, 1, 'n', 'right', 'p', 'left', 'space')).toEqual([1, 2, 3, 2, 1, 2]);
  });

  it('stays at either end, and does nothing at a key that means nothing', async () => {
    expect(await shown(2, 0, 'p', 'n', 'n', 'x', 'constructor', 'p')).toEqual([0, 1, 0]);
  });

  it.each(['q', 'escape'])('ends at %s, and where there are no more keys', async (key) => {
    expect(await shown(9, 0, 'n', key, 'n')).toEqual([0, 1]);
    expect(await shown(9, 3)).toEqual([3]);
  });
});
