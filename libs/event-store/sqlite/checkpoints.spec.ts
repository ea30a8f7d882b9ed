import { Checkpoints } from './checkpoints.js';
import type { Failpoint } from './failpoint.js';
import type { Connection } from './file.js';

/** A file whose log is long enough to be copied. */
const full = { prepare: () => ({ get: () => ({ log: 4000, checkpointed: 4000 }) }) } as unknown as Connection;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('checkpoints', () => {
  const due = (): { told: Failpoint[]; checkpoints: Checkpoints } => {
    const told: Failpoint[] = [];
    const failed = (error: unknown): never => {
      throw error;
    };
    const checkpoints = new Checkpoints(full, failed, (at) => told.push(at));
    checkpoints.committed();
    checkpoints.committed();
    return { told, checkpoints };
  };

  it('are made after the turn in which callers are answered, once for all commits of it', async () => {
    const { told, checkpoints } = due();
    expect(told).toEqual([]);
    await nextTurn();
    expect(told).toEqual(['before-checkpoint', 'after-checkpoint']);
    checkpoints.stop();
  });

  it('that are due are left out after the stop', async () => {
    const { told, checkpoints } = due();
    checkpoints.stop();
    await nextTurn();
    expect(told).toEqual([]);
  });
});
