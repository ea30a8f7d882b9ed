import type { AgentFact } from '@baton/contracts';
import { ABSENCE, day, planned, registered, started } from '../../testing/absence.scenarios.js';
import { timersAfter } from '../../testing/timers.js';
import { beginPlannedAbsences } from './begin-planned-absences.policy.js';

const after = (...facts: AgentFact[]) => timersAfter(beginPlannedAbsences, registered(), ...facts);
const named = (from?: string): AgentFact => ({
  type: 'StandInsNamed',
  data: { absenceId: ABSENCE, ...(from === undefined ? {} : { from }), standIns: [{ agent: 'rosa' }] },
});
const heldUp: AgentFact = { type: 'AbsenceDelayed', data: { absenceId: ABSENCE, uncovered: 1 } };
const at = (due: string) => [{ subject: ABSENCE, due, asks: { agent: 'tom', absenceId: ABSENCE } }];

describe('begin planned absences', () => {
  it('H11 asks that an absence begin when its time has come', async () => {
    expect(await after(planned(3, 6))).toEqual(at(day(3)));
    expect(await after(planned(3, 6), named(day(3)))).toEqual(at(day(3)));
  });

  it('H11 asks again as soon as stand-ins are named, and the day after it was held up', async () => {
    expect(await after(planned(1, 6), heldUp)).toEqual(at('2026-03-03T09:02:00.000Z'));
    expect(await after(planned(1, 6), heldUp, named(day(1)))).toEqual(at('2026-03-02T09:03:00.000Z'));
    expect(await after(planned(3, 6), named())).toEqual(at(day(3)));
  });

  it.each<AgentFact>([
    started,
    { type: 'AbsenceEnded', data: { absenceId: ABSENCE } },
    { type: 'AbsenceCancelled', data: { absenceId: ABSENCE, reason: 'Stays' } },
  ])('has nothing left to do after $type', async (fact) => {
    expect(await after(planned(3, 6), fact)).toEqual([]);
  });
});
