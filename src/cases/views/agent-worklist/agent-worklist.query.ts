import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { caseList } from '../case-list/case-list.projection.js';
import { ListedCases, placeInList, type InOrder, type PartOfList } from '../case-list/listed-cases.js';
import { PromiseLedger } from '../promises/promise-ledger.js';
import { promiseLedger } from '../promises/promises.projection.js';
import { PROMISES_SHOWN, type WorklistCase } from './agent-worklist.result.js';

/** A page of the open cases an agent holds, leads or is meant to take, first those that await an answer, with their open promises. */
export class AgentWorklist extends Query<Connection<WorklistCase>> {
  constructor(
    readonly agent: string,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(AgentWorklist)
export class AgentWorklistHandler implements IQueryHandler<AgentWorklist> {
  constructor(
    private readonly cases: ListedCases,
    private readonly ledger: PromiseLedger,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ agent, page, atLeast }: AgentWorklist): Promise<Connection<WorklistCase>> {
    await this.atLeast.reached(atLeast, caseList, promiseLedger);
    const parts = partsOf(agent);
    const [found, total] = await Promise.all([this.cases.urgentFirst(parts, page), this.cases.count(parts)]);
    const { edges, ...rest } = connection(found, page, placeInList, total);
    const shown = edges.map(async ({ cursor, node }) => ({ cursor, node: await this.withPromises(node, agent) }));
    return { ...rest, edges: await Promise.all(shown) };
  }

  private async withPromises(row: InOrder, agent: string): Promise<WorklistCase> {
    const role = row.holder === agent ? 'HELD' : row.awaiting ? 'OFFERED' : 'LED';
    const promises = row.openPromises === 0 ? [] : await this.ledger.openOf(matterOf(row), PROMISES_SHOWN);
    return { ...row, role, promises };
  }
}

/** The case, and the cases merged into it that owe something (X3). */
const matterOf = ({ caseId, ofDuplicates = [] }: InOrder): string[] => [
  ...new Set([caseId, ...ofDuplicates.map((promise) => promise.caseId)]),
];

/** A case is listed once: as one he holds, else as one he is meant to take, else as one he leads (H10). */
function partsOf(agent: string): PartOfList[] {
  return [
    { awaiting: false, which: (query) => query.where('holder', '=', agent).where('status', '=', 'OPEN') },
    {
      awaiting: true,
      which: (query) =>
        query
          .where('offeredToAgent', '=', agent)
          .where('status', '=', 'OPEN')
          .where((where) => where.or([where('holder', 'is', null), where('holder', '<>', agent)])),
    },
    {
      awaiting: false,
      which: (query) =>
        query
          .where('lead', '=', agent)
          .where('status', '=', 'OPEN')
          .where((where) => where.or([where('holder', 'is', null), where('holder', '<>', agent)]))
          .where((where) => where.or([where('offeredToAgent', 'is', null), where('offeredToAgent', '<>', agent)])),
    },
  ];
}
