import type { CaseFact, StatementMade } from '@baton/contracts';
import { opened, told } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { supersedeStatement, type SupersedeStatement } from './supersede-statement.decision.js';

const topic = 'date of repair';
const reason = 'The technician is ill';
const supersede = (details: Partial<SupersedeStatement> = {}, caller = by('ines')) =>
  supersedeStatement(
    { caseId, statementId: id('On Tuesday'), topic, value: 'On Thursday', basis: 'UNVERIFIED', reason, ...details },
    caller,
  );
const toldNow = (details: Partial<StatementMade> = {}): CaseFact =>
  told(topic, 'On Thursday', { statementId: made('statement'), ...details });
const superseded: CaseFact = {
  type: 'StatementSuperseded',
  data: { statementId: id('On Tuesday'), by: made('statement'), reason },
};
const tuesday = told(topic, 'On Tuesday');

describe('superseding a statement', () => {
  it('C5 takes back what the customer was told, with the reason, and says what holds instead', () => {
    given(opened(), tuesday).when(supersede()).then(toldNow(), superseded);
    const { statements } = given(opened(), tuesday, toldNow(), superseded).state();
    expect(statements.valueSeq().toArray()).toMatchObject([{ value: 'On Thursday' }]);
  });

  it('C5 needs no newer basis, but a basis', () => {
    given(opened(), tuesday)
      .when(supersede({ basis: 'DOCUMENT' }))
      .refused('STATEMENT_WITHOUT_BASIS', 'basisDocument');
    given(opened(), tuesday)
      .when(supersede({ basis: 'EVENT', basisRevision: 7 }))
      .refused('STATEMENT_WITHOUT_BASIS');
    given(opened(), tuesday)
      .when(supersede({ basis: 'DOCUMENT', basisDocument: 'Plan', basisAsOf: at('12:01') }))
      .refused('OCCURRED_IN_FUTURE');
  });

  it('C5 supersedes the one that holds, not one that was superseded before', () => {
    const wednesday = told(topic, 'On Wednesday');
    const refusal = given(opened(), tuesday, wednesday).when(supersede()).refused('STATEMENT_UNKNOWN', 'statementId');
    expect(refusal.details.rule).toBe('C5');
  });

  it('C5 refuses a statement on another topic, one never made, and one that has lapsed', () => {
    given(opened(), tuesday)
      .when(supersede({ topic: 'price' }))
      .refused('STATEMENT_UNKNOWN', 'topic');
    given(opened()).when(supersede()).refused('STATEMENT_UNKNOWN');
    given(opened(), told(topic, 'On Tuesday', { validUntil: at('11:00') }))
      .when(supersede())
      .refused('STATEMENT_UNKNOWN');
  });

  it('C5 finds the topic however it is spelt', () => {
    given(opened(), tuesday)
      .when(supersede({ topic: 'Date Of Repair' }))
      .then(toldNow({ topic: 'Date Of Repair' }), superseded);
  });

  it('asked twice supersedes once, also with what has lapsed since', () => {
    given(opened(), tuesday, toldNow(), superseded).when(supersede()).then();
    const lapsed = { validUntil: at('11:00') };
    given(opened(), tuesday, toldNow(lapsed), superseded).when(supersede(lapsed)).then();
  });

  it('refuses an unknown contact and an unknown case', () => {
    given(opened(), tuesday)
      .when(supersede({ contactId: id('no call') }))
      .refused('CONTACT_UNKNOWN');
    given().when(supersede()).refused('CASE_UNKNOWN');
  });
});
