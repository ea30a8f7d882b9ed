import { keyOfStream } from '@baton/contracts';
import { policy } from '../../../platform/policies/policy.js';
import { EscalateConsult } from '../../commands/escalate-consult/escalate-consult.decision.js';

/** A question to another department that was not answered in time comes before its supervisor. */
export const escalateOverdueConsults = policy({
  name: 'escalate-overdue-consults',
  version: 1,
  on: {
    ConsultRequested: ({ data: { consultId, due } }, timers) => timers.set(consultId, due),
    ConsultAnswered: ({ data }, timers) => timers.drop(data.consultId),
    ConsultWithdrawn: ({ data }, timers) => timers.drop(data.consultId),
    EscalationRaised: ({ data: { consultId } }, timers) => {
      if (consultId !== undefined) timers.drop(consultId);
    },
  },
  command: EscalateConsult,
  ask: (timer) => ({ caseId: keyOfStream(timer), consultId: timer.subject }),
});
