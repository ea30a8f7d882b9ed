import type { CaseFact } from '@baton/contracts';
import type { ClosedDoor } from '../../department-directory.js';
import { opened, passed, resolved } from '../../testing/case.happenings.js';
import { at, by, caseId, given } from '../../testing/case.scenarios.js';
import { assignCaseLead } from './assign-case-lead.decision.js';

const assign = (caller = by('lena'), lead = 'tom', leadWorksIn: string | undefined = 'repair') =>
  assignCaseLead({ caseId, lead, reason: 'He knows the machine' }, caller, { leadWorksIn });
const assigned: CaseFact = {
  type: 'CaseLeadAssigned',
  data: { lead: 'tom', department: 'repair', reason: 'He knows the machine' },
};

describe('naming a case lead', () => {
  it('H10 names one person for the whole of the case, whichever department he works in', () => {
    given(opened()).when(assign()).then(assigned);
    expect(given(opened(), assigned, ...passed('front-office', 'repair')).state().lead).toBe('tom');
  });

  it('H10 is a matter for the supervisor of the accountable department, or an administrator', () => {
    given(opened())
      .when(assign(by('ines')))
      .refused('NOT_ALLOWED', 'supervisor');
    given(opened())
      .when(assign(by('rosa')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened())
      .when(assign(by('ada')))
      .then(assigned);
    given(opened(), ...passed('front-office', 'repair'))
      .when(assign(by('rosa')))
      .then(assigned);
  });

  it('refuses somebody who is no agent, and a case that is unknown or not open', () => {
    expect(() =>
      given(opened())
        .when(assignCaseLead({ caseId, lead: 'tim', reason: 'Hm' }, by('lena'), { leadWorksIn: undefined }))
        .facts(),
    ).toThrow('There is no agent tim');
    given().when(assign()).refused('CASE_UNKNOWN');
    given(opened(), resolved).when(assign()).refused('CASE_NOT_OPEN');
  });

  it('H11 refuses a lead who is away, leaves or has left; the one who leads already stays it', () => {
    const byDoor = (door: ClosedDoor) =>
      assignCaseLead({ caseId, lead: 'tom', reason: 'Hm' }, by('lena'), { leadWorksIn: 'repair', door });
    given(opened())
      .when(byDoor({ why: 'AWAY', until: at('08:00', 9) }))
      .refused('AGENT_AWAY', 'tom');
    given(opened())
      .when(byDoor({ why: 'LEAVING' }))
      .refused('AGENT_LEAVING', 'tom is leaving');
    given(opened())
      .when(byDoor({ why: 'GONE' }))
      .refused('AGENT_GONE', 'tom has left');
    given(opened(), assigned)
      .when(byDoor({ why: 'LEAVING' }))
      .then();
  });

  it('X1 does nothing where he is the lead already, and lets another take over', () => {
    given(opened(), assigned).when(assign()).then();
    given(opened(), assigned)
      .when(assign(by('lena'), 'otto', 'front-office'))
      .then({
        type: 'CaseLeadAssigned',
        data: { ...assigned.data, lead: 'otto', department: 'front-office' } as never,
      });
  });
});
