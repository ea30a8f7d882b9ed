import { Injectable } from '@nestjs/common';
import { blockingLinks, RELATED_AT_MOST, waitingLinks, type BlockingCase, type Circle } from './related.guards.js';
import { TwoCases } from './two-cases.js';

/** What the streams of other cases know and a decision about a case needs, read at the moment of the decision. */
@Injectable()
export class RelatedCases {
  constructor(private readonly cases: TwoCases) {}

  /** The cases that block a case, as they stand now. */
  async blocking(caseId: string): Promise<BlockingCase[]> {
    const state = await this.cases.state(caseId);
    return Promise.all(blockingLinks(state).map(({ other }) => this.standing(other)));
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

  private async standing(caseId: string): Promise<BlockingCase> {
    const { status, accountable, opened } = await this.cases.state(caseId);
    const { matter } = opened;
    return { caseId, settled: status !== 'OPEN', accountable, ...(matter === undefined ? {} : { matter }) };
  }
}
