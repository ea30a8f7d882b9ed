import type { AgentFact } from '@baton/contracts';
import { ABSENCE, gone, planned, registered, started } from '../../testing/absence.scenarios.js';
import { timersAfter } from '../../testing/timers.js';
import { settleWhatCameLate } from './settle-what-came-late.policy.js';

const after = (...facts: AgentFact[]) => timersAfter(settleWhatCameLate, registered(), ...facts);
const at = (due: string) => [{ subject: 'late-work', due, asks: { agent: 'tom' } }];

describe('settle what came late', () => {
  const ended: AgentFact = { type: 'AbsenceEnded', data: { absenceId: ABSENCE } };

  it('H11 looks again a minute after an absence began or ended, and after an agent left', async () => {
    expect(await after(planned(1, 6), started)).toEqual(at('2026-03-02T09:03:00.000Z'));
    expect(await after(planned(1, 6), started, ended)).toEqual(at('2026-03-02T09:04:00.000Z'));
    expect(await after(...gone)).toEqual(at('2026-03-02T09:03:00.000Z'));
  });

  it('has nothing left to do once that was done', async () => {
    expect(await after(planned(1, 6), started, { type: 'LateWorkSettled', data: { cases: 0 } })).toEqual([]);
  });
});
