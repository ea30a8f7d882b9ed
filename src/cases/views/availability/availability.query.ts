import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Channel } from '@baton/contracts';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { Neighbours } from '../../neighbours.js';
import { caseList } from '../case-list/case-list.projection.js';
import { receivingPace } from '../department-load/receiving-pace.projection.js';
import { availabilityOf } from './availability.document.js';
import type { Availability } from './availability.result.js';

/** Whether a department can be reached; undefined where there is no such department. */
export class AvailabilityOf extends Query<Availability | undefined> {
  constructor(
    readonly department: string,
    readonly channel: Channel | undefined,
    readonly at: string | undefined,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(AvailabilityOf)
export class AvailabilityHandler implements IQueryHandler<AvailabilityOf> {
  constructor(
    private readonly neighbours: Neighbours,
    private readonly atLeast: AtLeast,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(asked: AvailabilityOf): Promise<Availability | undefined> {
    const { department, channel, at = this.clock.now() } = asked;
    await this.atLeast.reached(asked.atLeast, caseList, receivingPace);
    const calendar = await this.neighbours.calendarOf(department, channel);
    if (!calendar) return undefined;
    const receiver = await this.neighbours.receiver({ to: department }, at);
    return availabilityOf({ department, channel, at }, calendar, receiver?.backlogs ?? []);
  }
}
