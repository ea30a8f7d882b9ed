import { Count, Described, Id, Nested, Text } from '@baton/fields';
import { SHOWN } from '../case/case.result.js';

/** A difference shows at most so many changes. */
export const MAX_CHANGES = 200;

@Described('Something about the case that is not the same at both points.')
export class CaseChange {
  @Text('What it is, in the words of the office: accountable department, fact on serial number', {
    max: 600,
    personal: true,
  })
  path: string;
  @Text('How it was; absent where there was none', { optional: true, max: 8000, personal: true }) before?: string;
  @Text('How it is; absent where there is none any more', { optional: true, max: 8000, personal: true }) after?: string;
  @Text('The change as a sentence', { max: 20_000, personal: true }) sentence: string;
  @Count('The revisions of the events in between that touched it: the newest 100, oldest first', { list: SHOWN })
  revisions: number[];
}

@Described('What changed about a case between two points of its life.')
export class CaseDiff {
  @Id('The case') caseId: string;
  @Count('The earlier point: the case right after this revision') fromRevision: number;
  @Count('The later point: the case right after this revision') toRevision: number;
  @Count('How many events lie in between, the one at the later point included') events: number;
  @Count('How many things are not the same') total: number;
  @Nested(() => CaseChange, 'The changes in the order in which they were last touched; the newest 200', {
    list: MAX_CHANGES,
  })
  changes: CaseChange[];
  @Count('The revisions of events in between that changed nothing of this, such as notes: the newest 100', {
    list: SHOWN,
  })
  without: number[];
}
