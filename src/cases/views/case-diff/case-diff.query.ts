import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CaseState } from '../../case.state.js';
import { revisionNotReached } from '../case-arguments.js';
import { CaseReader } from '../case-reader.js';
import { diffOf, type Touch } from './case-diff.document.js';
import type { CaseDiff } from './case-diff.result.js';
import { touchedBy } from './touches.js';

/** What changed about a case between two revisions, the earlier one first. */
export class CaseDifference extends Query<CaseDiff | undefined> {
  constructor(
    readonly caseId: string,
    readonly fromRevision: number,
    readonly toRevision: number,
  ) {
    super();
  }
}

@QueryHandler(CaseDifference)
export class CaseDifferenceHandler implements IQueryHandler<CaseDifference> {
  constructor(private readonly cases: CaseReader) {}

  async execute({ caseId, fromRevision, toRevision }: CaseDifference): Promise<CaseDiff | undefined> {
    let before: CaseState | undefined;
    let after: CaseState | undefined;
    const touches: Touch[] = [];
    for await (const frame of this.cases.frames(caseId, undefined, toRevision)) {
      const { revision } = frame.event;
      if (revision > fromRevision) touches.push({ revision, keys: touchedBy(frame.event) });
      else before = frame.after;
      after = frame.after;
    }
    if (!after || !before) return undefined;
    if (after.revision < toRevision) throw revisionNotReached('toRevision', toRevision, after.revision);
    return diffOf(before, after, touches);
  }
}
