import { derivedId, type AgentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { timersOf } from '../../../platform/policies/timers.projection.js';
import { ABSENCE, gone, leaving, planned, registered, started } from '../../testing/absence.scenarios.js';
import { timersAfter } from '../../testing/timers.js';
import { settleWhatCameLate } from './settle-what-came-late.policy.js';

const after = async (...facts: AgentFact[]) =>
  (await timersAfter(settleWhatCameLate, registered(), ...facts)).map(({ due, asks }) => ({ due, asks }));
const at = (...times: string[]) => times.map((time) => ({ due: `2026-03-02T${time}:00.000Z`, asks: { agent: 'tom' } }));
const ended: AgentFact = { type: 'AbsenceEnded', data: { absenceId: ABSENCE } };

describe('settle what came late', () => {
  it('H11 looks again a minute after an absence began or ended, and after an agent left', async () => {
    expect(await after(planned(1, 6), started)).toEqual(at('09:03'));
    expect(await after(planned(1, 6), started, ended)).toEqual(at('09:03', '09:04'));
    expect(await after(...gone)).toEqual(at('09:03'));
  });

  it('H11 looks again a minute after an agent stays after all, to give back what came back to nobody while he was leaving', async () => {
    expect(await after(leaving, { type: 'LeavingWithdrawn', data: {} })).toEqual(at('09:03'));
  });

  it('H1 looks again a minute after an agent moved to another department', async () => {
    expect(await after({ type: 'AgentMoved', data: { from: 'repair', to: 'sales' } })).toEqual(at('09:02'));
  });

  it('H11 has nothing left to do about a change once that was done, and about a later one still', async () => {
    const facts: AgentFact[] = [registered(), planned(1, 6), started, ended];
    const events = recorded<AgentFact>('agent-tom', [...facts, { type: 'LateWorkSettled', data: { cases: 0 } }]);
    const settling = (change: AgentFact) => derivedId(events[facts.indexOf(change)]?.id ?? '', settleWhatCameLate.name);
    const timersOnceSettled = async (...commandIds: string[]) => {
      const settled = commandIds.map((commandId) => ({ ...events.at(-1), commandId }) as (typeof events)[number]);
      const all = [...events.slice(0, -1), ...settled];
      return (await rowsOf(timersOf([settleWhatCameLate]), all)).rows.map(({ timerId }) => timerId);
    };
    expect(await timersOnceSettled(settling(started))).toEqual([settling(ended)]);
    expect(await timersOnceSettled(settling(started), settling(ended))).toEqual([]);
  });
});
