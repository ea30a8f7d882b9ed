import type { CaseFact, Contact } from '@baton/contracts';
import { call, closed, contacted, opened, promised, resolved } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made, without } from '../../testing/case.scenarios.js';
import { correctContact, type CorrectContact } from './correct-contact.decision.js';

const reason = 'It was the other line';
const correct = (changes: Partial<CorrectContact>, caller = by('ines')) =>
  correctContact({ caseId, contactId: id('first call'), reason, ...changes }, caller);
const corrected = (changes: Partial<Contact>, command = 'this command'): CaseFact => ({
  type: 'ContactCorrected',
  data: { correctionId: made('correction', command), contactId: id('first call'), ...changes, reason },
});

describe('correcting a contact', () => {
  it('C8 points at the contact and says only what changes, and why', () => {
    given(opened())
      .when(correct({ channel: 'EMAIL' }))
      .then(corrected({ channel: 'EMAIL' }));
  });

  it('C8 leaves the first record in the trail and shows the contact as corrected', () => {
    const state = given(opened(), corrected({ channel: 'EMAIL', startedAt: at('08:45') })).state();
    expect(state.opened.contact?.channel).toBe('PHONE');
    expect(state.contacts.get(id('first call'))).toMatchObject({
      channel: 'EMAIL',
      at: at('08:45'),
      direction: 'INBOUND',
      corrected: true,
      revision: 0,
    });
  });

  it('may be done by any department, and on a closed case', () => {
    given(opened(), resolved, closed)
      .when(correct({ matter: 'The dryer stands still' }, by('sara')))
      .then(corrected({ matter: 'The dryer stands still' }));
  });

  it('C8 refuses a correction that says nothing', () => {
    const refusal = given(opened()).when(correct({})).refused('CONTACT_INCOMPLETE', 'at least one field');
    expect(refusal.details.rule).toBe('C8');
  });

  it('C8 refuses a correction to what was recorded anyway', () => {
    given(opened())
      .when(correct({ channel: 'PHONE', participants: ['Anna Kern', 'Ines'] }))
      .refused('CONTACT_INCOMPLETE', 'nothing that would change');
  });

  it('C8 corrects a correction, back to what it was if need be', () => {
    given(opened(), corrected({ channel: 'EMAIL' }, 'an earlier command'))
      .when(correct({ channel: 'PHONE' }))
      .then(corrected({ channel: 'PHONE' }));
  });

  it('C1 refuses a correction after which the contact ends before it begins, whichever end is moved', () => {
    given(opened())
      .when(correct({ endedAt: at('08:49') }))
      .refused('CONTACT_INCOMPLETE', 'endedAt');
    given(opened())
      .when(correct({ startedAt: at('08:59') }))
      .refused('CONTACT_INCOMPLETE', 'endedAt');
    given(opened())
      .when(correct({ startedAt: at('09:10'), endedAt: at('09:20') }))
      .then(corrected({ startedAt: at('09:10'), endedAt: at('09:20') }));
  });

  it('C2 refuses a correction into the future', () => {
    given(opened())
      .when(correct({ endedAt: at('12:00:01') }))
      .refused('OCCURRED_IN_FUTURE');
    given(opened())
      .when(correct({ endedAt: at('12:00') }))
      .then(corrected({ endedAt: at('12:00') }));
  });

  it('C1 refuses a correction that takes away what a finished contact must have', () => {
    const abandoned = without(call('first call', { abandoned: true }), 'disposition');
    const refusal = given(opened({ contact: abandoned }))
      .when(correct({ abandoned: false }))
      .refused('CONTACT_INCOMPLETE', 'disposition');
    expect(refusal.details.rule).toBe('C1');
    given(opened())
      .when(correct({ participants: [] }))
      .refused('CONTACT_INCOMPLETE', 'participants');
    given(opened({ contact: abandoned }))
      .when(correct({ abandoned: false, disposition: 'ANSWERED' }))
      .then(corrected({ abandoned: false, disposition: 'ANSWERED' }));
  });

  it('X5 lets an imported contact that lacks much be completed bit by bit', () => {
    given(opened({ contact: { contactId: id('first call') } }))
      .when(correct({ channel: 'LETTER' }))
      .then(corrected({ channel: 'LETTER' }));
  });

  it('P3 leaves a promise kept whose evidence is corrected later: both stand in the trail', () => {
    const keptByCall: CaseFact = {
      type: 'PromiseKept',
      data: { promiseId: id('promise'), contactId: id('call back'), keptAt: at('11:10') },
    };
    const nobodyThere = { contactId: id('call back'), disposition: 'NO_RESULT' } as const;
    const past = [opened(), promised(), contacted('call back'), keptByCall] as const;
    given(...past)
      .when(correct(nobodyThere))
      .then(corrected(nobodyThere));
    const state = given(...past, corrected(nobodyThere)).state();
    expect(state.promises.get(id('promise'))?.status).toBe('KEPT');
    expect(state.contacts.get(id('call back'))).toMatchObject({ disposition: 'NO_RESULT', corrected: true });
  });

  it('asked twice corrects once', () => {
    given(opened(), corrected({ channel: 'EMAIL' }))
      .when(correct({ channel: 'EMAIL' }))
      .then();
  });

  it('refuses a contact the case does not have, and a case that does not exist', () => {
    given(opened())
      .when(correct({ contactId: id('no call'), channel: 'EMAIL' }))
      .refused('CONTACT_UNKNOWN', 'contactId');
    given()
      .when(correct({ channel: 'EMAIL' }))
      .refused('CASE_UNKNOWN');
  });
});
