import { Code, Described, Id, Instant, Nested, OneOf, Text, words, type WordOf } from '@baton/fields';
import { AttemptOutcome, Channel } from '../case/words.js';

export const OutreachGuard = words('OutreachGuard', 'What keeps a customer from being contacted too much (C4)', {
  JUST_REACHED: 'Somebody else reached the customer about the matter in the last 24 hours',
  QUIET_HOURS: 'The customer must not be called at this time of day',
  OTHER_CHANNEL: 'The customer prefers another channel',
  TOO_OFTEN: 'The customer was contacted as often as is allowed',
});
export type OutreachGuard = WordOf<typeof OutreachGuard>;

@Described('What would have held an outreach up, and why it could not wait (C4).')
export class UrgentOutreach {
  @OneOf(OutreachGuard, 'Which guards were passed over', { list: 4 }) guards: OutreachGuard[];
  @Text('Why it could not wait', { personal: true, max: 500 }) reason: string;
}

@Described('Somebody is going to contact the customer about a case; nobody else does so meanwhile (C4).')
export class OutreachReserved {
  @Id('The outreach') outreachId: string;
  @Id('The case it is about, as it was named; it holds for the whole matter of that case') caseId: string;
  @OneOf(Channel, 'Over which channel') channel: Channel;
  @Text('What it is about', { personal: true, max: 500 }) purpose: string;
  @Instant('Until when at the latest the reservation holds') until: string;
  @Nested(() => UrgentOutreach, 'What was passed over; absent where nothing held it up', { optional: true })
  urgent?: UrgentOutreach;
  @Code('The rules by which it was judged') rules: string;
}

@Described('How a reserved outreach ended (C4).')
export class OutreachCompleted {
  @Id('The outreach') outreachId: string;
  @OneOf(AttemptOutcome, 'How it ended') outcome: AttemptOutcome;
  @Id('The contact in which the customer was reached', { optional: true }) contactId?: string;
}

@Described('A reserved outreach is not made after all (C4).')
export class OutreachReleased {
  @Id('The outreach') outreachId: string;
  @Text('Why', { max: 500 }) reason: string;
}

@Described('Nobody said in time how a reserved outreach ended, so that others need not wait any longer (C4).')
export class OutreachExpired {
  @Id('The outreach') outreachId: string;
}
