import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { RelatedCases } from '../../related-cases.js';
import { inItsName, refuseMergedCircle } from '../../related.guards.js';
import { ReopenedWork } from '../../reopened-work.js';
import { TakingUpAgain } from '../../taking-up-again.js';
import { TwoCases, type Side } from '../../two-cases.js';
import { unmerged } from '../unmerge-cases/unmerge-cases.decision.js';
import { burdenOf } from './burden.js';
import { mergeAsDuplicate, mergeAsSurvivor, mergeIdOf, type MergeCases } from './merge-cases.decision.js';

/**
 * Merges two cases. Whoever merges the same two asks the same one first, so that of opposite merges one is refused; then
 * looks whether somebody closed a circle meanwhile.
 */
@Injectable()
export class MergeCasesProcess implements CommandProcess<MergeCases> {
  constructor(
    private readonly cases: TwoCases,
    private readonly takingUp: TakingUpAgain,
    private readonly related: RelatedCases,
    private readonly reopened: ReopenedWork,
  ) {}

  async execute(command: MergeCases, context: CommandContext): Promise<Receipt> {
    const { caseId, into } = command;
    const mergeId = mergeIdOf(context);
    const here = await this.cases.state(caseId);
    const there = await this.cases.state(into);
    const circle = await this.related.circleOfMerge(caseId, into);
    const facts = { customerOfSurvivor: there.opened.customerId, survivor: burdenOf(there), circle };
    // Only what goes on after a crash finds the merge in the case already: then its holder may have left meanwhile.
    const again = await this.takingUp.after(here, mergeId, context.now);
    const untie = unmerged({ mergeId, reason: 'Taken back: one of the two cases had moved on meanwhile' }, again);
    const duplicate: Side = {
      caseId,
      tie: inItsName(caseId, 'caseId', mergeAsDuplicate(command, context, facts)),
      untie,
    };
    const waiting = await this.related.resolvedWaitingForOne(here);
    const survivor: Side = {
      caseId: into,
      tie: inItsName(into, 'into', mergeAsSurvivor(command, context, waiting)),
      untie,
    };
    return this.cases.tie(
      {
        named: caseId,
        holds: ({ merges }) => merges.has(mergeId),
        sides: caseId < into ? [duplicate, survivor] : [survivor, duplicate],
        confirm: async () => refuseMergedCircle(await this.related.circleOfMerge(caseId, into)),
        // Who was resolved at this very instant; what is given back may be open again.
        after: async () => {
          for (const one of [into, caseId]) await this.reopened.afterOpening(one, context);
        },
      },
      context,
    );
  }
}
