import type { CaseFact } from '@baton/contracts';
import { closed, established, opened, resolved } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { recordRetell, type RecordRetell } from './record-retell.decision.js';

const retell = (details: Partial<RecordRetell> = {}, caller = by('ines')) =>
  recordRetell({ caseId, topic: 'address', ...details }, caller);
const retold = (rest: { contactId?: string } = {}): CaseFact => ({
  type: 'CustomerRetold',
  data: { retellId: made('retell'), topic: 'address', factId: id('address is Ring 1'), ...rest },
});
const known = established('address', 'Ring 1');
const until = (freshUntil: string) => established('address', 'Ring 1', { freshUntil });

describe('recording that the customer had to tell again', () => {
  it('C6 records it against the fact that was known, with the contact in which it was asked', () => {
    given(opened(), known).when(retell()).then(retold());
    given(opened(), known)
      .when(retell({ contactId: id('first call') }))
      .then(retold({ contactId: id('first call') }));
  });

  it('C6 counts how often, whoever asked, also after the end', () => {
    given(opened(), known, resolved, closed)
      .when(retell({}, by('sara')))
      .then(retold());
    expect(given(opened(), known, retold()).state().retells).toBe(1);
  });

  it('C6 refuses a topic nobody knows anything about', () => {
    given(opened(), known)
      .when(retell({ topic: 'name' }))
      .refused('FACT_UNKNOWN', 'establishFact');
  });

  it('C6 finds the fact however the topic is spelt', () => {
    given(opened(), known)
      .when(retell({ topic: 'Address' }))
      .then(retold());
  });

  it('C6 refuses a fact that is no longer fresh: asking again was right', () => {
    const refusal = given(opened(), until(at('11:59')))
      .when(retell())
      .refused('FACT_NOT_FRESH', at('11:59'));
    expect(refusal.details.rule).toBe('C6');
  });

  it('C6 takes a fact for fresh up to the last moment it is fresh until', () => {
    given(opened(), until(at('12:00')))
      .when(retell())
      .then(retold());
    given(opened(), until(at('12:00')))
      .when(retell({}, by('ines', at('12:00:01'))))
      .refused('FACT_NOT_FRESH');
  });

  it('C6 goes by the fact that holds now, not by the one before it', () => {
    given(opened(), until(at('10:00')), established('address', 'Ring 2'))
      .when(retell())
      .then({
        type: 'CustomerRetold',
        data: { retellId: made('retell'), topic: 'address', factId: id('address is Ring 2') },
      });
  });

  it('asked twice counts once', () => {
    given(opened(), known, retold()).when(retell()).then();
  });

  it('refuses an unknown contact and an unknown case', () => {
    given(opened(), known)
      .when(retell({ contactId: id('no call') }))
      .refused('CONTACT_UNKNOWN');
    given().when(retell()).refused('CASE_UNKNOWN');
  });
});
