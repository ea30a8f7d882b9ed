import { Code, Described, Id, Instant, Nested, Num } from '@baton/fields';

/** Departments that are told apart. */
export const DEPARTMENTS_SHOWN = 200;

@Described('How long one department was accountable for a case.')
export class AccountableSpan {
  @Code('The department') department: string;
  @Num('How long, in milliseconds') milliseconds: number;
}

@Described(
  'The life of a case, divided among the departments that were accountable for it. The parts sum to the whole.',
)
export class CaseTimeSplit {
  @Id('The case') caseId: string;
  @Instant('When it was opened') from: string;
  @Instant('Until when it is counted: now, or the last event of a closed case') until: string;
  @Num('From its opening until then, milliseconds') whole: number;
  @Nested(() => AccountableSpan, 'Each department once, the longest first', { list: DEPARTMENTS_SHOWN })
  departments: AccountableSpan[];
  @Num('How long departments beyond those were, together, milliseconds') others: number;
  @Num('How long it was closed and nobody was accountable, milliseconds') closed: number;
}
