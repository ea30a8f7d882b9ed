import type { AgentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import type { Policy } from '../../platform/policies/policy.js';
import { timersOf } from '../../platform/policies/timers.projection.js';

/** What a policy has to do after these events of Tom's, recorded a minute after one another from 09:00 on. */
export const timersAfter = async (policy: Policy, ...facts: AgentFact[]) =>
  (await rowsOf(timersOf([policy]), recorded('agent-tom', facts))).rows.map(({ subject, due, ...timer }) => ({
    subject,
    due,
    asks: policy.ask({ subject, due, ...timer }),
  }));
