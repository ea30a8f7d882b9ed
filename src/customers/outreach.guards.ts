import { refuse, type Given } from '@baton/contracts';
import type { Customer } from './customer.state.js';
import type { Outreach } from './outreach.state.js';

/** The outreach that a command names; refuses `OUTREACH_UNKNOWN`. */
export function outreachOf({ outreach }: Customer, outreachId: string): Outreach {
  const found = outreach.findLast((each) => each.outreachId === outreachId);
  return (
    found ??
    refuse(
      'OUTREACH_UNKNOWN',
      `The customer has no outreach ${outreachId}, or it ended long ago or was given back. Reserve one with reserveOutreach.`,
      { rule: 'C4', missing: ['outreachId'] },
    )
  );
}

/** Only the department that reserved it says what became of it; an administrator may do it for each. */
export function reservedHere({ agent, department }: Outreach, { by }: Given): void {
  if (by.department === department || by.role === 'ADMIN') return;
  refuse('NOT_YOUR_DEPARTMENT', `${agent} of ${department} reserved it: only ${department} says what became of it.`, {
    rule: 'C4',
  });
}
