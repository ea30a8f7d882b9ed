import {
  Code,
  Count,
  Described,
  descriptionOf,
  Flag,
  Id,
  Instant,
  Json,
  Nested,
  OneOf,
  Text,
  words,
} from '@baton/fields';
import { By, caseEvents, type CaseFact } from '@baton/contracts';

const meanings = Object.entries(caseEvents).map(([type, described]) => [type, descriptionOf(described)]);

export const CaseEventType = words(
  'CaseEventType',
  'What can happen to a case: the words of its stream',
  Object.fromEntries(meanings) as Record<CaseFact['type'], string>,
);

@Described('An event of a case: as a sentence for people, as data for machines.')
export class CaseTrailEntry {
  @Count('Its place in the case; the first has 0') revision: number;
  @OneOf(CaseEventType, 'What happened') type: CaseFact['type'];
  @Text('What happened, in plain English', { personal: true, max: 8000 }) sentence: string;
  @Instant('When it happened') occurredAt: string;
  @Instant('When it was recorded') recordedAt: string;
  @Flag('It was recorded more than a day after it happened (C2)') late: boolean;
  @Nested(() => By, 'Who did it') by: By;
  @Flag('It states what another system did (X5)') imported: boolean;
  @Json('What happened, as data: the event of that type as EVENTS.md describes it', { personal: true }) data: object;
  @Id('The event') eventId: string;
  @Id('The command that wrote it') commandId: string;
  @Code('Its place in the whole log') position: string;
  @Text('SHA-256 (hex) over the event as it is stored, the hash of the one before included', { max: 64 }) hash: string;
  @Text('The hash of the event before in the case; 64 zeros for the first', { max: 64 }) previousHash: string;
}
