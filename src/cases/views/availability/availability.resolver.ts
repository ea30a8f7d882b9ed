import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { Channel } from '@baton/contracts';
import type { Problem } from '@baton/fields';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { enumOf } from '../../../platform/graphql/enum-type.js';
import { accept, inputInvalid } from '../../../platform/graphql/input.js';
import { AvailabilityArguments } from '../case-arguments.js';
import { AvailabilityOf } from './availability.query.js';
import { Availability } from './availability.result.js';

/** From when until when calendars answer; a hundred years ahead is enough for anybody. */
const [EARLIEST, LATEST] = ['1900-01-01', '2150-01-01'];
const inCalendars = (at: string): boolean => EARLIEST <= at && at < LATEST;
const FAR: Problem = {
  path: 'at',
  message: `at: write an instant from ${EARLIEST} to before ${LATEST}`,
  code: 'WRONG_FORM',
};

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
    if (asked.at !== undefined && !inCalendars(asked.at)) throw inputInvalid([FAR]);
    return this.queries.execute(new AvailabilityOf(asked.department, asked.channel, asked.at, atLeast ?? undefined));
  }
}
