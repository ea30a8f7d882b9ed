import { Code, Count, Described, Id, OneOf, Text } from '@baton/fields';
import { AlarmCause, AlarmLevel, EscalationCause } from './words.js';

@Described('The chain of departments has gone wrong; returns and declines count, not raw transfers (H10).')
export class ChainAlarmRaised {
  @Id('The alarm') alarmId: string;
  @OneOf(AlarmLevel, 'How far') level: AlarmLevel;
  @OneOf(AlarmCause, 'What raised it') cause: AlarmCause;
  @Id('The transfer that raised it; absent where an arbitration did', { optional: true })
  transferId?: string;
  @Code('The version of the rules that raised it (X4)') rules: string;
  @Code("The version of the receiver's calendar by which the waiting was counted (X4)", { optional: true })
  calendar?: string;
  @Count('Transfers that count, so far: all but those of an absence or of the end of a shift') transfers: number;
  @Count('Returns that count, so far') returns: number;
  @Count('Declines that count, so far') declines: number;
  @Count('Different departments that were accountable so far') departments: number;
}

@Described('The case was brought before a supervisor.')
export class EscalationRaised {
  @Id('The escalation') escalationId: string;
  @Code('The department whose supervisor is asked') department: string;
  @OneOf(EscalationCause, 'Why') cause: EscalationCause;
  @Id('The transfer it is about, if any', { optional: true }) transferId?: string;
  @Id('The absence it is about, if any: with its beginning, its end or its cancelling there is nothing left to ask', {
    optional: true,
  })
  absenceId?: string;
  @Id(
    'The case that had waited for this one and is resolved, if any: it is reopened, or it is settled without this one',
    {
      optional: true,
    },
  )
  waiting?: string;
  @Id('The promise it is about, if any', { optional: true }) promiseId?: string;
  @Id('The consult it is about, if any', { optional: true }) consultId?: string;
  @Text('In words', { optional: true, max: 500 }) reason?: string;
}

@Described('One person sees the case through to its end, whichever department is accountable (H10).')
export class CaseLeadAssigned {
  @Code('The case lead') lead: string;
  @Code('The department the lead works in') department: string;
  @Text('Why', { max: 500 }) reason: string;
}

@Described('A supervisor decided which department is accountable from now on (H10).')
export class AssignmentArbitrated {
  @Id('The decision') arbitrationId: string;
  @Code('The department that was accountable') from: string;
  @Code('The department that is accountable now') to: string;
  @Id('The offer that was open, and is taken back with it', { optional: true }) transferId?: string;
  @Text('Why', { max: 2000 }) reason: string;
}
