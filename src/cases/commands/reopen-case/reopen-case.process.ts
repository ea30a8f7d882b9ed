import { Injectable } from '@nestjs/common';
import { streamOf } from '@baton/contracts';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { caseAggregate } from '../../case-folds.state.js';
import { RelatedCases } from '../../related-cases.js';
import { ReopenedWork } from '../../reopened-work.js';
import { reopenCase, type ReopenCase } from './reopen-case.decision.js';

/** Reopens the case and tells who had waited for it, then looks whether somebody who waits was resolved meanwhile. */
@Injectable()
export class ReopenCaseProcess implements CommandProcess<ReopenCase> {
  constructor(
    private readonly streams: Streams,
    private readonly related: RelatedCases,
    private readonly reopened: ReopenedWork,
  ) {}

  async execute(command: ReopenCase, context: CommandContext): Promise<Receipt> {
    const { caseId } = command;
    const decide = reopenCase(command, context, { resolvedWaiting: await this.related.resolvedWaiting(caseId) });
    const receipt = await this.streams.decide(streamOf('case', caseId), caseAggregate, decide, context);
    await this.reopened.afterOpening(caseId, context);
    return receipt;
  }
}
