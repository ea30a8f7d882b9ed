import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { RelatedCases } from '../../related-cases.js';
import { ReopenedWork } from '../../reopened-work.js';
import { TakingUpAgain } from '../../taking-up-again.js';
import { TwoCases } from '../../two-cases.js';
import { matterOfItsOwn, unmergeCases, type UnmergeCases } from './unmerge-cases.decision.js';

/** Takes the merge back in the case, then in the other one; then looks whether what waits for the duplicate is resolved. */
@Injectable()
export class UnmergeCasesProcess implements CommandProcess<UnmergeCases> {
  constructor(
    private readonly cases: TwoCases,
    private readonly takingUp: TakingUpAgain,
    private readonly related: RelatedCases,
    private readonly reopened: ReopenedWork,
  ) {}

  async execute(command: UnmergeCases, context: CommandContext): Promise<Receipt> {
    const { caseId, mergeId } = command;
    const state = await this.cases.state(caseId);
    // Without a merge there is no other case: the first decision says so.
    const other = state.merges.get(mergeId)?.other ?? state.undone.get(mergeId) ?? caseId;
    const there = await this.cases.state(other);
    const again =
      (await this.takingUp.after(state, mergeId, context.now)) ??
      (await this.takingUp.after(there, mergeId, context.now));
    const duplicate = [state, there].find(({ merges }) => merges.get(mergeId)?.role === 'DUPLICATE');
    const resolvedWaiting = duplicate && (await this.related.resolvedWaitingForOne(duplicate));
    const facts = { otherAccountable: there.accountable, again, resolvedWaiting };
    const receipt = await this.cases.untie(
      caseId,
      [
        { caseId, untie: unmergeCases(command, context, facts) },
        { caseId: other, untie: matterOfItsOwn(command, context, facts) },
      ],
      context,
    );
    for (const one of new Set([caseId, other])) await this.reopened.afterOpening(one, context);
    return receipt;
  }
}
