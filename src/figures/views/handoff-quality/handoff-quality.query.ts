import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { handoffQuality } from './handoff-quality.projection.js';
import type { HandoffFilter, HandoffQuality } from './handoff-quality.result.js';
import { HandoffsOfDepartments } from './handoffs-of-departments.js';

/** How many values give a department its place: its code. */
export const HANDOFF_PLACE = 1;

/** A page of how well departments hand over, by their codes. */
export class HandoffQualityOf extends Query<Connection<HandoffQuality>> {
  constructor(
    readonly filter: HandoffFilter,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(HandoffQualityOf)
export class HandoffQualityHandler implements IQueryHandler<HandoffQualityOf> {
  constructor(
    private readonly handoffs: HandoffsOfDepartments,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ filter, page, atLeast }: HandoffQualityOf): Promise<Connection<HandoffQuality>> {
    await this.atLeast.reached(atLeast, handoffQuality);
    const after = page.after === undefined ? undefined : String(page.after[0]);
    const rows = await this.handoffs.quality(filter, page.limit + 1, after);
    return connection(rows, page, ({ department }) => [department]);
  }
}
