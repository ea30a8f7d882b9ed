import type { CaseFact } from '@baton/contracts';
import type { ClosedDoor } from './department-directory.js';
import type { Neighbours } from './neighbours.js';
import { TakingUpAgain } from './taking-up-again.js';
import { merged, opened } from './testing/case.happenings.js';
import { at, given, id } from './testing/case.scenarios.js';

const AWAY: ClosedDoor = { why: 'AWAY', until: at('17:00') };
const GONE: ClosedDoor = { why: 'GONE' };

describe('who works again on a case that was a duplicate', () => {
  const standing: CaseFact = { type: 'CaseClaimed', data: { holder: 'otto', standsInFor: 'ines' } };
  const again = (doors: Record<string, ClosedDoor>, elsewhere: string[] = []) => {
    const neighbours: Pick<Neighbours, 'departmentOf' | 'closedDoorOf'> = {
      departmentOf: (agent) => Promise.resolve(agent && (elsewhere.includes(agent) ? 'sales' : 'front-office')),
      closedDoorOf: (agent) => Promise.resolve(agent === undefined ? undefined : doors[agent]),
    };
    const state = given(opened(), standing, merged('first', 'DUPLICATE')).state();
    return new TakingUpAgain(neighbours as Neighbours).after(state, id('first'), at('12:00'));
  };

  it('H11 is the stand-in for as long as the other is away, and then the other', async () => {
    expect(await again({ ines: AWAY })).toEqual({ holder: 'otto', standsInFor: 'ines' });
    expect(await again({})).toEqual({ holder: 'ines' });
  });

  it('H11 is nobody who is away, is leaving, has left, or works elsewhere by now', async () => {
    expect(await again({ ines: AWAY, otto: AWAY })).toEqual({});
    expect(await again({ ines: GONE, otto: GONE })).toEqual({});
    expect(await again({ ines: AWAY }, ['otto'])).toEqual({});
    expect(await again({ otto: AWAY }, ['ines'])).toEqual({});
  });

  it('is not asked of a case that is no duplicate', async () => {
    const neighbours = {} as Neighbours;
    const survivor = given(opened(), merged('first', 'SURVIVOR')).state();
    expect(await new TakingUpAgain(neighbours).after(survivor, id('first'), at('12:00'))).toBeUndefined();
  });
});
