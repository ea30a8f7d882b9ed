import { Code, Count, Described, Id, Instant, Nested, Num, OneOf } from '@baton/fields';
import { AlarmCause, AlarmLevel } from '@baton/contracts';
import { FigureDefinition } from '../../definitions.js';

@Described('Which cases the figures are made of.')
export class FiguresFilter {
  @Instant('Only cases that began at this instant or later', { optional: true }) from?: string;
  @Instant('Only cases that began before this instant', { optional: true }) to?: string;
  @Code('Only cases of this segment', { optional: true }) segment?: string;
  @Code('Only cases that this department was ever accountable for', { optional: true }) department?: string;
}

@Described('Two departments and how often.')
export class DepartmentPair {
  @Code('One department; the sender where there is a direction') one: string;
  @Code('The other department; the receiver where there is a direction') other: string;
  @Count('How often') count: number;
}

@Described('A case with many transfers.')
export class LongChain {
  @Id('The case') caseId: string;
  @Code('Its name in another system', { optional: true }) reference?: string;
  @Count('How many transfers') transfers: number;
}

@Described('How long a department was accountable.')
export class DepartmentTime {
  @Code('The department') department: string;
  @Num('For how long, milliseconds') accountable: number;
  @Count('How many cases of the set it was accountable for') cases: number;
}

@Described('How often the chains of cases raised an alarm, or would have (H10).')
export class AlarmCount {
  @OneOf(AlarmLevel, 'How far') level: AlarmLevel;
  @OneOf(AlarmCause, 'What raised it') cause: AlarmCause;
  @Count('How many alarms: raised, or that the rules would have raised at a transfer that an import observed')
  alarms: number;
  @Count('Of these, how many were raised') raised: number;
  @Count('In how many cases') cases: number;
}

@Described('How many cases came to a level of alarm, and to no higher one.')
export class AlarmedCases {
  @OneOf(AlarmLevel, 'The highest level') level: AlarmLevel;
  @Count('How many cases') cases: number;
}

@Described('The figures of a set of cases. Each has one definition, listed in definitions.')
export class ServiceFigures {
  @Count('How many cases the figures are made of') cases: number;
  @Count('Things done: commands, or rows of an imported log') steps: number;
  @Count('Departments that were accountable') departments: number;
  @Num('Departments of a case, mean') departmentsPerCaseMean: number;
  @Count('Departments of a case, largest') departmentsPerCaseMax: number;
  @Count('How many transfers there were') transfers: number;
  @Num('Transfers of a case, mean') transfersPerCaseMean: number;
  @Count('Transfers of a case, largest') transfersPerCaseMax: number;
  @Count('Cases without a transfer') casesNeverTransferred: number;
  @Count('Transfers to a department that had the case before') returns: number;
  @Count('Cases that bounced') pingPongCases: number;
  @Count('Bounces: from A to B and straight back to A') bounces: number;
  @Nested(() => DepartmentPair, 'The pair with the most bounces; absent when there was none', { optional: true })
  worstPair?: DepartmentPair;
  @Nested(() => DepartmentPair, 'The sender and receiver with the most transfers; absent when there was none', {
    optional: true,
  })
  topTransfer?: DepartmentPair;
  @Count('Offers declined') declines: number;
  @Nested(() => AlarmCount, 'Alarms of chains by cause, the lowest level first; causes that raised none are left out', {
    list: 20,
  })
  chainAlarms: AlarmCount[];
  @Nested(() => AlarmedCases, 'Cases by the highest level of their alarms, the lowest first', { list: 4 })
  alarmedCases: AlarmedCases[];
  @Count('Times cases were taken up again') reopenings: number;
  @Num('From first to last event, median, days') durationMedianDays: number;
  @Num('From first to last event, mean, days') durationMeanDays: number;
  @Num('From first to last event, longest, days') durationMaxDays: number;
  @Count('Cases never resolved nor closed') unresolved: number;
  @Count('Imported cases resolved in a contact only and never closed') resolvedInContactOnly: number;
  @Count('unresolved and resolvedInContactOnly together') neverResolvedOrClosed: number;
  @Nested(() => LongChain, 'The ten cases with the most transfers', { list: 10 }) longestChains: LongChain[];
  @Nested(() => DepartmentTime, 'How long each department was accountable; the twenty largest', { list: 20 })
  accountableTime: DepartmentTime[];
  @Nested(() => FigureDefinition, 'What each figure counts', { list: 100 }) definitions: FigureDefinition[];
}
