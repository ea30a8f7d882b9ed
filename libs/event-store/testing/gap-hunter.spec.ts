import { huntGaps } from './gap-hunter.js';
import { NaiveStore } from './naive-store.js';

describe('the gap hunter', () => {
  it('catches a store that lets a later position be seen before an earlier one', async () => {
    const { lost, disordered } = await huntGaps(new NaiveStore());
    expect(lost.length).toBeGreaterThan(0);
    expect(disordered).toEqual([]);
  });
});
