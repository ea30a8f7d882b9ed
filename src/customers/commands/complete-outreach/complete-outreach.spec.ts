import { givenBy } from '../../../../test/support/callers.js';
import {
  colleague,
  contactId,
  customerId,
  expired,
  given,
  outreachId,
  reached,
  registered,
  released,
  reserved,
  stranger,
  unanswered,
} from '../../testing/outreach.scenarios.js';
import { completeOutreach, type CompleteOutreach, type CompleteOutreachFacts } from './complete-outreach.decision.js';

const complete = (
  own: Partial<CompleteOutreach> = {},
  facts: CompleteOutreachFacts = { contactKnown: true },
  who = colleague,
) => completeOutreach({ customerId, outreachId, outcome: 'NO_ANSWER', ...own }, who, facts);

describe('C4 saying how an outreach ended', () => {
  it('records how, by anybody of the department', () => {
    given(registered, reserved).when(complete()).then(unanswered);
    given(registered, reserved)
      .when(complete({ outcome: 'REACHED', contactId }))
      .then(reached);
  });

  it('does nothing the second time, and refuses another end', () => {
    given(registered, reserved, unanswered).when(complete()).then();
    given(registered, reserved, unanswered)
      .when(complete({ outcome: 'REACHED', contactId }))
      .refused('OUTREACH_ENDED');
    given(registered, reserved, released).when(complete()).refused('OUTREACH_ENDED');
  });

  it('is taken also after it expired, since a call may take its time', () => {
    given(registered, reserved, expired).when(complete()).then(unanswered);
  });

  it('needs the contact in which the customer was reached', () => {
    given(registered, reserved)
      .when(complete({ outcome: 'REACHED' }))
      .refused('CONTACT_UNKNOWN', 'contactId');
    const unknown = complete({ outcome: 'REACHED', contactId }, { contactKnown: false });
    given(registered, reserved).when(unknown).refused('CONTACT_UNKNOWN', 'contactId');
  });

  it('is for the department that reserved it, and for administrators', () => {
    given(registered, reserved)
      .when(complete({}, undefined, stranger))
      .refused('NOT_YOUR_DEPARTMENT');
    given(registered, reserved)
      .when(complete({}, undefined, givenBy('ADMIN', 'elsewhere')))
      .then(unanswered);
  });

  it('refuses an outreach that there is not', () => {
    given(registered).when(complete()).refused('OUTREACH_UNKNOWN', 'outreachId');
    given().when(complete()).refused('CUSTOMER_UNKNOWN');
  });
});
