import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { By } from '@baton/contracts';
import { Caller } from '../../../platform/auth/caller.js';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection } from '../../../platform/graphql/connection.js';
import { accept } from '../../../platform/graphql/input.js';
import { AgentArguments } from '../case-arguments.js';
import { PLACE_IN_LIST } from '../case-list/listed-cases.js';
import { AgentWorklist } from './agent-worklist.query.js';
import { WorklistCase } from './agent-worklist.result.js';

@Resolver()
export class AgentWorklistResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(WorklistCase), {
    description:
      'The open cases an agent holds, leads or is meant to take, with their open promises, in the order in which to take them up: offers that await an answer first, then next deadline, risk tier, urgency, age.',
  })
  agentWorklist(
    @Args('agent', { type: () => String, nullable: true, description: 'The agent; whoever asks when absent' })
    agent: string | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
    @Caller() by: By,
  ): Promise<Connection<WorklistCase>> {
    const accepted = accept(AgentArguments, { agent: agent ?? by.agent });
    return this.queries.execute(new AgentWorklist(accepted.agent, pageOf(page, PLACE_IN_LIST), atLeast ?? undefined));
  }
}
