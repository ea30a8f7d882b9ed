import { Code, Count, Described, Instant, Nested, Num, OneOf } from '@baton/fields';
import { BriefPart } from '@baton/contracts';

@Described('Which handoffs the figures are made of.')
export class HandoffFilter {
  @Instant('Only handoffs offered at this instant or later', { optional: true }) from?: string;
  @Instant('Only handoffs offered before this instant', { optional: true }) to?: string;
  @Code('Only for cases of this segment', { optional: true }) segment?: string;
  @Code('Only of this department, which hands over', { optional: true }) department?: string;
}

@Described('How often receivers found a part of the brief missing or wrong.')
export class LackingCount {
  @OneOf(BriefPart, 'Which part') part: BriefPart;
  @Count('In how many handoffs that were rated') handoffs: number;
}

@Described('How well a department hands over. Each figure has one definition: `baton figures definitions`.')
export class HandoffQuality {
  @Code('The department that hands over') department: string;
  @Count('Handoffs offered to another department') handoffs: number;
  @Count('Of these, accepted') acceptances: number;
  @Count('Of these, declined') declines: number;
  @Count('Of the declines, those for want of information') declinesForInformation: number;
  @Count('Of the handoffs, those that nobody answered in time') expiries: number;
  @Num('Completeness of the briefs, 0 to 1, mean') completenessMean: number;
  @Count('Read-backs that were compared with the ask') readBacks: number;
  @Count('Of these, those that mention less than half of the words of the ask') readBacksDiffering: number;
  @Count('Handoffs whose brief was amended after it was accepted') briefsAmended: number;
  @Count('Handoffs that the receiver rated') handoffRatings: number;
  @Num('What receivers gave, 1 to 5, mean; absent where nobody rated', { optional: true }) handoffScoreMean?: number;
  @Count('How many gave 1, 2, 3, 4 and 5', { list: 5 }) handoffScores: number[];
  @Nested(() => LackingCount, 'What receivers found missing or wrong; parts of which nobody did are left out', {
    list: 7,
  })
  lacking: LackingCount[];
}
