import { Injectable } from '@nestjs/common';
import { streamOf } from '@baton/contracts';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { caseAggregate } from '../../case-folds.state.js';
import { RelatedCases } from '../../related-cases.js';
import { ReopenedWork } from '../../reopened-work.js';
import { resolveCase, type ResolveCase } from './resolve-case.decision.js';

/** Resolves the case, then looks whether what it had waited for was reopened meanwhile. */
@Injectable()
export class ResolveCaseProcess implements CommandProcess<ResolveCase> {
  constructor(
    private readonly streams: Streams,
    private readonly related: RelatedCases,
    private readonly reopened: ReopenedWork,
  ) {}

  async execute(command: ResolveCase, context: CommandContext): Promise<Receipt> {
    const { caseId } = command;
    const decide = resolveCase(command, context, await this.related.work(caseId));
    const receipt = await this.streams.decide(streamOf('case', caseId), caseAggregate, decide, context);
    await this.reopened.afterResolving(caseId, context);
    return receipt;
  }
}
