import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Connection } from '../../../platform/graphql/connection.js';
import { mergedInto } from '../../case.state.js';
import { duplicatesOf } from '../../related.guards.js';
import { CaseReader } from '../case-reader.js';
import { entryOf } from '../case-trail/case-trail.query.js';
import { joinTrails, type JoinedRun } from './joined-trails.js';
import { knowingCursors } from './matter-trail.page.js';
import type { MatterTrailEntry } from './matter-trail.result.js';

/** A run of the events of all cases that are one matter with a case, as their own streams tell them now. */
export class MatterTrail extends Query<Connection<MatterTrailEntry> | undefined> {
  constructor(
    readonly caseId: string,
    readonly run: JoinedRun,
  ) {
    super();
  }
}

/** X3: the trails of a case and of those merged into it as one. Nothing is kept of it: a merge undone takes it apart. */
@QueryHandler(MatterTrail)
export class MatterTrailHandler implements IQueryHandler<MatterTrail> {
  constructor(private readonly cases: CaseReader) {}

  async execute({ caseId, run }: MatterTrail): Promise<Connection<MatterTrailEntry> | undefined> {
    const named = await this.cases.now(caseId);
    if (!named) return undefined;
    const survivor = mergedInto(named) ?? caseId;
    const state = survivor === caseId ? named : await this.cases.now(survivor);
    // A duplicate that its survivor does not know of yet belongs to the matter, too.
    const caseIds = [...new Set([survivor, ...(state ? duplicatesOf(state) : []), caseId])];
    const { events, earlier, later } = await knowingCursors(joinTrails(this.cases, caseIds, run));
    const edges = events.map(({ caseId: of, event }) => ({
      cursor: event.position,
      node: { ...entryOf(event), caseId: of, duplicate: of !== survivor },
    }));
    const [startCursor, endCursor] = [edges[0]?.cursor, edges.at(-1)?.cursor];
    return {
      edges,
      pageInfo: {
        hasNextPage: later > 0,
        hasPreviousPage: earlier > 0,
        ...(startCursor === undefined ? {} : { startCursor }),
        ...(endCursor === undefined ? {} : { endCursor }),
      },
      totalCount: earlier + events.length + later,
    };
  }
}
