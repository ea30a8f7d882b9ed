import { keyOfStream } from '@baton/contracts';
import { policy } from '../../../platform/policies/policy.js';
import { BeginAbsence } from '../../commands/begin-absence/begin-absence.decision.js';

/** While an absence is held up it is looked at again every day, beside the moment at which stand-ins are named. */
const A_DAY_MS = 86_400_000;

/** H11: an absence begins when its time has come; one that is held up, once stand-ins are named or nothing is left to see to. */
export const beginPlannedAbsences = policy({
  name: 'begin-planned-absences',
  version: 1,
  on: {
    AbsencePlanned: ({ data: { absenceId, from } }, timers) => timers.set(absenceId, from),
    StandInsNamed: ({ data: { absenceId, from }, recordedAt }, timers) => {
      if (from !== undefined) timers.set(absenceId, from > recordedAt ? from : recordedAt);
    },
    AbsenceDelayed: ({ data: { absenceId }, recordedAt }, timers) =>
      timers.set(absenceId, new Date(Date.parse(recordedAt) + A_DAY_MS).toISOString()),
    AbsenceStarted: ({ data }, timers) => timers.drop(data.absenceId),
    AbsenceCancelled: ({ data }, timers) => timers.drop(data.absenceId),
    AbsenceEnded: ({ data }, timers) => timers.drop(data.absenceId),
  },
  command: BeginAbsence,
  ask: (timer) => ({ agent: keyOfStream(timer), absenceId: timer.subject }),
});
