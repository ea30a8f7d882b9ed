import { Code, Count, Described, Instant, Nested, Num } from '@baton/fields';

/** How many groups of each kind are shown. */
export const GROUPS_SHOWN = 100;

@Described('Which ratings the figures are made of.')
export class RatingFilter {
  @Instant('Only what was rated at this instant or later', { optional: true }) from?: string;
  @Instant('Only what was rated before this instant', { optional: true }) to?: string;
  @Code('Only for cases of this segment', { optional: true }) segment?: string;
  @Code('Only contacts with this department', { optional: true }) department?: string;
}

@Described('What customers said of the contacts of a department, a segment or a month.')
export class RatingGroup {
  @Code('The department, the segment or the month (UTC: 2026-03)') group: string;
  @Count('How many contacts were rated') ratings: number;
  @Num('What customers gave, 1 to 5, mean') ratingMean: number;
  @Count('How many gave 1, 2, 3, 4 and 5', { list: 5 }) ratingScores: number[];
}

@Described('What customers said of contacts. Each figure has one definition: `baton figures definitions`.')
export class ContactRatings {
  @Count('How many contacts were rated') ratings: number;
  @Num('What customers gave, 1 to 5, mean; absent where nobody rated', { optional: true }) ratingMean?: number;
  @Count('How many gave 1, 2, 3, 4 and 5', { list: 5 }) ratingScores: number[];
  @Nested(() => RatingGroup, 'By the department whose agent recorded the contact: those with the most ratings', {
    list: GROUPS_SHOWN,
  })
  departments: RatingGroup[];
  @Nested(() => RatingGroup, 'By the segment of the customer: those with the most ratings', { list: GROUPS_SHOWN })
  segments: RatingGroup[];
  @Nested(() => RatingGroup, 'By the month in which it was rated, the newest first', { list: GROUPS_SHOWN })
  months: RatingGroup[];
}
