import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { Channel } from '@baton/contracts';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { enumOf } from '../../../platform/graphql/enum-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { AvailabilityArguments } from '../case-arguments.js';
import { AvailabilityOf } from './availability.query.js';
import { Availability } from './availability.result.js';

@Resolver()
export class AvailabilityResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(Availability), {
    nullable: true,
    description:
      'Whether a department can be reached: open until when, its next opening, and when it takes up what comes. null where there is no such department.',
  })
  availability(
    @Args('department', { type: () => String, description: 'The department' }) department: string,
    @Args('channel', {
      type: () => enumOf(Channel),
      nullable: true,
      description: 'The channel, which may have hours of its own; those of the department when absent',
    })
    channel: Channel | null,
    @Args('at', { type: () => String, nullable: true, description: 'When, UTC ISO 8601; now when absent' })
    at: string | null,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Availability | undefined> {
    const asked = accept(AvailabilityArguments, { department, channel, at });
    return this.queries.execute(new AvailabilityOf(asked.department, asked.channel, asked.at, atLeast ?? undefined));
  }
}
