import { refuse, type By } from '@baton/contracts';
import type { Agent } from './agent.state.js';

/** An administrator decides for every department, a supervisor for his own: refuses everybody else. */
export function mustLead(by: By, department: string): void {
  if (by.role === 'ADMIN') return;
  if (by.role !== 'SUPERVISOR') refuse('NOT_ALLOWED', 'Only a supervisor or an administrator may do this.');
  if (by.department === department) return;
  refuse(
    'NOT_YOUR_DEPARTMENT',
    `You lead ${by.department}, not ${department}: ask the supervisor of ${department} or an administrator.`,
  );
}

/** An agent decides for himself, a supervisor or an administrator for him: refuses everybody else. */
export function mustBeOrLead(by: By, { agent, department }: Agent): void {
  if (by.agent !== agent) mustLead(by, department);
}
