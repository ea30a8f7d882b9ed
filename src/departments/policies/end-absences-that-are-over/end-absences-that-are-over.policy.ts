import { keyOfStream } from '@baton/contracts';
import { policy } from '../../../platform/policies/policy.js';
import { EndAbsence } from '../../commands/end-absence/end-absence.decision.js';

/** H11: an absence ends when its time is over, be it that it never began: who is back holds his cases again. */
export const endAbsencesThatAreOver = policy({
  name: 'end-absences-that-are-over',
  version: 1,
  on: {
    AbsencePlanned: ({ data: { absenceId, until } }, timers) => timers.set(absenceId, until),
    AbsenceCancelled: ({ data }, timers) => timers.drop(data.absenceId),
    AbsenceEnded: ({ data }, timers) => timers.drop(data.absenceId),
  },
  command: EndAbsence,
  ask: (timer) => ({ agent: keyOfStream(timer), absenceId: timer.subject }),
});
