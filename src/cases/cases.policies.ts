import type { Policy } from '../platform/policies/policy.js';
import { breakOverduePromises } from './policies/break-overdue-promises/break-overdue-promises.policy.js';
import { escalateOverdueConsults } from './policies/escalate-overdue-consults/escalate-overdue-consults.policy.js';
import { expireUnansweredOffers } from './policies/expire-unanswered-offers/expire-unanswered-offers.policy.js';
import { finishShiftHandovers } from './policies/finish-shift-handovers/finish-shift-handovers.policy.js';
import { finishWhatTwoCasesSay } from './policies/finish-what-two-cases-say/finish-what-two-cases-say.policy.js';
import { remindOfPromises } from './policies/remind-of-promises/remind-of-promises.policy.js';
import { warnOfWaitingOffers } from './policies/warn-of-waiting-offers/warn-of-waiting-offers.policy.js';

/** What Baton does with cases by itself. */
export const casesPolicies: readonly Policy[] = [
  expireUnansweredOffers,
  breakOverduePromises,
  remindOfPromises,
  escalateOverdueConsults,
  finishWhatTwoCasesSay,
  finishShiftHandovers,
  warnOfWaitingOffers,
];
