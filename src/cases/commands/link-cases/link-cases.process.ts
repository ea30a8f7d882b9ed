import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { RelatedCases } from '../../related-cases.js';
import { inItsName, refuseCircle, type Circle } from '../../related.guards.js';
import { TwoCases } from '../../two-cases.js';
import { unlinked } from '../unlink-cases/unlink-cases.decision.js';
import { linkCases, linkedTo, linkIdOf, type LinkCases } from './link-cases.decision.js';

/** Links the case, then the other one, then looks whether somebody else closed a circle meanwhile. */
@Injectable()
export class LinkCasesProcess implements CommandProcess<LinkCases> {
  constructor(
    private readonly cases: TwoCases,
    private readonly related: RelatedCases,
  ) {}

  async execute(command: LinkCases, context: CommandContext): Promise<Receipt> {
    const { caseId, other } = command;
    const linkId = linkIdOf(context);
    const why = { linkId, reason: 'Taken back: one of the two cases had moved on meanwhile' };
    const facts = { circle: await this.circle(command) };
    return this.cases.tie(
      {
        named: caseId,
        holds: ({ links }) => links.has(linkId),
        sides: [
          { caseId, tie: inItsName(caseId, 'caseId', linkCases(command, context, facts)), untie: unlinked(why) },
          { caseId: other, tie: inItsName(other, 'other', linkedTo(command, context)), untie: unlinked(why) },
        ],
        confirm: async () => refuseCircle(await this.circle(command)),
      },
      context,
    );
  }

  private async circle({ caseId, other, kind }: LinkCases): Promise<Circle> {
    if (kind === 'RELATED' || caseId === other) return 'NONE';
    return kind === 'PARENT' ? this.related.circle(caseId, other) : this.related.circle(other, caseId);
  }
}
