import type { Policy } from '../platform/policies/policy.js';
import { beginPlannedAbsences } from './policies/begin-planned-absences/begin-planned-absences.policy.js';
import { endAbsencesThatAreOver } from './policies/end-absences-that-are-over/end-absences-that-are-over.policy.js';
import { settleWhatCameLate } from './policies/settle-what-came-late/settle-what-came-late.policy.js';

/** What Baton does with agents by itself. */
export const departmentsPolicies: readonly Policy[] = [
  beginPlannedAbsences,
  endAbsencesThatAreOver,
  settleWhatCameLate,
];
