import { Injectable } from '@nestjs/common';
import { mergedInto, openPromises, type CaseState } from './case.state.js';
import {
  blockingLinks,
  duplicatesOf,
  RELATED_AT_MOST,
  waitingLinks,
  type BlockingCase,
  type Circle,
  type RelatedWork,
} from './related.guards.js';
import { TwoCases } from './two-cases.js';

/** What the streams of other cases know and a decision about a case needs, read at the moment of the decision. */
@Injectable()
export class RelatedCases {
  constructor(private readonly cases: TwoCases) {}

  /** What must be settled before a case can be resolved: what blocks it or its duplicates, and what those owe. */
  async work(caseId: string): Promise<RelatedWork> {
    const state = await this.cases.state(caseId);
    const duplicates = await this.duplicates(state);
    const matter = [state, ...duplicates];
    const blocking = new Map<string, BlockingCase>();
    for (const { other } of matter.flatMap(blockingLinks)) {
      if (!blocking.has(other)) blocking.set(other, await this.standing(other, caseId));
    }
    return {
      blocking: [...blocking.values()],
      duplicates: duplicates.map((duplicate) => duplicate.caseId),
      promises: duplicates.flatMap(openPromises).sort((one, another) => (one.due < another.due ? -1 : 1)),
    };
  }

  /** The cases that were merged into a case, as they stand now, in the order of their ids. */
  async duplicates(state: CaseState): Promise<CaseState[]> {
    return Promise.all(
      duplicatesOf(state)
        .sort()
        .map((caseId) => this.cases.state(caseId)),
    );
  }

  /** Whether a case waits for itself if `parent` waits for `child`: whether the child is among those above the parent. */
  async circle(parent: string, child: string): Promise<Circle> {
    const above = new Set([parent]);
    for (const caseId of above) {
      if (caseId === child) return 'CLOSED';
      if (above.size > RELATED_AT_MOST) return 'TOO_LONG';
      for (const { other } of waitingLinks(await this.cases.state(caseId))) above.add(other);
    }
    return 'NONE';
  }

  /** A case that was merged stands as the one in which work goes on; in the case that asks there is nothing to wait for. */
  private async standing(caseId: string, asking: string): Promise<BlockingCase> {
    const linked = await this.cases.state(caseId);
    const survivor = mergedInto(linked);
    const { status, accountable } = survivor === undefined ? linked : await this.cases.state(survivor);
    const settled = status !== 'OPEN' || caseId === asking || survivor === asking;
    return { caseId, settled, accountable };
  }
}
