import type { AgentFact } from '@baton/contracts';
import { ABSENCE, day, planned, registered, started } from '../../testing/absence.scenarios.js';
import { timersAfter } from '../../testing/timers.js';
import { endAbsencesThatAreOver } from './end-absences-that-are-over.policy.js';

const after = (...facts: AgentFact[]) => timersAfter(endAbsencesThatAreOver, registered(), ...facts);

describe('end absences that are over', () => {
  it('H11 asks that an absence end when its time is over, be it that it never began', async () => {
    const due = [{ subject: ABSENCE, due: day(6), asks: { agent: 'tom', absenceId: ABSENCE } }];
    expect(await after(planned(3, 6))).toEqual(due);
    expect(await after(planned(3, 6), started)).toEqual(due);
  });

  it.each<AgentFact>([
    { type: 'AbsenceEnded', data: { absenceId: ABSENCE } },
    { type: 'AbsenceCancelled', data: { absenceId: ABSENCE, reason: 'Stays' } },
  ])('has nothing left to do after $type', async (fact) => {
    expect(await after(planned(3, 6), fact)).toEqual([]);
  });
});
