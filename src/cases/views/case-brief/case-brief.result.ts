import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf, Text, words, type WordOf } from '@baton/fields';
import { RELATED_AT_MOST } from '../../related.guards.js';
import { CaseStatus } from '../../case.words.js';
import { SHOWN } from '../case/case.result.js';

export const NextStepRule = words('NextStepRule', 'Which rule named the next step; the first that applies does', {
  TAKE_UP_OFFER: 'A transfer waits for its receiver: what it asks',
  MAKE_GOOD: 'A promise was broken, and nobody has spoken to the customer since: the oldest (P7)',
  KEEP_PROMISE: 'A promise is open: the one that is due next',
  WRITE_NOTICE: 'A promised call back was tried as often as it has to be: the customer is written to (P3)',
  TELL_CUSTOMER: 'The case passed on and the customer does not know: who has it, why, when they hear next (H9)',
  ANSWER_QUESTION: 'A question is open: the oldest',
  AWAIT_ANSWER: 'Another department was asked: its answer, the one due first',
  WAIT: 'The case waits for somebody outside',
  DO_WHAT_WAS_ASKED: 'The case came with a transfer: what that asked',
  GO_ON_ELSEWHERE: 'The case was merged into another one: work goes on there',
  RESOLVE: 'Nothing else is open: the matter can be resolved',
  CLOSE: 'The matter is resolved: the case can be closed',
  NOTHING: 'The case is closed',
});
export type NextStepRule = WordOf<typeof NextStepRule>;

@Described('A line of a brief with the events it rests on.')
export class CitedLine {
  @Text('What is known', { personal: true, max: 8000 }) text: string;
  @Count('The revisions of the events it rests on', { list: SHOWN }) revisions: number[];
}

@Described('A part of a brief: the newest 100 lines, oldest first.')
export class BriefSection {
  @Count('How many lines there would be in all') total: number;
  @Nested(() => CitedLine, 'The lines', { list: SHOWN }) lines: CitedLine[];
}

@Described('An open promise in a brief.')
export class PromiseLine {
  @Text('What was promised to whom, by when and by which department', { personal: true, max: 8000 }) text: string;
  @Id('The promise') promiseId: string;
  @Code('The department that owes it') department: string;
  @Instant('By when at the latest') due: string;
  @Flag('The due time has passed') overdue: boolean;
  @Count('The revisions of the events it rests on', { list: SHOWN }) revisions: number[];
}

@Described('The open promises of a brief: the 100 due next, the earliest first.')
export class PromiseSection {
  @Count('How many promises are open in all') total: number;
  @Nested(() => PromiseLine, 'The promises', { list: SHOWN }) lines: PromiseLine[];
}

@Described('What is to be done next, by a stated rule.')
export class NextStep {
  @OneOf(NextStepRule, 'The rule that named it') rule: NextStepRule;
  @Text('What is to be done', { personal: true, max: 8000 }) text: string;
  @Id('The duplicate in which it stands, and whose revisions these are; absent where that is the case itself', {
    optional: true,
  })
  caseId?: string;
  @Count('The revisions of the events it rests on', { list: SHOWN }) revisions: number[];
}

@Described('What a duplicate knows that was merged into the case (X3): its revisions are those of its own trail.')
export class DuplicateBrief {
  @Id('The duplicate') caseId: string;
  @Count('The revision of its last event') revision: number;
  @Nested(() => CitedLine, "The matter, in the customer's own words") matter: CitedLine;
  @Nested(() => BriefSection, 'Facts that were verified') verifiedFacts: BriefSection;
  @Nested(() => BriefSection, 'Facts that nobody verified: not to be relied on') unverifiedFacts: BriefSection;
  @Nested(() => BriefSection, 'What the customer was told') told: BriefSection;
  @Nested(() => PromiseSection, 'What the customer was promised and is still open: it is settled in the duplicate')
  openPromises: PromiseSection;
  @Nested(() => BriefSection, 'What the customer was promised and did not get') brokenPromises: BriefSection;
  @Nested(() => BriefSection, 'What was tried so far') tried: BriefSection;
  @Nested(() => BriefSection, 'What is not known yet') openQuestions: BriefSection;
  @Nested(() => BriefSection, 'What other departments were asked, and what they answered') consults: BriefSection;
  @Nested(() => BriefSection, 'The contacts with the customer so far') contacts: BriefSection;
}

@Described(
  'The case on one page, for whoever takes it up. Made from its events alone: the same events give the same brief, and every line cites the revisions it rests on.',
)
export class CaseBrief {
  @Id('The case') caseId: string;
  @Count('The revision of the last event it takes into account') revision: number;
  @OneOf(CaseStatus, 'Where the case stands') status: CaseStatus;
  @Id('The case in which work on this matter goes on, where this one was merged into it (X3)', { optional: true })
  mergedInto?: string;
  @Nested(() => CitedLine, 'How urgent it is, how the customer is, what is due next, the risk of passing it on')
  severity: CitedLine;
  @Nested(() => CitedLine, 'Who the customer is') who: CitedLine;
  @Nested(() => CitedLine, "The matter, in the customer's own words") matter: CitedLine;
  @Nested(() => NextStep, 'What is to be done next') nextStep: NextStep;
  @Nested(() => BriefSection, 'Facts that were verified') verifiedFacts: BriefSection;
  @Nested(() => BriefSection, 'Facts that nobody verified: not to be relied on') unverifiedFacts: BriefSection;
  @Nested(() => BriefSection, 'What the customer was told') told: BriefSection;
  @Nested(() => PromiseSection, 'What the customer was promised and is still open') openPromises: PromiseSection;
  @Nested(() => BriefSection, 'What the customer was promised and did not get') brokenPromises: BriefSection;
  @Nested(() => BriefSection, 'What was tried so far') tried: BriefSection;
  @Nested(() => BriefSection, 'What is not known yet') openQuestions: BriefSection;
  @Nested(
    () => BriefSection,
    'What other departments were asked, and what they answered; withdrawn questions are left out',
  )
  consults: BriefSection;
  @Nested(() => BriefSection, 'The contacts with the customer so far') contacts: BriefSection;
  @Nested(() => BriefSection, 'The departments the case has passed, in order') chain: BriefSection;
  @Nested(() => DuplicateBrief, 'What the cases know that were merged into it (X3)', { list: RELATED_AT_MOST })
  duplicates: DuplicateBrief[];
}
