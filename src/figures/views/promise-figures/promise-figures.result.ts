import { Code, Count, Described, Instant, Nested, Num } from '@baton/fields';
import { GROUPS_SHOWN } from '../contact-ratings/contact-ratings.result.js';

@Described('Which promises the figures are made of.')
export class PromiseFiguresFilter {
  @Instant('Only what was due at this instant or later', { optional: true }) from?: string;
  @Instant('Only what was due before this instant', { optional: true }) to?: string;
  @Code('Only for cases of this segment', { optional: true }) segment?: string;
  @Code('Only what this department owed', { optional: true }) department?: string;
}

@Described('How promises that were due were kept: those of a department, a segment or a month.')
export class PromiseFigureGroup {
  @Code('The department, the segment or the month (UTC: 2026-03)') group: string;
  @Count('Promises that were due') promises: number;
  @Count('Those that were kept in time') promisesKept: number;
  @Count('Those that were not kept in time') promisesOverdue: number;
  @Count('Those that the department withdrew, which is a breach') promisesWithdrawn: number;
  @Num('Share of those kept among the kept and the broken, 0 to 1; absent where there is neither', { optional: true })
  promiseKeptRate?: number;
}

@Described('How promises were kept. Each figure has one definition: `baton figures definitions`.')
export class PromiseFigures {
  @Count('Promises that were due') promises: number;
  @Count('Those that were kept in time') promisesKept: number;
  @Count('Those that were not kept in time') promisesOverdue: number;
  @Count('Those that the department withdrew, which is a breach') promisesWithdrawn: number;
  @Num('Share of those kept among the kept and the broken, 0 to 1; absent where there is neither', { optional: true })
  promiseKeptRate?: number;
  @Count('Those that the customer no longer wanted') promisesReleased: number;
  @Count('Those whose condition became false') promisesDropped: number;
  @Count('Those still to be kept') promisesOpen: number;
  @Count('Those for which a new time was agreed on') promisesRenegotiated: number;
  @Count('Attempts to call back that reached nobody') callbackAttempts: number;
  @Num('From the promise to the time promised at first, milliseconds, mean; absent where there is none', {
    optional: true,
  })
  promiseLeadMean?: number;
  @Nested(() => PromiseFigureGroup, 'By the department that owed them: those with the most promises', {
    list: GROUPS_SHOWN,
  })
  departments: PromiseFigureGroup[];
  @Nested(() => PromiseFigureGroup, 'By the segment of the customer: those with the most promises', {
    list: GROUPS_SHOWN,
  })
  segments: PromiseFigureGroup[];
  @Nested(() => PromiseFigureGroup, 'By the month in which they were due, the newest first', { list: GROUPS_SHOWN })
  months: PromiseFigureGroup[];
}
