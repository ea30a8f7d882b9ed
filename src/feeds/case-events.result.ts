import { By, type CaseFact } from '@baton/contracts';
import { Code, Count, Described, Flag, Id, Instant, Json, Nested, OneOf, Text } from '@baton/fields';
import { FeedEnd } from './feed-end.js';

@Described('An event of a case that is followed: as a sentence for people, as data for machines.')
export class CaseEvent {
  @Code('Its place in the whole log: go on after it') position: string;
  @Id('The event') eventId: string;
  @Code('What happened: a word of EVENTS.md') type: CaseFact['type'];
  @Count('The version of that word') schemaVersion: number;
  @Id('The case') caseId: string;
  @Count('Its place in the case; the first has 0') revision: number;
  @Text('What happened, in plain English', { personal: true, max: 8000 }) sentence: string;
  @Instant('When it happened') occurredAt: string;
  @Instant('When it was recorded') recordedAt: string;
  @Nested(() => By, 'Who did it') by: By;
  @Flag('It states what another system did (X5)') imported: boolean;
  @Text('The id of the request that led to it', { max: 64 }) correlationId: string;
  @Text('The id of what caused it', { max: 64 }) causationId: string;
  @Json('What happened, as data: the event of that type as EVENTS.md describes it', { personal: true }) data: object;
}

@Described('All that was stored has been sent; what follows happens now. Told once.')
export class CaughtUp {
  @Code('The place in the log that was reached: go on after it; beginning where the log is empty') position: string;
}

@Described('The subscription ends here, and nothing is lost: go on after the position.')
export class CutOff {
  @OneOf(FeedEnd, 'Why it ends') code: FeedEnd;
  @Text('Why, and what to do') message: string;
  @Code('The place in the log to go on after: that of the last event sent') position: string;
}
