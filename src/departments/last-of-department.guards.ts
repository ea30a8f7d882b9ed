import { refuse } from '@baton/contracts';
import type { Agent } from './agent.state.js';
import type { WorkCounts } from './department-work.js';

/** What must be known of the department that an agent leaves. */
export interface LeavingFacts {
  /** What his department has to do, where nobody but him stays there; undefined where others do. */
  readonly leftBehind?: WorkCounts | undefined;
}

/**
 * H1, H11: refuses the last who stays in a department to leave it while it has anything to do, be it in nobody's hands: nobody
 * would do it, and nobody be asked.
 */
export function leavesNoWorkBehind({ agent, department }: Agent, { leftBehind }: LeavingFacts): void {
  if (!leftBehind) return;
  const { accountable, offered, promises, consults } = leftBehind;
  const left = [
    [accountable, 'open case(s): offer each to another department with offerTransfer, or resolve it'],
    [offered, 'offer(s) of other departments that wait: answer each with declineTransfer'],
    [promises, 'open promise(s) that it owes: keep each, or let it pass on with its case'],
    [consults, 'question(s) of other departments: answer each with answerConsult'],
  ] as const;
  const missing = left.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  if (missing.length === 0) return;
  refuse(
    'LAST_OF_DEPARTMENT',
    `${agent} is the last who stays in ${department}, which still has something to do: pass it on, or register or move somebody into ${department} first.`,
    { rule: 'H11', missing, alternatives: [`Register somebody in ${department} with registerAgent`] },
  );
}
