import type { CaseFact } from '@baton/contracts';
import {
  consultAnswered,
  consulted,
  consultWithdrawn,
  opened,
  passedOn,
  resolved,
} from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { requestConsult, type RequestConsult, type RequestConsultFacts } from './request-consult.decision.js';

const question = 'Is the machine under warranty?';
const request = (
  details: Partial<RequestConsult> = {},
  caller = by('ines'),
  facts: Partial<RequestConsultFacts> = {},
) =>
  requestConsult({ caseId, to: 'sales', channel: 'CHAT', question, due: at('12:00', 3), ...details }, caller, {
    departmentKnown: true,
    ...facts,
  });
const requested = (details = {}): CaseFact => consulted({ consultId: made('consult'), ...details });

describe('consulting another department', () => {
  it('asks it, by when and how, and leaves the case where it is', () => {
    given(opened()).when(request()).then(requested());
    expect(given(opened(), requested()).state()).toMatchObject({
      accountable: 'front-office',
      openTransferId: undefined,
    });
    expect(given(opened(), requested()).state().consults.get(made('consult'))).toMatchObject({
      status: 'OPEN',
      askedBy: 'ines',
      revision: 1,
    });
  });

  it('may be meant for one agent, who must work there', () => {
    given(opened())
      .when(request({ toAgent: 'sara' }, by('ines'), { toAgentWorksIn: 'sales' }))
      .then(requested({ toAgent: 'sara' }));
    given(opened())
      .when(request({ toAgent: 'tom' }, by('ines'), { toAgentWorksIn: 'repair' }))
      .refused('AGENT_UNKNOWN', 'toAgent');
    given(opened())
      .when(request({ toAgent: 'tim' }))
      .refused('AGENT_UNKNOWN', 'tim');
  });

  it('H7 asks no department that everybody has left', () => {
    given(opened())
      .when(request({}, by('ines'), { staying: 0 }))
      .refused('NOBODY_THERE', 'sales');
  });

  it('H11 is not meant for an agent who is away or leaves: the department, or who stands in, is asked', () => {
    const away = { why: 'AWAY', standIn: 'sven', until: at('08:00', 9) } as const;
    const { details } = given(opened())
      .when(request({ toAgent: 'sara' }, by('ines'), { toAgentWorksIn: 'sales', door: away }))
      .refused('AGENT_AWAY', at('08:00', 9));
    expect(details.alternatives?.[0]).toBe('Give it to sven, who stands in');
    given(opened())
      .when(request({ toAgent: 'sara' }, by('ines'), { toAgentWorksIn: 'sales', door: { why: 'LEAVING' } }))
      .refused('AGENT_LEAVING', 'sara is leaving');
    given(opened())
      .when(request({ toAgent: 'sara' }, by('ines'), { toAgentWorksIn: 'sales', door: { why: 'GONE' } }))
      .refused('AGENT_GONE', 'sara has left');
  });

  it('is for the department accountable, and asks another than that', () => {
    given(opened())
      .when(request({}, by('tom')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened(), ...passedOn)
      .when(request({}, by('tom')))
      .then(requested({ from: 'repair' }));
    given(opened())
      .when(request({ to: 'front-office' }))
      .refused('CONSULT_TO_ITSELF', 'raiseQuestion');
    given(opened())
      .when(request({}, by('ada')))
      .then(requested());
  });

  it('refuses an answer due by now or earlier', () => {
    given(opened())
      .when(request({ due: at('12:00') }))
      .refused('CONSULT_IN_PAST', 'due');
    given(opened())
      .when(request({ due: at('12:00:01') }))
      .then(requested({ due: at('12:00:01') }));
  });

  it('refuses what the department was asked already, in whatever spelling, and says which consult it is', () => {
    const refusal = given(opened(), consulted())
      .when(request({ question: 'is the  machine under warranty?' }))
      .refused('CONSULT_ALREADY_OPEN', at('12:00', 3));
    expect(refusal.details.alternatives).toEqual([`Use withdrawConsult on ${id('consult')}`]);
    given(opened(), consulted())
      .when(request({ to: 'repair' }))
      .then(requested({ to: 'repair' }));
    given(opened(), consulted())
      .when(request({ question: 'What did it cost?' }))
      .then(requested({ question: 'What did it cost?' }));
  });

  it('may ask again what was answered or withdrawn', () => {
    given(opened(), consulted(), consultAnswered()).when(request()).then(requested());
    given(opened(), consulted(), consultWithdrawn()).when(request()).then(requested());
  });

  it('asked twice asks once', () => {
    given(opened(), requested()).when(request()).then();
  });

  it('refuses an unknown department, and a case that is unknown or resolved', () => {
    given(opened())
      .when(request({ to: 'slaes' }, by('ines'), { departmentKnown: false }))
      .refused('DEPARTMENT_UNKNOWN', 'slaes');
    given().when(request()).refused('CASE_UNKNOWN');
    given(opened(), resolved).when(request()).refused('CASE_NOT_OPEN');
  });
});
