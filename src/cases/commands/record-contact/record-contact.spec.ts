import { call, closed, contacted, opened, resolved } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made, without } from '../../testing/case.scenarios.js';
import { recordContact } from './record-contact.decision.js';
import type { ContactDetails } from '../../contact.input.js';

const second = call('second call', { direction: 'OUTBOUND', startedAt: at('11:00'), endedAt: at('11:10') });
const record = (contact: ContactDetails, caller = by('ines')) => recordContact({ caseId, contact }, caller);

describe('recording a further contact', () => {
  it('C1 records a finished contact', () => {
    given(opened()).when(record(second)).then(contacted('second call'));
  });

  it('records it whoever was called: the customer calls whom he calls', () => {
    given(opened())
      .when(record(second, by('sara')))
      .then(contacted('second call'));
  });

  it('records it on a resolved and on a closed case as well', () => {
    given(opened(), resolved).when(record(second)).then(contacted('second call'));
    given(opened(), resolved, closed).when(record(second)).then(contacted('second call'));
  });

  it.each(['direction', 'channel', 'startedAt', 'endedAt', 'matter', 'participants', 'disposition'] as const)(
    'C1 refuses a contact without %s',
    (field) => {
      const refusal = given(opened())
        .when(record(without(second, field)))
        .refused('CONTACT_INCOMPLETE', field);
      expect(refusal.details.rule).toBe('C1');
    },
  );

  it('C1 lets an abandoned contact lack the disposition', () => {
    const abandoned = without({ ...second, abandoned: true }, 'disposition');
    given(opened()).when(record(abandoned)).then({ type: 'ContactRecorded', data: abandoned });
    given(opened())
      .when(record({ ...abandoned, abandoned: false }))
      .refused('CONTACT_INCOMPLETE', 'disposition');
  });

  it('C1 refuses a contact that ends before it begins; one that lasts no time at all is one', () => {
    given(opened())
      .when(record({ ...second, endedAt: at('10:59:59') }))
      .refused('CONTACT_INCOMPLETE', 'endedAt');
    given(opened())
      .when(record({ ...second, endedAt: at('11:00') }))
      .then(contacted('second call', { endedAt: at('11:00') }));
  });

  it('C2 refuses a contact that begins or ends in the future', () => {
    given(opened())
      .when(record(second, by('ines', at('11:09'))))
      .refused('OCCURRED_IN_FUTURE', 'endedAt');
    given(opened())
      .when(record(second, by('ines', at('10:59'))))
      .refused('OCCURRED_IN_FUTURE', 'startedAt');
    given(opened())
      .when(record(second, by('ines', at('11:10'))))
      .then(contacted('second call'));
  });

  it('names the contact after the command where nobody named it', () => {
    given(opened())
      .when(record(without(second, 'contactId')))
      .then({ type: 'ContactRecorded', data: { ...second, contactId: made('contact') } });
  });

  it('does nothing about a contact that was recorded already, word for word', () => {
    given(opened(), contacted('second call')).when(record(second)).then();
    given(opened())
      .when(record(call('first call')))
      .then();
  });

  it('C8 refuses the id of a contact that says otherwise: corrections point at what they correct', () => {
    given(opened(), contacted('second call'))
      .when(record({ ...second, channel: 'EMAIL' }))
      .refused('CONTACT_EXISTS', 'correctContact');
    given(opened(), contacted('second call'))
      .when(record({ ...second, participants: ['Anna Kern', 'Otto'] }))
      .refused('CONTACT_EXISTS');
  });

  it('C8 takes a record that says less than the one before for another', () => {
    given(opened(), contacted('second call', { abandoned: true }))
      .when(record(second))
      .refused('CONTACT_EXISTS');
  });

  it('refuses a case that does not exist', () => {
    given().when(record(second)).refused('CASE_UNKNOWN', 'openCase');
  });

  it('knows the contact under its id afterwards', () => {
    const known = given(opened(), contacted('second call')).state().contacts.get(id('second call'));
    expect(known).toMatchObject({ revision: 1, at: at('11:00'), agent: 'ines', corrected: false });
  });
});
