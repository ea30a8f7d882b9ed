import { Code, Described, Flag, Id, Instant, OneOf, Text } from '@baton/fields';
import { AttemptOutcome, BreachCause, Channel, Reminder } from './words.js';

@Described('The customer was promised something (P1).')
export class PromiseMade {
  @Id('The promise') promiseId: string;
  @Code('The department that owes it') department: string;
  @Text('To whom it was made', { personal: true, max: 200 }) beneficiary: string;
  @Text('What will be seen to happen', { personal: true, max: 500 }) action: string;
  @Flag('True when the promise is a call back (P8)') callback: boolean;
  @Instant('From when') from: string;
  @Instant('By when at the latest') due: string;
  @Code('The time zone in which it was said, an IANA name') zone: string;
  @OneOf(Channel, 'Over which channel the customer hears of it') channel: Channel;
  @Text('How one will know that it was kept', { max: 500 }) evidence: string;
  @Text('What must be so for the promise to hold', { optional: true, max: 500 }) condition?: string;
  @Id('The contact in which it was said') contactId: string;
  @Text("The versions of the department's calendar and of the customer's quiet hours that due was held against (X4)", {
    optional: true,
    max: 300,
  })
  calendar?: string;
  @Instant('When half of the working time until due has passed, and its agent is reminded', { optional: true })
  halfwayAt?: string;
  @Instant('When four fifths of it have passed, and the department is reminded', { optional: true })
  pressingAt?: string;
}

@Described('The promise was kept, and there is evidence (P3).')
export class PromiseKept {
  @Id('The promise') promiseId: string;
  @Id('The contact that shows it', { optional: true }) contactId?: string;
  @Text('The delivery or document that shows it', { optional: true, max: 500 }) delivery?: string;
  @Instant('When it was kept, no later than due') keptAt: string;
  @Flag('It was broken by time until this was recorded, which happened no later than due: it is so no longer (P7)', {
    optional: true,
  })
  mendsBreach?: boolean;
}

@Described('The promise was broken.')
export class PromiseBroken {
  @Id('The promise') promiseId: string;
  @Instant('When it was due') due: string;
  @OneOf(BreachCause, 'Why it counts as broken') cause: BreachCause;
}

@Described('A new time was agreed with the customer before the promise was due (P4).')
export class PromiseRenegotiated {
  @Id('The promise') promiseId: string;
  @Instant('From when') from: string;
  @Instant('By when at the latest') due: string;
  @Instant('The first time it was promised for, kept for the figures') firstDue: string;
  @Id('The contact in which the customer was told') contactId: string;
  @Text('Why', { max: 500 }) reason: string;
  @Text("The versions of the department's calendar and of the customer's quiet hours that due was held against (X4)", {
    optional: true,
    max: 300,
  })
  calendar?: string;
  @Instant('When half of the working time until due has passed, and its agent is reminded', { optional: true })
  halfwayAt?: string;
  @Instant('When four fifths of it have passed, and the department is reminded', { optional: true })
  pressingAt?: string;
}

@Described('The beneficiary no longer wants what was promised (P5).')
export class PromiseReleased {
  @Id('The promise') promiseId: string;
  @Id('The contact in which the beneficiary said so') contactId: string;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
  @Flag('It was broken by time until this was recorded, which happened no later than due: it is so no longer (P7)', {
    optional: true,
  })
  mendsBreach?: boolean;
}

@Described('The department withdrew the promise: a breach, unless its condition has become false (P5).')
export class PromiseCancelled {
  @Id('The promise') promiseId: string;
  @Text('Why', { max: 500 }) reason: string;
  @Flag('The condition of the promise has become false') conditionFalse: boolean;
}

@Described('The promise moved with the case to the department that is accountable now (H8).')
export class PromiseAssumed {
  @Id('The promise') promiseId: string;
  @Code('The department that owed it') from: string;
  @Code('The department that owes it now') to: string;
  @Id('The transfer, or the arbitration, with which it moved') transferId: string;
}

@Described('The promise stayed with the department that made it though the case moved on (H8).')
export class PromiseRetained {
  @Id('The promise') promiseId: string;
  @Code('The department that still owes it') department: string;
  @Id('The transfer with which it did not move') transferId: string;
  @Text('Why it stays', { max: 500 }) reason: string;
}

@Described(
  'So much of the working time until a promise is due has passed, and it is open still: somebody is reminded (P7).',
)
export class PromiseReminderDue {
  @Id('The promise') promiseId: string;
  @OneOf(Reminder, 'How much has passed') reminder: Reminder;
  @Instant('By when it is due') due: string;
  @Code('The department that owes it') department: string;
  @Code('The agent of it who is reminded; absent where the department is', { optional: true }) agent?: string;
  @Code('The agent who is away, and for whom the other one stands in or the department is reminded', { optional: true })
  insteadOf?: string;
  @Instant('When somebody is reminded next, if it is open still', { optional: true }) nextAt?: string;
}

@Described('A call back was tried and reached nobody who could be spoken with: it is not kept by that (P3).')
export class CallbackAttempted {
  @Id('The promise') promiseId: string;
  @Id('The attempt') attemptId: string;
  @OneOf(AttemptOutcome, 'How it ended') outcome: AttemptOutcome;
  @Flag('It counts: long enough after the last that did, and at an hour at which the customer may be called')
  counts: boolean;
  @Flag('Nobody need try again: the customer is written to') exhausted: boolean;
  @Instant('From when the next attempt is best made, where one is to be and there is time before due', {
    optional: true,
  })
  nextFrom?: string;
  @Instant('Until when', { optional: true }) nextUntil?: string;
  @Code('The version of the rule by which it counts and the next is proposed (X4)') rule: string;
}
