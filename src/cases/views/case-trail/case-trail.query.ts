import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Connection } from '../../../platform/graphql/connection.js';
import type { CaseEvent } from '../../case.state.js';
import { CaseReader } from '../case-reader.js';
import type { Run } from './case-trail.page.js';
import type { CaseTrailEntry } from './case-trail.result.js';
import { isLate, sentenceOf } from './case-trail.sentences.js';

/** A run of the events of a case, as its own stream tells them now. */
export class CaseTrail extends Query<Connection<CaseTrailEntry> | undefined> {
  constructor(
    readonly caseId: string,
    readonly run: Run,
  ) {
    super();
  }
}

/** Reads only the events of the page and the last one, so a page of a long case costs what a page of a short one does. */
@QueryHandler(CaseTrail)
export class CaseTrailHandler implements IQueryHandler<CaseTrail> {
  constructor(private readonly cases: CaseReader) {}

  async execute({ caseId, run }: CaseTrail): Promise<Connection<CaseTrailEntry> | undefined> {
    const last = await this.cases.lastRevision(caseId);
    if (last === undefined) return undefined;
    const entries = await this.entries(caseId, run, last);
    const startCursor = entries[0]?.revision;
    const endCursor = entries.at(-1)?.revision;
    return {
      edges: entries.map((node) => ({ cursor: String(node.revision), node })),
      pageInfo: {
        hasNextPage: (endCursor ?? run.from - 1) < last,
        hasPreviousPage: (startCursor ?? run.from) > 0,
        ...(startCursor === undefined ? {} : { startCursor: String(startCursor) }),
        ...(endCursor === undefined ? {} : { endCursor: String(endCursor) }),
      },
      totalCount: last + 1,
    };
  }

  private async entries(caseId: string, { from, to, ...how }: Run, last: number): Promise<CaseTrailEntry[]> {
    const entries: CaseTrailEntry[] = [];
    if (from > Math.min(to, last)) return entries;
    for await (const event of this.cases.events(caseId, { from, to: Math.min(to, last), ...how })) {
      entries.push(entryOf(event));
    }
    return how.direction === 'backwards' ? entries.reverse() : entries;
  }
}

/** An event as an entry of the trail. */
export const entryOf = (event: CaseEvent): CaseTrailEntry => ({
  revision: event.revision,
  type: event.type,
  sentence: sentenceOf(event),
  occurredAt: event.occurredAt,
  recordedAt: event.recordedAt,
  late: isLate(event),
  by: event.by,
  imported: event.imported === true,
  data: event.data,
  eventId: event.id,
  commandId: event.commandId,
  position: event.position,
  hash: event.hash,
  previousHash: event.previousHash,
});
