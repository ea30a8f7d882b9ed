import {
  accepted,
  claimed,
  closed,
  offered,
  opened,
  passedOn,
  released,
  resolved,
} from '../../testing/case.happenings.js';
import { at, by, caseId, given } from '../../testing/case.scenarios.js';
import type { DoorFacts } from '../../guards.js';
import { claimCase } from './claim-case.decision.js';

const claim = (who: Parameters<typeof by>[0] = 'ines', facts: DoorFacts = {}) => claimCase({ caseId }, by(who), facts);

describe('claiming a case', () => {
  it('gives the case to an agent of the accountable department', () => {
    given(opened()).when(claim()).then(claimed('ines'));
    given(opened(), claimed('otto'), released).when(claim()).then(claimed('ines'));
  });

  it('H1 refuses an agent of another department, and lets an admin stand in', () => {
    given(opened()).when(claim('tom')).refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened()).when(claim('ada')).then(claimed('ada'));
  });

  it('H1 follows the case: after the transfer the receiver claims, and the sender no longer', () => {
    given(opened(), ...passedOn, released)
      .when(claim('rosa'))
      .then(claimed('rosa'));
    given(opened(), ...passedOn, released)
      .when(claim('ines'))
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
  });

  it('H1 lets the sender go on working while the case is on offer, and not the receiver yet', () => {
    given(opened(), offered()).when(claim()).then(claimed('ines'));
    given(opened(), offered()).when(claim('tom')).refused('NOT_YOUR_DEPARTMENT');
    expect(given(opened(), offered(), claimed('ines'), accepted('tom')).state().holder).toBe('tom');
  });

  it('tells the second agent who holds it, be he a supervisor', () => {
    given(opened(), claimed('otto')).when(claim()).refused('CASE_HELD', 'otto');
    given(opened(), claimed('otto')).when(claim('lena')).refused('CASE_HELD', 'otto');
  });

  it('does nothing for whoever holds it already', () => {
    given(opened(), claimed('ines')).when(claim()).then();
  });

  it('refuses a case that is unknown, resolved or closed', () => {
    given().when(claim()).refused('CASE_UNKNOWN');
    given(opened(), resolved).when(claim()).refused('CASE_NOT_OPEN', 'resolved');
    given(opened(), resolved, closed).when(claim()).refused('CASE_NOT_OPEN', 'closed');
  });

  it('H11 refuses an agent who is away, naming the stand-in, and one who is leaving', () => {
    const away = { why: 'AWAY', until: at('12:00', 9), standIn: 'otto' } as const;
    const refusal = given(opened())
      .when(claim('ines', { door: away }))
      .refused('AGENT_AWAY', 'otto stands in');
    const back = expect.stringContaining('end the absence with endAbsence') as string;
    expect(refusal.details).toEqual({ rule: 'H11', alternatives: ['Give it to otto, who stands in', back] });
    const { details } = given(opened())
      .when(claim('ines', { door: { why: 'AWAY', until: at('12:00', 9) } }))
      .refused('AGENT_AWAY', 'nobody stands in');
    expect(details.alternatives).toEqual(['Give it to a colleague, or to nobody by name', back]);
    given(opened())
      .when(claim('ines', { door: { why: 'LEAVING' } }))
      .refused('AGENT_LEAVING', 'leaving');
    given(opened())
      .when(claim('ines', { door: { why: 'GONE' } }))
      .refused('AGENT_GONE', 'ines has left');
  });

  it('H1 refuses an agent who works for another department by now than the token says', () => {
    given(opened())
      .when(claim('ines', { door: { why: 'ELSEWHERE', department: 'sales' } }))
      .refused('AGENT_MOVED', 'ines works for sales by now');
  });

  it('H11 refuses an agent whom nobody registered where agents are registered, and says who does it', () => {
    given(opened())
      .when(claim('ines', { door: { why: 'UNREGISTERED', department: 'front-office' } }))
      .refused('AGENT_UNREGISTERED', 'with registerAgent, by the supervisor of front-office');
  });

  it('H11 leaves with whoever is away or leaving what he holds already', () => {
    given(opened(), claimed('ines'))
      .when(claim('ines', { door: { why: 'LEAVING' } }))
      .then();
  });
});
