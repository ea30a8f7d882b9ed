import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { CaseReader } from '../case-reader.js';
import { timeSplitOf } from './case-time-split.document.js';
import type { CaseTimeSplit } from './case-time-split.result.js';

/** How long each department was accountable for a case, as its own stream tells it now. */
export class CaseTimeSplitById extends Query<CaseTimeSplit | undefined> {
  constructor(readonly caseId: string) {
    super();
  }
}

@QueryHandler(CaseTimeSplitById)
export class CaseTimeSplitByIdHandler implements IQueryHandler<CaseTimeSplitById> {
  constructor(
    private readonly cases: CaseReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ caseId }: CaseTimeSplitById): Promise<CaseTimeSplit | undefined> {
    const state = await this.cases.now(caseId);
    return state && timeSplitOf(state, this.clock.now());
  }
}
