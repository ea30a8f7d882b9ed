import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { mergedInto, type CaseState } from '../../case.state.js';
import { TwoCases } from '../../two-cases.js';
import { unlinkCases, unlinked, type UnlinkCases } from './unlink-cases.decision.js';

/** Takes the link back in the case, then in the other one. */
@Injectable()
export class UnlinkCasesProcess implements CommandProcess<UnlinkCases> {
  constructor(private readonly cases: TwoCases) {}

  async execute(command: UnlinkCases, context: CommandContext): Promise<Receipt> {
    const { caseId, linkId } = command;
    const state = await this.cases.state(caseId);
    // Without a link there is no other case: the first decision says so.
    const other = state.links.get(linkId)?.other ?? state.undone.get(linkId) ?? caseId;
    const facts = { answering: await this.answering(state, await this.cases.state(other)) };
    return this.cases.untie(
      caseId,
      [
        { caseId, untie: unlinkCases(command, context, facts) },
        { caseId: other, untie: unlinked(command) },
      ],
      context,
    );
  }

  private async answering(state: CaseState, other: CaseState): Promise<string[]> {
    const survivors = [state, other].map(mergedInto).filter((caseId) => caseId !== undefined);
    const goingOn = await Promise.all(survivors.map((caseId) => this.cases.state(caseId)));
    return [other, ...goingOn].map(({ accountable }) => accountable);
  }
}
