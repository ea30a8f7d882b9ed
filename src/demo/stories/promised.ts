import { customerId, Story } from '../story.js';

const promise = (story: Story, due: string, contact: string, rest: object = {}): object => ({
  beneficiary: 'Jonas Weber',
  action: 'Call centre calls with the date of the technician',
  callback: true,
  due,
  zone: 'Europe/Berlin',
  channel: 'PHONE',
  evidence: 'The call is recorded as a contact of this case',
  contactId: story.id(contact),
  ...rest,
});

/**
 * The callback that was promised, agreed anew in time, and came. No promise of a story is due before it is told: time would
 * break it (P7) where a worker runs while the office is opened.
 */
export function callbackKept(now: string): Story {
  const story = new Story('The callback that came', now, 2);
  story
    .does('carla', 'openCase', {
      customerId: customerId('Jonas Weber'),
      matter: 'When does the technician come? I took a day off already',
      kind: 'QUESTION',
      customerState: 'UPSET',
      contact: story.contact('first', 'When does the technician come?'),
    })
    .does('carla', 'claimCase', {})
    .does('carla', 'makePromise', promise(story, story.instant(3), 'first'), 'callback')
    .later({ minutes: 300 })
    .does('carla', 'recordContact', {
      contact: story.contact('told', 'Repairs may need a day longer', { direction: 'OUTBOUND' }),
    })
    .does('carla', 'renegotiatePromise', {
      promiseId: story.made('callback', 'promise'),
      due: story.instant(4),
      contactId: story.id('told'),
      reason: 'Repairs may have no date before',
    })
    .later({ days: 1 })
    .does('carla', 'recordContact', {
      contact: story.contact('kept', 'Technician on Thursday at ten', {
        direction: 'OUTBOUND',
        disposition: 'ANSWERED',
      }),
    })
    .does('carla', 'keepPromise', { promiseId: story.made('callback', 'promise'), contactId: story.id('kept') });
  return story
    .does('carla', 'makeStatement', {
      topic: 'technician',
      value: 'Comes on Thursday at ten',
      basis: 'DOCUMENT',
      basisDocument: 'Work order 5512',
      contactId: story.id('kept'),
    })
    .does('carla', 'resolveCase', { resolution: 'Told the date', contactId: story.id('kept') });
}

/** A promise that moved with the case to the next department and is still open. */
export function promiseMoved(now: string): Story {
  const story = new Story('The refund that was promised', now, 2);
  return story
    .does('chen', 'openCase', {
      customerId: customerId('Ewa Zielinska'),
      matter: 'You took the money twice',
      kind: 'COMPLAINT',
      customerState: 'UPSET',
      legalDeadline: story.instant(14),
      contact: story.contact('first', 'Charged twice'),
    })
    .does('chen', 'establishFact', {
      topic: 'charges',
      value: 'Two of 49.90 on the first',
      verifiedBy: 'Payment journal',
    })
    .does(
      'chen',
      'makePromise',
      promise(story, story.instant(7), 'first', {
        beneficiary: 'Ewa Zielinska',
        action: 'The second charge is back on her account',
        callback: false,
        zone: 'Europe/Warsaw',
        channel: 'EMAIL',
        evidence: 'The booking of the refund',
      }),
      'refund',
    )
    .does('chen', 'offerTransfer', {
      to: 'billing',
      reason: 'AUTHORITY_NEEDED',
      ask: 'refund the second charge',
      ifThen: ['If the bank refuses, send a cheque and tell her'],
    })
    .later({ minutes: 60 })
    .does('eva', 'acceptTransfer', {
      readBack: { ask: 'refund the second charge', firstAction: 'book the refund', by: story.instant(3) },
    });
}

/** A promise the department withdrew: a breach; and one the customer no longer wanted. */
export function promiseBroken(now: string): Story {
  const story = new Story('The loan router that never was', now, 1);
  return story
    .does('anna', 'openCase', {
      customerId: customerId('Ruth Cohen'),
      matter: 'I need the line for my emergency button',
      kind: 'FAULT',
      urgency: 'CRITICAL',
      customerState: 'VULNERABLE',
      contact: story.contact('visit', 'Emergency button does not work', { channel: 'VISIT' }),
    })
    .does('anna', 'claimCase', {})
    .does(
      'anna',
      'makePromise',
      promise(story, story.instant(2), 'visit', {
        beneficiary: 'Ruth Cohen',
        action: 'A loan router is brought to her door',
        callback: false,
        zone: 'Asia/Jerusalem',
        channel: 'VISIT',
        evidence: 'Her signature',
      }),
      'loan',
    )
    .does(
      'anna',
      'makePromise',
      promise(story, story.instant(3), 'visit', { beneficiary: 'Ruth Cohen', zone: 'Asia/Jerusalem' }),
      'call',
    )
    .later({ minutes: 200 })
    .does('anna', 'cancelPromise', { promiseId: story.made('loan', 'promise'), reason: 'No loan router in stock' })
    .does('anna', 'recordDeviation', {
      procedure: 'loan devices',
      deviation: 'Brought her the display model from the shop',
      reason: 'She cannot be without the emergency button',
    })
    .does('anna', 'recordContact', {
      contact: story.contact('brought', 'Router works, no call needed', { channel: 'VISIT', disposition: 'SOLVED' }),
    })
    .does('anna', 'releasePromise', {
      promiseId: story.made('call', 'promise'),
      contactId: story.id('brought'),
      reason: 'She has what she needs',
    })
    .does('anna', 'resolveCase', { resolution: 'Works with the display model', contactId: story.id('brought') });
}
