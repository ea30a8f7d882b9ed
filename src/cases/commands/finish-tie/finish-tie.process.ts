import { Injectable } from '@nestjs/common';
import { Refusal } from '@baton/decider';
import { hashOfCommand, type CommandContext, type Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import type { CaseEvent } from '../../case.state.js';
import { TwoCases } from '../../two-cases.js';
import { LinkCases } from '../link-cases/link-cases.decision.js';
import { LinkCasesProcess } from '../link-cases/link-cases.process.js';
import { MergeCases } from '../merge-cases/merge-cases.decision.js';
import { MergeCasesProcess } from '../merge-cases/merge-cases.process.js';
import { UnlinkCasesProcess } from '../unlink-cases/unlink-cases.process.js';
import { UnmergeCasesProcess } from '../unmerge-cases/unmerge-cases.process.js';
import { restOf, sayingOf, type FinishTie, type Rest } from './finish-tie.decision.js';

const REASON = 'The other case had taken it back';

/**
 * Goes on where a process died between two cases. What was begun is the very command that began it, sent again: the first
 * case's event tells it, with who asked. What was taken back in one case is taken back in the other.
 */
@Injectable()
export class FinishTieProcess implements CommandProcess<FinishTie> {
  constructor(
    private readonly cases: TwoCases,
    private readonly linking: LinkCasesProcess,
    private readonly unlinking: UnlinkCasesProcess,
    private readonly merging: MergeCasesProcess,
    private readonly unmerging: UnmergeCasesProcess,
  ) {}

  async execute({ caseId, tieId }: FinishTie, { occurredAt: _, ...context }: CommandContext): Promise<Receipt> {
    const rest = await this.rest(caseId, tieId);
    switch (rest.what) {
      case 'NOTHING':
        return this.cases.nothingLeft(caseId, context);
      case 'UNTIE': {
        const undoing = rest.kind === 'LINKED' ? this.unlinking : this.unmerging;
        const why = { caseId: rest.takenBackBy, reason: REASON };
        return undoing.execute({ ...why, linkId: tieId, mergeId: tieId }, context);
      }
      case 'TIE':
        try {
          return await this.sentAgain(caseId, rest.saying, context);
        } catch (error) {
          // Refused, so it was taken back: that, too, is an end.
          if (!(error instanceof Refusal) || (await this.rest(caseId, tieId)).what !== 'NOTHING') throw error;
          return this.cases.nothingLeft(caseId, context);
        }
    }
  }

  private async rest(caseId: string, tieId: string): Promise<Rest> {
    const saying = sayingOf(await this.cases.state(caseId), tieId);
    if (saying.other === undefined) return { what: 'NOTHING' };
    return restOf(caseId, saying, sayingOf(await this.cases.state(saying.other), tieId));
  }

  private async sentAgain(
    caseId: string,
    saying: Extract<Rest, { what: 'TIE' }>['saying'],
    context: CommandContext,
  ): Promise<Receipt> {
    const { other } = saying;
    if (saying.says === 'LINKED') {
      const { kind, reason, revision } = saying.link;
      const command: LinkCases = { caseId, other, kind, ...(reason === undefined ? {} : { reason }) };
      const asked = await this.cases.event(caseId, revision);
      return this.linking.execute(command, asBefore(LinkCases.name, command, asked, context));
    }
    const { role, reason, revision } = saying.merge;
    const [duplicate, into] = role === 'DUPLICATE' ? [caseId, other] : [other, caseId];
    const command: MergeCases = { caseId: duplicate, into, reason };
    const asked = await this.cases.event(caseId, revision);
    return this.merging.execute(command, asBefore(MergeCases.name, command, asked, context));
  }
}

/** The context of the command that wrote an event, as it would be sent again now; what it writes came through the policy. */
const asBefore = (
  name: string,
  body: object,
  { commandId, correlationId, by }: CaseEvent,
  { now, by: { via } }: CommandContext,
): CommandContext => ({
  commandId,
  commandHash: hashOfCommand(name, body),
  by: { ...by, ...(via === undefined ? {} : { via }) },
  now,
  correlationId,
});
