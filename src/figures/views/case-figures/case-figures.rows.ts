import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf } from '@baton/fields';
import { AlarmCause, AlarmLevel } from '@baton/contracts';

@Described('The offer that is open, as far as alarms go.')
export class TalliedOffer {
  @Id('The transfer') transferId: string;
  @Flag('It counts') counts: boolean;
}

@Described('What the chain of a case adds up to, as far as alarms go (H10): see libs/chain-alarms.')
export class StoredTally {
  @Code('The different departments, the first thousand', { list: 1000 }) departments: string[];
  @Count('Transfers that count') transfers: number;
  @Count('Returns that count') returns: number;
  @Count('Declines that count') declines: number;
  @Count('Live transfers since the last contact') liveTransfers: number;
  @Id('The transfer that was accepted last, where it counts', { optional: true }) accepted?: string;
  @Nested(() => TalliedOffer, 'The offer that is open', { optional: true }) offer?: TalliedOffer;
}

@Described('What one case adds to the figures.')
export class CaseFigures {
  @Id('The case') caseId: string;
  @Code('Its name in another system', { optional: true }) reference?: string;
  @Code('The segment of its customer', { optional: true }) segment?: string;
  @Instant('When its first event happened') firstAt: string;
  @Instant('When its last event happened') lastAt: string;
  @Count('From the first to the last event, milliseconds') duration: number;
  @Count('Things done: commands, or rows of an imported log') steps: number;
  @Id('What the last event was caused by') lastCause: string;
  @Code('The department accountable now, or last') accountable: string;
  @Code('The departments in the order in which they were accountable, the newest thousand', { list: 1000 })
  chain: string[];
  @Count('Different departments that were accountable') departments: number;
  @Count('Times the accountability passed to another department') transfers: number;
  @Count('Transfers to a department that had been accountable before') returns: number;
  @Count('A, B, A at adjacent places of the chain') bounces: number;
  @Count('Offers declined') declines: number;
  @Count('Times the case was taken up again') reopenings: number;
  @Nested(() => StoredTally, 'What its chain adds up to') tally: StoredTally;
  @Count('Alarms of its chain: raised, or that the rules would have raised') alarms: number;
  @Instant('When a transfer was offered last', { optional: true }) offeredAt?: string;
  @Flag('It was resolved once, whatever became of it') resolved: boolean;
  @Flag('It is closed: nobody is accountable') closed: boolean;
  @Flag('It was closed once, or resolved otherwise than within a contact that an import tells of') settled: boolean;
}

@Described('One time that the accountability for a case passed to another department.')
export class TransferFigure {
  @Id('The case') caseId: string;
  @Count('The how-manieth transfer of the case, from 1') ordinal: number;
  @Code('The department that was accountable') from: string;
  @Code('The department that is accountable from then on') to: string;
  @Instant('When') at: string;
  @Flag('The receiver had been accountable before') returned: boolean;
  @Flag('The receiver had it just before the sender: A, B, A') bounced: boolean;
  @Count('From the offer to the acceptance, milliseconds; absent where no offer was documented', { optional: true })
  waiting?: number;
  @Code('The segment of the customer', { optional: true }) segment?: string;
}

@Described(
  'An alarm of the chain (H10): raised, or that the rules would have raised at a transfer that an import observed.',
)
export class AlarmFigure {
  @Id('The case') caseId: string;
  @Count('The how-manieth alarm of the case, from 1') ordinal: number;
  @OneOf(AlarmLevel, 'How far') level: AlarmLevel;
  @OneOf(AlarmCause, 'What raised it') cause: AlarmCause;
  @Count('Place in the order of levels: 0 is the lowest') rank: number;
  @Flag('It was raised; else the rules would have raised it') raised: boolean;
  @Instant('When') at: string;
}

@Described('One time that an offer was declined.')
export class DeclineFigure {
  @Id('The case') caseId: string;
  @Count('The how-manieth decline of the case, from 1') ordinal: number;
  @Code('The department that offered') from: string;
  @Code('The department that declined') to: string;
  @Instant('When') at: string;
  @Code('The segment of the customer', { optional: true }) segment?: string;
}

@Described('How long a department was accountable for a case.')
export class AccountableTime {
  @Id('The case') caseId: string;
  @Code('The department') department: string;
  @Count(
    'Milliseconds in which it was accountable; with the time it was closed, those of all departments sum to its duration',
  )
  accountable: number;
}
