import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { CUSTOMER_FINDER, type CustomerFinder } from '../../customer-finder.js';
import { CaseReader } from '../case-reader.js';
import { briefOf } from './case-brief.document.js';
import type { CaseBrief } from './case-brief.result.js';

/** The brief of a case, from its own stream as it is now. */
export class CaseBriefById extends Query<CaseBrief | undefined> {
  constructor(readonly caseId: string) {
    super();
  }
}

@QueryHandler(CaseBriefById)
export class CaseBriefByIdHandler implements IQueryHandler<CaseBriefById> {
  constructor(
    private readonly cases: CaseReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CUSTOMER_FINDER) private readonly customers: CustomerFinder,
  ) {}

  async execute({ caseId }: CaseBriefById): Promise<CaseBrief | undefined> {
    const state = await this.cases.now(caseId);
    if (!state) return undefined;
    const { customerId } = state.opened;
    const customer = customerId === undefined ? undefined : await this.customers.byId(customerId);
    return briefOf(state, this.clock.now(), customer?.name, await this.cases.duplicates(state));
  }
}
