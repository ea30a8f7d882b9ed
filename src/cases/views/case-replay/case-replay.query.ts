import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import type { Connection } from '../../../platform/graphql/connection.js';
import type { CaseState } from '../../case.state.js';
import { revisionNotReached } from '../case-arguments.js';
import { CaseReader } from '../case-reader.js';
import { stepOf } from './case-replay.document.js';
import type { CaseReplayStep } from './case-replay.result.js';

/** Which events of a case: from a revision to another, or to the end; at most `limit` of them. */
export interface Stretch {
  readonly from: number;
  readonly to: number | undefined;
  readonly limit: number;
  /** Only events after this revision, within the stretch. */
  readonly after: number | undefined;
}

/** A stretch of the life of a case, event by event, with what each changed. */
export class CaseReplay extends Query<Connection<CaseReplayStep> | undefined> {
  constructor(
    readonly caseId: string,
    readonly stretch: Stretch,
  ) {
    super();
  }
}

/** States at the ends of pages that are kept. */
const ENDS_KEPT = 100;

/**
 * Folds the case up to the end of the page, and puts only the page into words: from the end of the page before, where
 * that was asked for lately, else from the beginning.
 */
@QueryHandler(CaseReplay)
export class CaseReplayHandler implements IQueryHandler<CaseReplay> {
  /** By case and revision: what has happened stays as it is, and so does the state after it. */
  private readonly ends = new LRUCache<string, CaseState>({ max: ENDS_KEPT });

  constructor(private readonly cases: CaseReader) {}

  async execute({ caseId, stretch }: CaseReplay): Promise<Connection<CaseReplayStep> | undefined> {
    const last = await this.cases.lastRevision(caseId);
    if (last === undefined) return undefined;
    const { from, to = last } = stretch;
    if (from > last) throw revisionNotReached('fromRevision', from, last);
    if (to > last) throw revisionNotReached('toRevision', to, last);
    const first = Math.max(from, (stretch.after ?? -1) + 1);
    const steps = await this.steps(caseId, first, Math.min(to, first + stretch.limit - 1));
    const edges = steps.map((node) => ({ cursor: String(node.event.revision), node }));
    const [startCursor, endCursor] = [edges[0]?.cursor, edges.at(-1)?.cursor];
    return {
      edges,
      pageInfo: {
        hasNextPage: endCursor !== undefined && Number(endCursor) < to,
        hasPreviousPage: first > from,
        ...(startCursor === undefined ? {} : { startCursor }),
        ...(endCursor === undefined ? {} : { endCursor }),
      },
      totalCount: to - from + 1,
    };
  }

  private async steps(caseId: string, first: number, final: number): Promise<CaseReplayStep[]> {
    const steps: CaseReplayStep[] = [];
    if (first > final) return steps;
    let last = this.ends.get(endOf(caseId, first - 1));
    for await (const { event, before, after } of this.cases.frames(caseId, last, final)) {
      if (event.revision >= first) steps.push(stepOf(event, before, after));
      last = after;
    }
    if (last) this.ends.set(endOf(caseId, last.revision), last);
    return steps;
  }
}

const endOf = (caseId: string, revision: number): string => `${caseId} ${revision}`;
