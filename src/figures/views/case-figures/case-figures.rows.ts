import { Code, Count, Described, Flag, Id, Instant } from '@baton/fields';

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
