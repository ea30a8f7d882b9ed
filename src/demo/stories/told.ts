import { customerId, Story } from '../story.js';

/** Two different answers about one repair, and how the second one had to say so. */
export function twoAnswers(now: string): Story {
  const story = new Story('Two answers about one repair', now, 4);
  return story
    .does('carla', 'openCase', {
      customerId: customerId('Tom Baker'),
      matter: 'Is my phone still under guarantee or not?',
      kind: 'QUESTION',
      product: 'Phone Z',
      contact: story.contact('first', 'Is it under guarantee?'),
    })
    .does(
      'carla',
      'makeStatement',
      {
        topic: 'guarantee',
        value: 'The repair is free: the guarantee runs until May',
        basis: 'DOCUMENT',
        basisDocument: 'Price list',
        basisAsOf: story.instant(-30),
        contactId: story.id('first'),
      },
      'free',
    )
    .does('carla', 'offerTransfer', { to: 'repairs', reason: 'SKILL_NEEDED', ask: 'repair the display' })
    .later({ days: 1 })
    .does('dmitri', 'acceptTransfer', {})
    .does('dmitri', 'establishFact', { topic: 'cause', value: 'Water inside', verifiedBy: 'Opened the device' })
    .does('dmitri', 'recordContact', {
      contact: story.contact('second', 'Told that water is not covered', { direction: 'OUTBOUND' }),
    })
    .does('dmitri', 'supersedeStatement', {
      statementId: story.made('free', 'statement'),
      topic: 'guarantee',
      value: 'The repair costs 89: water damage is not covered',
      basis: 'EVENT',
      basisRevision: 4,
      contactId: story.id('second'),
      reason: 'Water was found inside; the first answer did not know',
    });
}

/** A question waits for an answer from another department. */
export function openQuestion(now: string): Story {
  const story = new Story('Which plug for Malta', now, 2);
  return story
    .does('anna', 'openCase', {
      customerId: customerId('Jonas Weber'),
      matter: 'Does the router work in my flat in Malta?',
      kind: 'QUESTION',
      urgency: 'LOW',
      contact: story.contact('visit', 'Router abroad', { channel: 'VISIT' }),
    })
    .does('anna', 'raiseQuestion', {
      text: 'Which plug and which band does the router use in Malta?',
      department: 'repairs',
    })
    .does('anna', 'establishFact', { topic: 'address abroad', value: 'Sliema' });
}
