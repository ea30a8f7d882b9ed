import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { TwoCases } from '../../two-cases.js';
import { unlinkCases, unlinked, type UnlinkCases } from './unlink-cases.decision.js';

/** Takes the link back in the case, then in the other one. */
@Injectable()
export class UnlinkCasesProcess implements CommandProcess<UnlinkCases> {
  constructor(private readonly cases: TwoCases) {}

  async execute(command: UnlinkCases, context: CommandContext): Promise<Receipt> {
    const { caseId, linkId } = command;
    const { links, undone } = await this.cases.state(caseId);
    // Without a link there is no other case: the first decision says so.
    const other = links.get(linkId)?.other ?? undone.get(linkId) ?? caseId;
    const facts = { otherAccountable: (await this.cases.state(other)).accountable };
    return this.cases.untie(
      caseId,
      [
        { caseId, untie: unlinkCases(command, context, facts) },
        { caseId: other, untie: unlinked(command) },
      ],
      context,
    );
  }
}
