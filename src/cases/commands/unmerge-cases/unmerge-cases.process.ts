import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import type { CaseState } from '../../case.state.js';
import { Neighbours } from '../../neighbours.js';
import { TwoCases } from '../../two-cases.js';
import { unmergeCases, unmerged, type UnmergeCases } from './unmerge-cases.decision.js';

/** Takes the merge back in the case, then in the other one. */
@Injectable()
export class UnmergeCasesProcess implements CommandProcess<UnmergeCases> {
  constructor(
    private readonly cases: TwoCases,
    private readonly neighbours: Neighbours,
  ) {}

  async execute(command: UnmergeCases, context: CommandContext): Promise<Receipt> {
    const { caseId, mergeId } = command;
    const state = await this.cases.state(caseId);
    // Without a merge there is no other case: the first decision says so.
    const other = state.merges.get(mergeId)?.other ?? state.undone.get(mergeId) ?? caseId;
    const there = await this.cases.state(other);
    const holderGone = (await this.holderGone(state, mergeId)) || (await this.holderGone(there, mergeId));
    const facts = { otherAccountable: there.accountable, holderGone };
    return this.cases.untie(
      caseId,
      [
        { caseId, untie: unmergeCases(command, context, facts) },
        { caseId: other, untie: unmerged(command, holderGone) },
      ],
      context,
    );
  }

  private async holderGone({ merges, accountable }: CaseState, mergeId: string): Promise<boolean> {
    const merge = merges.get(mergeId);
    if (merge?.role !== 'DUPLICATE' || merge.before.holder === undefined) return false;
    return (await this.neighbours.departmentOf(merge.before.holder)) !== accountable;
  }
}
