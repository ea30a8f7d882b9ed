import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewQueries } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { StreamDepartmentDirectory } from '../../department-directory.js';
import type { Agent } from '../../department.result.js';
import { agents } from './agents.projection.js';

/** An agent by the id, as the agent's own stream tells now. */
export class AgentById extends Query<Agent | undefined> {
  constructor(readonly id: string) {
    super();
  }
}

/** A page of agents in the order of their ids: of one department, or of all. */
export class Agents extends Query<Connection<Agent>> {
  constructor(
    readonly department: string | undefined,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(AgentById)
export class AgentByIdHandler implements IQueryHandler<AgentById> {
  constructor(private readonly directory: StreamDepartmentDirectory) {}

  execute({ id }: AgentById): Promise<Agent | undefined> {
    return this.directory.agent(id);
  }
}

@QueryHandler(Agents)
export class AgentsHandler implements IQueryHandler<Agents> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ department, page, atLeast }: Agents): Promise<Connection<Agent>> {
    await this.atLeast.reached(atLeast, agents);
    const rows = await this.views.find(agents, 'rows', (query) => {
      let picked = query.orderBy('agent').limit(page.limit + 1);
      if (department !== undefined) picked = picked.where('department', '=', department);
      return page.after ? picked.where('agent', '>', String(page.after[0])) : picked;
    });
    return connection(rows, page, ({ agent }) => [agent]);
  }
}
