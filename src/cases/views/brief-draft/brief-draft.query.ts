import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import type { BriefDraftArguments } from '../case-arguments.js';
import { CaseReader } from '../case-reader.js';
import { briefDraftOf } from './brief-draft.document.js';
import type { BriefDraft } from './brief-draft.result.js';

/** The brief that a transfer of a case would carry now. */
export class DraftedBrief extends Query<BriefDraft | undefined> {
  constructor(readonly wanted: BriefDraftArguments) {
    super();
  }
}

@QueryHandler(DraftedBrief)
export class DraftedBriefHandler implements IQueryHandler<DraftedBrief> {
  constructor(
    private readonly cases: CaseReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ wanted }: DraftedBrief): Promise<BriefDraft | undefined> {
    const state = await this.cases.now(wanted.id);
    return state && briefDraftOf(state, wanted, this.clock.now(), await this.cases.duplicates(state));
  }
}
