import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { CaseReader } from '../case-reader.js';
import { caseOf } from './case.document.js';
import type { Case } from './case.result.js';

/** A case as its own stream tells it now, with what its duplicates promised among its risks (X3). */
export class CaseById extends Query<Case | undefined> {
  constructor(readonly caseId: string) {
    super();
  }
}

@QueryHandler(CaseById)
export class CaseByIdHandler implements IQueryHandler<CaseById> {
  constructor(
    private readonly cases: CaseReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ caseId }: CaseById): Promise<Case | undefined> {
    const state = await this.cases.now(caseId);
    return state && caseOf(state, await this.cases.duplicates(state), this.clock.now());
  }
}
