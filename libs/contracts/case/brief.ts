import { Code, Count, Described, Id, Instant, Nested, Num, OneOf, Text } from '@baton/fields';
import { CustomerState, TransferReason, Urgency } from './words.js';

@Described('A line of a brief with the event it rests on.')
export class BriefLine {
  @Text('What is known', { personal: true, max: 4000 }) text: string;
  @Count('The revision of the event it rests on') revision: number;
}

@Described('Something that the receiver is asked to do.')
export class BriefAction {
  @Text('What is to be done', { max: 500 }) what: string;
  @Code('The department that is to do it') department: string;
  @Instant('By when', { optional: true }) by?: string;
}

@Described('The document that a transfer carries: severity, summary, actions, contingency (I-PASS order).')
export class HandoffBrief {
  @OneOf(Urgency, 'How soon the matter must be taken up') urgency: Urgency;
  @OneOf(CustomerState, 'How the customer is') customerState: CustomerState;
  @Instant('The next instant by which something is due', { optional: true }) nextDeadline?: string;
  @Text("The matter in the customer's own words", { personal: true, optional: true }) matter?: string;
  @Nested(() => BriefLine, 'Facts that were verified; an empty list says that none was', { list: 200 })
  factsVerified: BriefLine[];
  @Nested(() => BriefLine, 'What was tried so far', { list: 200 }) triedSoFar: BriefLine[];
  @Nested(() => BriefLine, 'What the customer was told', { list: 200 }) statements: BriefLine[];
  @Nested(
    () => BriefLine,
    'What the customer was promised and is still open, or was not kept and is still to be made good',
    { list: 200 },
  )
  openPromises: BriefLine[];
  @Text('The one thing that is asked: verb and object', { max: 500 }) ask: string;
  @Nested(() => BriefAction, 'What else is to be done', { list: 20 }) actions: BriefAction[];
  @OneOf(TransferReason, 'Why the case passes on') reason: TransferReason;
  @Text('If this happens, then do that', { list: 20, max: 500 }) ifThen: string[];
  @Text('What the customer must not be asked again', { list: 50, max: 500, personal: true }) doNotAskAgain: string[];
}

@Described('What the receiver understood.')
export class ReadBack {
  @Text("The ask, in the receiver's words", { max: 500 }) ask: string;
  @Text('What the receiver does first', { max: 500 }) firstAction: string;
  @Instant('By when') by: string;
}

@Described(
  'What a read-back leaves out of the ask, word by word: so that sender and receiver see it, not to judge either.',
)
export class ReadBackComparison {
  @Code('The version of the rule by which they were compared (X4)') rules: string;
  @Num('Which share of the words of the ask the read-back mentions, 0 to 1, two decimals') mentioned: number;
  @Text('The words of the ask that it does not mention, in the order of the ask, the first 20', { list: 20, max: 40 })
  notMentioned: string[];
}

@Described('The brief of an accepted transfer was corrected; the brief itself stays as it was accepted (H6).')
export class BriefAmended {
  @Id('The amendment') amendmentId: string;
  @Id('The transfer whose brief is corrected') transferId: string;
  @Text('What is to be read instead or in addition', { personal: true }) correction: string;
}
