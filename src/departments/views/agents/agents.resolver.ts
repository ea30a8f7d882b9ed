import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection, UNCOUNTED } from '../../../platform/graphql/connection.js';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { Agent } from '../../department.result.js';
import { AgentById, Agents } from './agents.query.js';

@Resolver()
export class AgentsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(Agent), {
    nullable: true,
    description: 'An agent, always current; null where there is none with this id.',
  })
  agent(
    @Args('id', { type: () => String, description: 'The id of the agent' }) id: string,
  ): Promise<Agent | undefined> {
    return this.queries.execute(new AgentById(id));
  }

  @Query(() => connectionOf(Agent, UNCOUNTED), {
    description: 'The agents of a department, or all of them, in the order of their ids.',
  })
  agents(
    @Args('department', { type: () => String, nullable: true, description: 'Only those who work here now' })
    department: string | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<Agent>> {
    return this.queries.execute(new Agents(department ?? undefined, pageOf(page, 1), atLeast ?? undefined));
  }
}
