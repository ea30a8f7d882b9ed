import { Code, Count, Described, Instant, Num } from '@baton/fields';

@Described('Which transfers and declines the flow is made of.')
export class FlowFilter {
  @Code('Only from this department', { optional: true }) from?: string;
  @Code('Only to this department', { optional: true }) to?: string;
  @Code('Only from or to this department', { optional: true }) department?: string;
  @Instant('Only at this instant or later', { optional: true }) since?: string;
  @Instant('Only before this instant', { optional: true }) until?: string;
  @Code('Only for cases of this segment', { optional: true }) segment?: string;
}

@Described('What passed from one department to another.')
export class FlowPair {
  @Code('The sender') from: string;
  @Code('The receiver') to: string;
  @Count('Transfers accepted or observed') transfers: number;
  @Count('Of these, to a department that had the case before') returns: number;
  @Count('Of these, straight back: A, B, A') bounces: number;
  @Count('Offers declined') declines: number;
  @Num('Median time from the offer to the acceptance, milliseconds; absent where no offer was documented', {
    optional: true,
  })
  waitingMedian?: number;
}
