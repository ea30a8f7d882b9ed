import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { revisionNotReached } from '../case-arguments.js';
import { briefOf } from '../case-brief/case-brief.document.js';
import { CaseReader, knownAt } from '../case-reader.js';
import { caseOf } from '../case/case.document.js';
import type { CaseState } from '../../case.state.js';
import type { CaseThen } from './case-as-of.result.js';

/** A point in the life of a case. */
export type CasePoint = { readonly revision: number } | { readonly at: string };

/** A case as it stood right after an event, or as it was known at an instant. */
export class CaseAsOf extends Query<CaseThen | undefined> {
  constructor(
    readonly caseId: string,
    readonly point: CasePoint,
  ) {
    super();
  }
}

@QueryHandler(CaseAsOf)
export class CaseAsOfHandler implements IQueryHandler<CaseAsOf> {
  constructor(
    private readonly cases: CaseReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ caseId, point }: CaseAsOf): Promise<CaseThen | undefined> {
    return 'at' in point ? this.asKnownAt(caseId, point.at) : this.afterRevision(caseId, point.revision);
  }

  private async asKnownAt(caseId: string, instant: string): Promise<CaseThen | undefined> {
    const now = this.clock.now();
    const at = instant < now ? instant : now;
    const found = await this.cases.until(caseId, (event) => knownAt(event) > at);
    return found && this.thenOf(found.state, at);
  }

  private async afterRevision(caseId: string, revision: number): Promise<CaseThen | undefined> {
    const found = await this.cases.until(caseId, (event) => event.revision > revision);
    if (found && found.state.revision < revision) throw revisionNotReached('revision', revision, found.state.revision);
    return found && this.thenOf(found.state, found.knownAt);
  }

  /** X3: with what its duplicates of then knew at that point. */
  private async thenOf(state: CaseState, at: string): Promise<CaseThen | undefined> {
    const duplicates = await this.cases.duplicates(state, at);
    const owed = await this.cases.owed(state, at);
    const shown = caseOf(owed, duplicates, at);
    const brief = briefOf(owed, at, undefined, duplicates);
    return shown && brief && { at, case: shown, brief };
  }
}
