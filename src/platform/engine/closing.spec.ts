import { Closing } from './closing.js';

describe('what was opened', () => {
  const closingWith = (...failing: string[]) => {
    const done: string[] = [];
    const told: unknown[] = [];
    const closing = new Closing((error) => void told.push(error));
    for (const name of ['folder', 'views', 'door']) {
      closing.later(async () => {
        await Promise.resolve();
        done.push(name);
        if (failing.includes(name)) throw new Error(`${name} is stuck`);
      });
    }
    return { closing, done, told };
  };

  it('is closed from the last to the first', async () => {
    const { closing, done } = closingWith();
    await closing.close();
    expect(done).toEqual(['door', 'views', 'folder']);
  });

  it('is closed all the same where some of it fails: the first failure is thrown, the others are told', async () => {
    const { closing, done, told } = closingWith('door', 'folder');
    await expect(closing.close()).rejects.toThrow('door is stuck');
    expect(done).toEqual(['door', 'views', 'folder']);
    expect(told).toEqual([new Error('folder is stuck')]);
  });

  it('is closed once, however often that is asked', async () => {
    const { closing, done } = closingWith('views');
    await Promise.allSettled([closing.close(), closing.close()]);
    await expect(closing.close()).rejects.toThrow('views is stuck');
    expect(done).toHaveLength(3);
  });
});
