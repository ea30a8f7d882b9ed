import type { RetiredPolicies } from './platform/policies/policy.js';

/** The policies that Baton once had, each with its last version; a spec names every policy there ever was. */
export const retiredPolicies: RetiredPolicies = {};
