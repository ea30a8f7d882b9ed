import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@baton/event-store';
import { RelatedCases } from './related-cases.js';
import { tellOfWaiting } from './reopened-work.decision.js';
import { stepNow, TwoCases } from './two-cases.js';

/**
 * Tells of a resolved case that waits for an open one (X3). Whoever opens the one and whoever resolves the other each
 * look again once they have written, so that at the same instant one of the two sees both: see docs/adr/0022-two-cases-say-it.md.
 */
@Injectable()
export class ReopenedWork {
  constructor(
    private readonly cases: TwoCases,
    private readonly related: RelatedCases,
  ) {}

  /** Looks for those that wait for a case that may be open again, and are resolved. */
  async afterOpening(caseId: string, context: CommandContext): Promise<void> {
    if ((await this.cases.state(caseId)).status !== 'OPEN') return;
    const step = stepNow(context, `${caseId} tells who had waited`);
    await this.cases.follow(caseId, tellOfWaiting(await this.related.resolvedWaiting(caseId), step), step);
  }

  /** Looks for what a case waits for that is resolved, and is open. */
  async afterResolving(caseId: string, context: CommandContext): Promise<void> {
    const { status, accountable } = await this.cases.state(caseId);
    if (status !== 'RESOLVED' && status !== 'CLOSED') return;
    for (const open of await this.related.openWork(caseId)) {
      const step = stepNow(context, `${open} tells who had waited`);
      await this.cases.follow(open, tellOfWaiting([{ caseId, accountable }], step), step);
    }
  }
}
