import type { Policy } from '../platform/policies/policy.js';
import { expireForgottenReservations } from './policies/expire-forgotten-reservations/expire-forgotten-reservations.policy.js';

/** What Baton does with customers by itself. */
export const customersPolicies: readonly Policy[] = [expireForgottenReservations];
