import { customerId, Story } from '../story.js';

/** The customer was passed from the shop to the call centre and back, and told her story three times. */
export function passedAround(now: string): Story {
  const story = new Story('The router that was passed around', now, 6);
  return story
    .does('anna', 'openCase', {
      customerId: customerId('Marta Lindqvist'),
      matter: 'My new router drops the line every evening at eight',
      kind: 'FAULT',
      product: 'Router X2',
      contact: story.contact('visit', 'The router drops the line every evening', {
        channel: 'VISIT',
        participants: ['Marta Lindqvist', 'Anna Berg'],
      }),
    })
    .does('anna', 'claimCase', {})
    .does('anna', 'establishFact', { topic: 'serial number', value: 'X2-44-8177', verifiedBy: 'Read off the device' })
    .does('anna', 'addNote', { text: 'Restarted it and changed the cable: no difference', attempt: true })
    .does('anna', 'offerTransfer', {
      to: 'call-centre',
      reason: 'SKILL_NEEDED',
      ask: 'find out why the line drops in the evening',
    })
    .later({ minutes: 90 })
    .does('carla', 'acceptTransfer', {})
    .later({ days: 1 })
    .does('carla', 'recordContact', { contact: story.contact('call', 'It dropped again last night') })
    .does('carla', 'recordRetell', { topic: 'serial number', contactId: story.id('call') })
    .does('carla', 'offerTransfer', {
      to: 'shop',
      reason: 'OWNERSHIP_ELSEWHERE',
      ask: 'swap the router for a new one',
      ifThen: ['If there is none in stock, order one and tell her the day'],
    })
    .later({ minutes: 40 })
    .does('anna', 'declineTransfer', {
      reason: 'A swap needs a fault report from Repairs first',
      suggestedDepartment: 'repairs',
    })
    .does('carla', 'offerTransfer', {
      to: 'repairs',
      reason: 'ROOT_CAUSE_ELSEWHERE',
      ask: 'measure the line between seven and nine in the evening',
      ifThen: ['If the line is clean, report the router as faulty to the shop'],
    })
    .later({ days: 1 })
    .does('dmitri', 'acceptTransfer', {
      readBack: {
        ask: 'measure the line between seven and nine in the evening',
        firstAction: 'set up the measurement tonight',
        by: story.instant(3),
      },
    })
    .later({ days: 1 })
    .does('dmitri', 'establishFact', {
      topic: 'line quality',
      value: 'Clean all evening',
      verifiedBy: 'Measurement 19:00 to 21:00',
    })
    .does('dmitri', 'offerTransfer', {
      to: 'shop',
      reason: 'ROOT_CAUSE_ELSEWHERE',
      ask: 'swap the router, fault report is attached',
      ifThen: ['If there is none in stock, lend her one'],
    })
    .later({ minutes: 30 })
    .does('anna', 'acceptTransfer', {
      readBack: { ask: 'swap the router', firstAction: 'put one aside and call her', by: story.instant(4) },
    });
}

/** A transfer that still waits for its receiver: at this urgency for two working days (H4). */
export function onOffer(now: string): Story {
  const story = new Story('The invoice for two lines', now, 1);
  return story
    .does('chen', 'openCase', {
      customerId: customerId('Bakery Orlando'),
      matter: 'We are billed for two lines and have one',
      kind: 'REQUEST',
      urgency: 'LOW',
      segment: 'business',
      contact: story.contact('call', 'Billed for two lines'),
    })
    .does('chen', 'claimCase', {})
    .does('chen', 'establishFact', { topic: 'lines installed', value: 'One', verifiedBy: 'Line register' })
    .does('chen', 'offerTransfer', {
      to: 'billing',
      reason: 'AUTHORITY_NEEDED',
      ask: 'refund the second line since March',
    });
}

/** The offer was made to the wrong department and taken back. */
export function takenBack(now: string): Story {
  const story = new Story('The address that was wrong', now, 3);
  return story
    .does('carla', 'openCase', {
      customerId: customerId('Tom Baker'),
      matter: 'You send my letters to my old address',
      kind: 'REQUEST',
      contact: story.contact('mail', 'Old address', { channel: 'EMAIL' }),
    })
    .does('carla', 'claimCase', {})
    .does('carla', 'offerTransfer', { to: 'shop', reason: 'MISROUTED_INTAKE', ask: 'change the address' })
    .does('carla', 'recallTransfer', { reason: 'I can change it myself' })
    .does('carla', 'resolveCase', {
      resolution: 'Address changed and confirmed by e-mail',
      contactId: story.id('mail'),
    })
    .does('carla', 'closeCase', { reason: 'Nothing open' });
}
