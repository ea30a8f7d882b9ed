import type { CaseFact } from '@baton/contracts';
import { closed, contacted, opened, resolved } from '../../testing/case.happenings.js';
import { by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { rateCase, type RateCase } from './rate-case.decision.js';

const rate = (details: Partial<RateCase> = {}) =>
  rateCase({ caseId, contactId: id('first call'), score: 4, ...details }, by('ines'));
const rated = (details: object = {}): CaseFact => ({
  type: 'CaseRated',
  data: { ratingId: made('rating'), contactId: id('first call'), score: 4, ...details },
});

describe('rating a case', () => {
  it('says how good the customer found a contact, in his own words', () => {
    given(opened()).when(rate()).then(rated());
    given(opened())
      .when(rate({ score: 1, comment: 'I told it three times' }))
      .then(rated({ score: 1, comment: 'I told it three times' }));
  });

  it('is possible of a case that is closed', () => {
    given(opened(), resolved, closed).when(rate()).then(rated());
  });

  it('asked twice rates once; another rating of the same contact is refused, of another contact not', () => {
    given(opened(), rated()).when(rate()).then();
    given(opened(), rated())
      .when(rate({ score: 2 }))
      .refused('CONTACT_RATED_ALREADY', '4 of 5');
    given(opened(), rated(), contacted('call back'))
      .when(rateCase({ caseId, contactId: id('call back'), score: 2 }, by('ines', undefined, 'another')))
      .then(rated({ ratingId: made('rating', 'another'), contactId: id('call back'), score: 2 }));
  });

  it('refuses a contact that reached nobody, and one or a case that is unknown', () => {
    given(opened(), contacted('call back', { disposition: 'NO_RESULT' }))
      .when(rate({ contactId: id('call back') }))
      .refused('CONTACT_UNKNOWN', 'nobody');
    given(opened())
      .when(rate({ contactId: id('no contact') }))
      .refused('CONTACT_UNKNOWN');
    given().when(rate()).refused('CASE_UNKNOWN');
  });
});
