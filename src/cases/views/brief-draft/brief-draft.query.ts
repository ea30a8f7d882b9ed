import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import type { BriefDraftArguments } from '../case-arguments.js';
import type { ClientError } from '../../../platform/graphql/client-error.js';
import { inputInvalid } from '../../../platform/graphql/input.js';
import { DEPARTMENT_DIRECTORY, type DepartmentDirectory } from '../../department-directory.js';
import { CaseReader } from '../case-reader.js';
import { briefDraftOf } from './brief-draft.document.js';
import type { BriefDraft } from './brief-draft.result.js';

/** The brief that a transfer of a case would carry now; `INPUT_INVALID` for a department that there is none of. */
export class DraftedBrief extends Query<BriefDraft | undefined> {
  constructor(readonly wanted: BriefDraftArguments) {
    super();
  }
}

@QueryHandler(DraftedBrief)
export class DraftedBriefHandler implements IQueryHandler<DraftedBrief> {
  constructor(
    private readonly cases: CaseReader,
    @Inject(DEPARTMENT_DIRECTORY) private readonly departments: DepartmentDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ wanted }: DraftedBrief): Promise<BriefDraft | undefined> {
    if (!(await this.departments.has(wanted.to))) throw noDepartment(wanted.to);
    const state = await this.cases.now(wanted.id);
    return state && briefDraftOf(state, wanted, this.clock.now(), await this.cases.duplicates(state));
  }
}

const noDepartment = (code: string): ClientError =>
  inputInvalid([{ path: 'to', message: `there is no department ${code}; the query departments lists them` }]);
