import { AttemptOutcome, Channel } from '@baton/contracts';
import { Code, Described, Flag, Id, Instant, Nested, OneOf, Text } from '@baton/fields';

@Described('An intended contact to a customer, and how it ended (C4).')
export class CustomerOutreach {
  @Id('The outreach') outreachId: string;
  @Id('The case it is about') caseId: string;
  @OneOf(Channel, 'Over which channel') channel: Channel;
  @Text('What it is about', { personal: true, max: 500 }) purpose: string;
  @Code('Who reserved it') agent: string;
  @Code('For which department') department: string;
  @Instant('When it was reserved') reservedAt: string;
  @Instant('Until when at the latest nobody else contacts the customer about the case') until: string;
  @Flag('Nobody else contacts the customer about the case now') live: boolean;
  @Instant('When it was said how it ended, it was given back, or it expired', { optional: true }) endedAt?: string;
  @OneOf(AttemptOutcome, 'How it ended; absent where it was not made, or nobody said', { optional: true })
  outcome?: AttemptOutcome;
  @Id('The contact in which the customer was reached', { optional: true }) contactId?: string;
}

/** So many are shown: as many as may be made in the time that the guard looks back, and some that were given back. */
export const OUTREACH_SHOWN = 20;

@Described('Who contacts a customer, and who did so lately (C4).')
export class OutreachToCustomer {
  @Id('The customer') customerId: string;
  @Nested(
    () => CustomerOutreach,
    'Those that have not ended or did so in the last seven days, the newest 20, the newest first; of those given back the last ten',
    {
      list: OUTREACH_SHOWN,
    },
  )
  outreach: CustomerOutreach[];
}
