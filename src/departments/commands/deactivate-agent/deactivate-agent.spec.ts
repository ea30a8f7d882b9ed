import { givenBy, NOON } from '../../../../test/support/callers.js';
import { given, gone, himself, leaving, registered } from '../../testing/absence.scenarios.js';
import { inHands, underLead } from '../../listed-work.js';
import { deactivateAgent } from './deactivate-agent.decision.js';

/** The leaving was announced long before. */
const later = '2026-04-01T12:00:00.000Z';
const lead = { ...givenBy('SUPERVISOR', 'repair', 'lea'), now: later };
const deactivate = (by = lead) => deactivateAgent({ agent: 'tom' }, by, { left: [] });

describe('deactivating an agent', () => {
  it('H11 is done where he is leaving and has nothing any more, once', () => {
    given(registered(), leaving).when(deactivate()).then({ type: 'AgentDeactivated', data: {} });
    given(registered(), ...gone)
      .when(deactivate())
      .then();
  });

  it('H11 is refused before the leaving was announced, and within a minute of it', () => {
    given(registered()).when(deactivate()).refused('AGENT_NOT_LEAVING', 'announceLeaving');
    const since = given(registered(), leaving).state()?.leavingSince ?? NOON;
    given(registered(), leaving)
      .when(deactivate({ ...lead, now: since }))
      .refused('AGENT_NOT_LEAVING', 'less than a minute');
  });

  it('H10 H11 is refused while he has work or leads a case: the refusal lists each, and what to do', () => {
    const left = [...inHands([{ caseId: 'A', held: true, department: 'repair', promises: [] }]), ...underLead(['B'])];
    const { details } = given(registered(), leaving)
      .when(deactivateAgent({ agent: 'tom' }, lead, { left }))
      .refused('OPEN_WORK', 'name another lead');
    expect(details.missing).toEqual(['case A', 'case B: name another lead with assignCaseLead']);
  });

  it('H1 H11 is refused to the last of a department that has anything to do: what is left, and what to do', () => {
    const leftBehind = { accountable: 2, offered: 1, promises: 3, consults: 1 };
    const { details } = given(registered(), leaving)
      .when(deactivateAgent({ agent: 'tom' }, lead, { left: [], leftBehind }))
      .refused('LAST_OF_DEPARTMENT', 'register or move somebody into repair first');
    expect(details).toMatchObject({ rule: 'H11' });
    expect(details.missing?.map((line) => line.slice(0, 9))).toEqual([
      '2 open ca',
      '1 offer(s',
      '3 open pr',
      '1 questio',
    ]);
    const nothing = { accountable: 0, offered: 0, promises: 0, consults: 0 };
    given(registered(), leaving)
      .when(deactivateAgent({ agent: 'tom' }, lead, { left: [], leftBehind: nothing }))
      .then({ type: 'AgentDeactivated', data: {} });
  });

  it('is refused to whoever does not lead him, and for nobody', () => {
    given(registered(), leaving)
      .when(deactivate({ ...himself, now: later }))
      .refused('NOT_ALLOWED');
    given().when(deactivate()).refused('AGENT_UNKNOWN');
  });
});
