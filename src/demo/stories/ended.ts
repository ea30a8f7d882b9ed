import { customerId, Story } from '../story.js';

/** Solved in the first contact and closed. */
export function solvedAtOnce(now: string): Story {
  const story = new Story('The forgotten password', now, 7);
  return story
    .does('chen', 'openCase', {
      customerId: customerId('Ewa Zielinska'),
      matter: 'I cannot get into the portal',
      kind: 'REQUEST',
      contact: story.contact('chat', 'Password forgotten', { channel: 'CHAT', disposition: 'SOLVED' }),
    })
    .does('chen', 'claimCase', {})
    .does('chen', 'resolveCase', { resolution: 'Password reset together in the chat', contactId: story.id('chat') })
    .later({ days: 3 })
    .does('chen', 'closeCase', {});
}

/** Closed too early: the customer called again and the case was taken up once more. */
export function reopened(now: string): Story {
  const story = new Story('The line that was not repaired after all', now, 9);
  return story
    .does('carla', 'openCase', {
      customerId: customerId('Bakery Orlando'),
      matter: 'The card terminal loses its line at noon',
      kind: 'FAULT',
      urgency: 'HIGH',
      segment: 'business',
      contact: story.contact('first', 'Terminal offline at noon'),
    })
    .does('carla', 'claimCase', {})
    .does('carla', 'resolveCase', { resolution: 'Line reset from here', contactId: story.id('first') })
    .does('carla', 'closeCase', {})
    .later({ days: 2 })
    .does('chen', 'reopenCase', { reason: 'It is gone again' })
    .does('chen', 'recordContact', { contact: story.contact('again', 'Gone again, third time this week') })
    .does('chen', 'correctContact', {
      contactId: story.id('again'),
      channel: 'EMAIL',
      reason: 'It was a mail, not a call',
    })
    .does('chen', 'claimCase', {});
}

/** Just come in: nobody has it yet. */
export function newInInbox(now: string): Story {
  const story = new Story('The parcel at the neighbour', now, 1);
  return story.does('carla', 'openCase', {
    customerId: customerId('Marta Lindqvist'),
    matter: 'Your carrier says delivered, I have nothing',
    kind: 'FAULT',
    contact: story.contact('call', 'Parcel not there', { abandoned: true }),
  });
}

/** Claimed and put back at the end of the shift, with what was found out. */
export function putBack(now: string): Story {
  const story = new Story('The contract that renewed itself', now, 2);
  return story
    .does('farid', 'openCase', {
      customerId: customerId('Tom Baker'),
      matter: 'I cancelled in March and you renewed me for two years',
      kind: 'COMPLAINT',
      customerState: 'UPSET',
      contact: story.contact('letter', 'Cancelled in time', { channel: 'LETTER' }),
    })
    .does('farid', 'claimCase', {})
    .does('farid', 'addNote', { text: 'Asked the archive for the letter of March: not found there', attempt: true })
    .does('farid', 'releaseCase', { reason: 'End of shift' });
}
