import type { Behind } from '@baton/projections';
import { viewsReach, type Watched } from './views-reach.js';

/** A view another process builds: it stands, at every look, where the list says, and then stays where it was last. */
const building = (places: readonly string[], wanted: string): Watched & { looks: number } => ({
  looks: 0,
  behind(): Promise<Behind[]> {
    const position = places[Math.min(this.looks, places.length - 1)] ?? '';
    this.looks += 1;
    return Promise.resolve(position === wanted ? [] : [{ view: 'case_list', position }]);
  },
});
const atOnce = (): Promise<void> => Promise.resolve();

describe('views that another process builds', () => {
  it('are waited for as long as they move, however long that is', async () => {
    const places = Array.from({ length: 500 }, (_, step) => String(step + 1));
    const views = building(places, '500');
    await viewsReach('500', views, ['case_list'], atOnce);
    expect(views.looks).toBe(500);
  });

  it('are not waited for when they are there', async () => {
    const views = building(['7'], '7');
    await viewsReach('7', views, ['case_list'], () => Promise.reject(new Error('nobody waits')));
    expect(views.looks).toBe(1);
  });

  it('are behind where nobody moves them', async () => {
    const views = building(['1', '2', '3'], '9');
    await expect(viewsReach('9', views, ['case_list'], atOnce)).rejects.toMatchObject({
      code: 'VIEW_BEHIND',
      behind: [{ view: 'case_list', position: '3' }],
    });
    expect(views.looks).toBeGreaterThan(20);
  });
});
