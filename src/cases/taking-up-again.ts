import { Injectable } from '@nestjs/common';
import type { CaseState } from './case.state.js';
import type { TakenUpAgain } from './commands/unmerge-cases/unmerge-cases.decision.js';
import { Neighbours } from './neighbours.js';

/** Who works on a case again that was a duplicate, as agents stand when the merge is undone (H11). */
@Injectable()
export class TakingUpAgain {
  constructor(private readonly neighbours: Neighbours) {}

  /**
   * Undefined for a case that is no duplicate by that merge. Else whoever it was held for, where he is back; or else
   * who held it. Nobody where neither of them works for its department and takes new work at that instant.
   */
  async after(
    { caseId, merges, accountable }: CaseState,
    mergeId: string,
    at: string,
  ): Promise<TakenUpAgain | undefined> {
    const merge = merges.get(mergeId);
    if (merge?.role !== 'DUPLICATE') return undefined;
    const { holder, standsInFor } = merge.before;
    if (await this.takesUp(standsInFor, accountable, caseId, at)) return { holder: standsInFor };
    return (await this.takesUp(holder, accountable, caseId, at)) ? { holder, standsInFor } : {};
  }

  private async takesUp(agent: string | undefined, department: string, caseId: string, at: string): Promise<boolean> {
    return (
      (await this.neighbours.departmentOf(agent)) === department &&
      (await this.neighbours.closedDoorOf(agent, at, caseId)) === undefined
    );
  }
}
