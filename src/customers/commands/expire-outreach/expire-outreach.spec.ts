import {
  colleague,
  customerId,
  expired,
  given,
  outreachId,
  registered,
  reserved,
  unanswered,
} from '../../testing/outreach.scenarios.js';
import { expireOutreach } from './expire-outreach.decision.js';

const expire = (who = colleague) => expireOutreach({ customerId, outreachId }, who);

describe('C4 an outreach that nobody ended', () => {
  it('expires when its time has come, once', () => {
    given(registered, reserved).when(expire()).then(expired);
    given(registered, reserved, expired).when(expire()).then();
    given(registered, reserved, unanswered).when(expire()).then();
    given(registered).when(expire()).then();
  });

  it('does not expire before', () => {
    const early = { ...colleague, now: new Date(Date.parse(colleague.now) - 1).toISOString() };
    given(registered, reserved).when(expire(early)).refused('OUTREACH_NOT_DUE');
  });
});
