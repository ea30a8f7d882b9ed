import {
  colleague,
  customerId,
  expired,
  given,
  outreachId,
  registered,
  released,
  reserved,
  stranger,
  unanswered,
} from '../../testing/outreach.scenarios.js';
import { releaseOutreach } from './release-outreach.decision.js';

const release = (who = colleague) => releaseOutreach({ customerId, outreachId, reason: 'Not needed' }, who);

describe('C4 giving an outreach back', () => {
  it('frees the matter for others, once', () => {
    given(registered, reserved).when(release()).then(released);
    given(registered, reserved, released).when(release()).then();
    given(registered, reserved, expired).when(release()).then();
  });

  it('is refused once it was made, and to other departments', () => {
    given(registered, reserved, unanswered).when(release()).refused('OUTREACH_ENDED');
    given(registered, reserved).when(release(stranger)).refused('NOT_YOUR_DEPARTMENT');
    given(registered).when(release()).refused('OUTREACH_UNKNOWN', 'outreachId');
  });
});
