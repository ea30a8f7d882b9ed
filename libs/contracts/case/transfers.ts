import { Code, Count, Described, Id, Nested, Num, OneOf, Text } from '@baton/fields';
import { HandoffBrief, ReadBack } from './brief.js';
import { TransferMode, TransferReason } from './words.js';

@Described('The case was offered to another department; the sender stays accountable until it accepts (H1).')
export class TransferOffered {
  @Id('The transfer') transferId: string;
  @Code('The department that offers') from: string;
  @Code('The department it is offered to') to: string;
  @Code('The agent it is meant for, if any', { optional: true }) toAgent?: string;
  @OneOf(TransferMode, 'How the transfer is made') mode: TransferMode;
  @OneOf(TransferReason, 'Why') reason: TransferReason;
  @Nested(() => HandoffBrief, 'What the receiver needs to know') brief: HandoffBrief;
  @Count('1, plus one for each: complaint, open promise, vulnerable customer, legal clock, earlier transfer')
  riskTier: number;
  @Num("Share of the brief's parts that say something, 0 to 1") completeness: number;
}

@Described('The receiver took the case: it is accountable from now on (H1).')
export class TransferAccepted {
  @Id('The transfer') transferId: string;
  @Code('The department that was accountable') from: string;
  @Code('The department that is accountable now') to: string;
  @Code('The agent who holds the case now') holder: string;
  @Nested(() => ReadBack, 'What the receiver understood; required from risk tier 2 on (H6)', { optional: true })
  readBack?: ReadBack;
}

@Described('The receiver did not take the case; the sender stays accountable (H5).')
export class TransferDeclined {
  @Id('The transfer') transferId: string;
  @Code('The department that offered') from: string;
  @Code('The department that declined') to: string;
  @Text('Why it was declined', { max: 500 }) reason: string;
  @Code('The department that should have it; absent when the receiver does not know', { optional: true })
  suggestedDepartment?: string;
}

@Described('The sender took its offer back.')
export class TransferRecalled {
  @Id('The transfer') transferId: string;
  @Code('The department that offered') from: string;
  @Code('The department it had been offered to') to: string;
  @Text('Why', { max: 500 }) reason: string;
}

@Described(
  'An import shows that the case passed from one department to another; offer, brief and acceptance are undocumented (X5).',
)
export class TransferObserved {
  @Code('The department that had it') from: string;
  @Code('The department that has it now') to: string;
}
