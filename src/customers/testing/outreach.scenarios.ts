import type { CustomerFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../test/support/callers.js';
import { customerAggregate } from '../customer.state.js';

/** A customer to whom an outreach was reserved, and the ways in which it ends, for the specs of these. */
export const customerId = 'aaaaaaaa-0000-4000-8000-000000000000';
export const outreachId = 'eeeeeeee-0000-4000-8000-000000000000';
export const contactId = 'ffffffff-0000-4000-8000-000000000000';
const caseId = 'cccccccc-0000-4000-8000-000000000000';
const told = (facts: readonly CustomerFact[]) => recorded(`customer-${customerId}`, facts);

export const registered: CustomerFact = { type: 'CustomerRegistered', data: { kind: 'PERSON', name: 'Anna Kern' } };
const [first] = told([registered]);
/** Somebody of the department that reserved it. */
export const colleague = givenBy('AGENT', first?.by.department, 'another');
export const stranger = givenBy('SUPERVISOR', 'elsewhere');
export const reserved: CustomerFact = {
  type: 'OutreachReserved',
  data: { outreachId, caseId, channel: 'PHONE', purpose: 'The date', until: colleague.now, rules: 'outreach-guard@1' },
};
export const unanswered: CustomerFact = { type: 'OutreachCompleted', data: { outreachId, outcome: 'NO_ANSWER' } };
export const reached: CustomerFact = { type: 'OutreachCompleted', data: { outreachId, outcome: 'REACHED', contactId } };
export const released: CustomerFact = { type: 'OutreachReleased', data: { outreachId, reason: 'Not needed' } };
export const expired: CustomerFact = { type: 'OutreachExpired', data: { outreachId } };

export const { given } = scenarios(customerAggregate, told);
