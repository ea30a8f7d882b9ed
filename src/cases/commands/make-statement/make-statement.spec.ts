import type { CaseFact, StatementMade } from '@baton/contracts';
import { closed, established, noted, opened, resolved, told } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { makeStatement, type MakeStatement } from './make-statement.decision.js';

const topic = 'date of repair';
const tell = (details: Partial<MakeStatement> = {}, caller = by('ines')) =>
  makeStatement({ caseId, topic, value: 'On Thursday', basis: 'UNVERIFIED', ...details }, caller);
const toldNow = (details: Partial<StatementMade> = {}): CaseFact =>
  told(topic, 'On Thursday', { statementId: made('statement'), ...details });
const superseded = (old: string, statement = made('statement')): CaseFact => ({
  type: 'StatementSuperseded',
  data: { statementId: id(old), by: statement, reason: 'A newer basis' },
});
const tuesday = told(topic, 'On Tuesday');
const plan = { basis: 'DOCUMENT', basisDocument: 'Plan of repair' } as const;

describe('telling the customer something', () => {
  it('C5 keeps what was said, and what it rests on', () => {
    given(opened()).when(tell()).then(toldNow());
    const whole = { ...plan, basisAsOf: at('10:00'), validUntil: at('18:00', 5), contactId: id('first call') };
    given(opened()).when(tell(whole)).then(toldNow(whole));
    given(opened())
      .when(tell({ basis: 'EVENT', basisRevision: 0 }))
      .then(toldNow({ basis: 'EVENT', basisRevision: 0 }));
  });

  it('may be done by any department, and after the end', () => {
    given(opened(), resolved, closed)
      .when(tell({}, by('sara')))
      .then(toldNow());
  });

  it('C5 refuses an event that is not named or has not happened', () => {
    const refusal = given(opened(), noted('a'))
      .when(tell({ basis: 'EVENT' }))
      .refused('STATEMENT_WITHOUT_BASIS', 'basisRevision');
    expect(refusal.details).toMatchObject({ rule: 'C5', missing: ['basisRevision'] });
    given(opened(), noted('a'))
      .when(tell({ basis: 'EVENT', basisRevision: 2 }))
      .refused('STATEMENT_WITHOUT_BASIS');
    given(opened(), established('serial number', '4711'))
      .when(tell({ basis: 'EVENT', basisRevision: 1 }))
      .then(toldNow({ basis: 'EVENT', basisRevision: 1 }));
  });

  it('C5 refuses to rest on an event that knows nothing: a note, or another statement', () => {
    given(opened(), tuesday, noted('a'))
      .when(tell({ basis: 'EVENT', basisRevision: 2 }))
      .refused('STATEMENT_WITHOUT_BASIS');
    given(opened(), tuesday, told(topic, 'On Tuesday', { statementId: id('again') }))
      .when(tell({ basis: 'EVENT', basisRevision: 2 }))
      .refused('STATEMENT_WITHOUT_BASIS');
  });

  it('C5 refuses a document without a name', () => {
    given(opened())
      .when(tell({ basis: 'DOCUMENT' }))
      .refused('STATEMENT_WITHOUT_BASIS', 'basisDocument');
  });

  it('C2 refuses a document of the future: nothing could ever be newer', () => {
    const refusal = given(opened())
      .when(tell({ ...plan, basisAsOf: at('12:00:01') }))
      .refused('OCCURRED_IN_FUTURE', 'basisAsOf');
    expect(refusal.details.rule).toBe('C2');
    given(opened())
      .when(tell({ ...plan, basisAsOf: at('12:00') }))
      .then(toldNow({ ...plan, basisAsOf: at('12:00') }));
  });

  it('C5 lets the same be said again: it is one statement on the topic', () => {
    given(opened(), told(topic, 'On Thursday')).when(tell()).then(toldNow());
    const { statements } = given(opened(), told(topic, 'On Thursday'), toldNow()).state();
    expect(statements.valueSeq().toArray()).toMatchObject([{ statementId: made('statement'), revision: 2 }]);
  });

  it('C5 refuses another value without a newer basis, and says what the customer was told and what to do', () => {
    const refusal = given(opened(), tuesday).when(tell()).refused('STATEMENT_CONTRADICTS', 'On Tuesday');
    expect(refusal.details).toEqual({
      rule: 'C5',
      missing: ['basis'],
      alternatives: [
        'Say the same',
        'Name a newer basis',
        `Use supersedeStatement on ${id('On Tuesday')} with the reason`,
      ],
    });
  });

  it('C5 takes the same topic for the same however it is spelt', () => {
    given(opened(), tuesday)
      .when(tell({ topic: 'Date of  Repair' }))
      .refused('STATEMENT_CONTRADICTS');
  });

  it('C5 knows other topics apart', () => {
    given(opened(), told('price', '90 euros')).when(tell()).then(toldNow());
  });

  it('C5 takes an event recorded after the customer was told for a newer basis', () => {
    const event = { basis: 'EVENT', basisRevision: 2 } as const;
    given(opened(), tuesday, established('pump', 'Late'))
      .when(tell(event))
      .then(toldNow(event), superseded('On Tuesday'));
    given(opened(), established('pump', 'Late'), tuesday)
      .when(tell({ basis: 'EVENT', basisRevision: 1 }))
      .refused('STATEMENT_CONTRADICTS');
    given(opened(), established('pump', 'Late'), tuesday)
      .when(tell({ basis: 'EVENT', basisRevision: 2 }))
      .refused('STATEMENT_WITHOUT_BASIS');
  });

  it('C5 takes a document that speaks of a later time for a newer basis', () => {
    const asOf = (basisAsOf: string) => ({ ...plan, basisAsOf });
    const before = told(topic, 'On Tuesday', asOf(at('10:00')));
    given(opened(), before)
      .when(tell(asOf(at('10:00:01'))))
      .then(toldNow(asOf(at('10:00:01'))), superseded('On Tuesday'));
    given(opened(), before)
      .when(tell(asOf(at('10:00'))))
      .refused('STATEMENT_CONTRADICTS');
    given(opened(), before).when(tell(plan)).refused('STATEMENT_CONTRADICTS');
  });

  it('C5 measures a document against the telling where the first had no date', () => {
    given(opened(), tuesday)
      .when(tell({ ...plan, basisAsOf: at('09:01') }))
      .refused('STATEMENT_CONTRADICTS');
    given(opened(), tuesday)
      .when(tell({ ...plan, basisAsOf: at('09:02') }))
      .then(toldNow({ ...plan, basisAsOf: at('09:02') }), superseded('On Tuesday'));
  });

  it('C5 takes nothing unverified for newer', () => {
    given(opened(), tuesday, noted('a'))
      .when(tell({ basis: 'UNVERIFIED', basisRevision: 2, basisAsOf: at('11:00') }))
      .refused('STATEMENT_CONTRADICTS');
  });

  it('C5 no longer minds a statement that has lapsed, and minds it up to its last moment', () => {
    const until = (validUntil: string) => told(topic, 'On Tuesday', { validUntil });
    given(opened(), until(at('11:59:59')))
      .when(tell())
      .then(toldNow());
    given(opened(), until(at('12:00')))
      .when(tell())
      .refused('STATEMENT_CONTRADICTS');
  });

  it('asked twice tells once, also what has lapsed since', () => {
    given(opened(), toldNow()).when(tell()).then();
    const lapsed = { validUntil: at('11:00') };
    given(opened(), toldNow(lapsed)).when(tell(lapsed)).then();
  });

  it('refuses an unknown contact and an unknown case', () => {
    given(opened())
      .when(tell({ contactId: id('no call') }))
      .refused('CONTACT_UNKNOWN');
    given().when(tell()).refused('CASE_UNKNOWN');
  });
});
