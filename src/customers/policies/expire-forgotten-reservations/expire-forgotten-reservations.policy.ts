import { keyOfStream } from '@baton/contracts';
import { policy } from '../../../platform/policies/policy.js';
import { ExpireOutreach } from '../../commands/expire-outreach/expire-outreach.decision.js';

/** C4: a reservation of which nobody said how it ended expires, so that others may call. */
export const expireForgottenReservations = policy({
  name: 'expire-forgotten-reservations',
  version: 1,
  on: {
    OutreachReserved: ({ data: { outreachId, until } }, timers) => timers.set(outreachId, until),
    OutreachCompleted: ({ data }, timers) => timers.drop(data.outreachId),
    OutreachReleased: ({ data }, timers) => timers.drop(data.outreachId),
    OutreachExpired: ({ data }, timers) => timers.drop(data.outreachId),
  },
  command: ExpireOutreach,
  ask: (timer) => ({ customerId: keyOfStream(timer), outreachId: timer.subject }),
});
