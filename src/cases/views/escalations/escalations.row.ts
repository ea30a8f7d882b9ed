import { AlarmCause, AlarmLevel, EscalationCause } from '@baton/contracts';
import { Code, Count, Described, Id, Instant, Nested, OneOf, Text, words, type WordOf } from '@baton/fields';

export const EscalationState = words('EscalationState', 'Whether something has come of an escalation', {
  UNANSWERED: 'Nothing has come of it yet',
  UNDER_WAY:
    'Since then the case was offered to somebody who has not answered yet, or claimed by somebody; that alone does not end it',
});
export type EscalationState = WordOf<typeof EscalationState>;

@Described('A case that was brought before a supervisor, and that nothing has settled since.')
export class Escalation {
  @Id('The escalation; the first one, where the same was raised again') escalationId: string;
  @Id('The case') caseId: string;
  @Id('The customer', { optional: true }) customerId?: string;
  @Code('The department whose supervisor is asked') department: string;
  @Code('The department that answers for the case now') accountable: string;
  @OneOf(EscalationCause, 'Why') cause: EscalationCause;
  @OneOf(AlarmLevel, 'How far the chain has gone wrong, where an alarm is the cause (H10)', { optional: true })
  level?: AlarmLevel;
  @OneOf(AlarmCause, 'What raised that alarm', { optional: true }) alarm?: AlarmCause;
  @Id('The transfer it is about, if any; the last one, where it was raised again', { optional: true })
  transferId?: string;
  @Id('The absence it is about, if any (H11)', { optional: true }) absenceId?: string;
  @Id('The case that had waited for this one and is resolved, if any (X3)', { optional: true }) waiting?: string;
  @Id('The promise it is about, if any (P7)', { optional: true }) promiseId?: string;
  @Id('The consult it is about, if any', { optional: true }) consultId?: string;
  @Text('In words', { optional: true, max: 500 }) reason?: string;
  @Instant('Since when it waits') raisedAt: string;
  @Count('How often the same was raised since then, and nothing settled it') times: number;
  @OneOf(EscalationState, 'Whether something has come of it') state: EscalationState;
}

@Described('A row of the list of escalations: what is shown, and by what it is found.')
export class ListedEscalation extends Escalation {
  @Instant('Since when the promise is broken that it is about, if any', { optional: true }) brokenSince?: string;
  @Count('1 while it is listed; 0 while work goes on in the case into which this one was merged') listed: number;
}

@Described('A promise that was broken last in a case.')
export class LastBreach {
  @Id('The promise') promiseId: string;
  @Instant('Since when it is broken') since: string;
}

@Described('A link by which another case waits for this one.')
export class LinkOfWaiting {
  @Id('The link') linkId: string;
  @Id('The case that waits') other: string;
}

@Described('What is known of a case when it is brought before a supervisor.')
export class EscalatedCase {
  @Id('The case') caseId: string;
  @Id('The customer', { optional: true }) customerId?: string;
  @Code('The department that answers for it') accountable: string;
  @Nested(() => LastBreach, 'The promise that was broken last', { optional: true }) breach?: LastBreach;
  @Id('The cases that were merged into it', { list: 100, optional: true }) duplicates?: string[];
  @Id('The case into which it was merged, while it is', { optional: true }) mergedInto?: string;
  @Nested(() => LinkOfWaiting, 'By which links other cases wait for it', { list: 100, optional: true })
  waitedForBy?: LinkOfWaiting[];
  @OneOf(AlarmLevel, 'How far its last alarm went', { optional: true }) level?: AlarmLevel;
  @OneOf(AlarmCause, 'What raised its last alarm', { optional: true }) alarm?: AlarmCause;
  @Id('Its escalations that nothing has settled, one for each department, cause, absence and promise', {
    list: 1000,
    optional: true,
  })
  open?: string[];
}

@Described('A resolved case, and what was escalated as it had waited for work that was reopened (X3).')
export class EscalatedWaiting {
  @Id('The case that had waited') waiting: string;
  @Id('The escalations, each of a case for which it had waited', { list: 1000 }) escalations: string[];
}

@Described('What was escalated last as somebody is away without a stand-in.')
export class EscalatedAbsence {
  @Id('The absence') absenceId: string;
  @Id('The case that was escalated last') caseId: string;
}

@Described('An escalation as somebody is away, and the one before it: whoever ends the absence finds all of them.')
export class EscalationOfAbsence {
  @Id('The absence') absenceId: string;
  @Id('The case') caseId: string;
  @Id('The escalation') escalationId: string;
  @Id('The case that was escalated before it for the same absence', { optional: true }) previous?: string;
}

@Described(
  'Which escalations to the supervisor of a department are wanted; all that nothing has settled when nothing is said.',
)
export class EscalationFilter {
  @OneOf(EscalationCause, 'Only those with this cause', { optional: true }) cause?: EscalationCause;
  @OneOf(EscalationState, 'Only those of which something has come, or only the others', { optional: true })
  state?: EscalationState;
}
