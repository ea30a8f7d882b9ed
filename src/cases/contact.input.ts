import { Described, Flag, Id, Instant, OneOf, Text } from '@baton/fields';
import { Channel, derivedId, Direction, Disposition, refuse, type Contact, type Given } from '@baton/contracts';

@Described('A contact as it is recorded: what a finished one must have is checked by rule C1.')
export class ContactDetails {
  @Id('The contact, if the front office has named it already; made up otherwise', { optional: true })
  contactId?: string;
  @OneOf(Direction, 'Who reached whom', { optional: true }) direction?: Direction;
  @OneOf(Channel, 'Over which channel', { optional: true }) channel?: Channel;
  @Text('Who took part, by name or role', { list: 20, max: 200, personal: true, optional: true })
  participants?: string[];
  @Instant('When it began', { optional: true }) startedAt?: string;
  @Instant('When it ended', { optional: true }) endedAt?: string;
  @OneOf(Disposition, 'What the agent concluded; may be missing where the contact was abandoned', { optional: true })
  disposition?: Disposition;
  @Text("What it was about, in the customer's words", { personal: true, optional: true }) matter?: string;
  @Flag('The customer gave up before it was finished', { optional: true }) abandoned?: boolean;
}

/**
 * C1: a finished contact has direction, channel, participants, start, end, disposition and matter; an abandoned one
 * may lack the disposition. C2: it did not happen in the future. Refuses with the names of all that is missing.
 */
export function finishedContact(details: ContactDetails, given: Given): Contact {
  const missing = missingFromContact(details);
  if (missing.length) {
    refuse(
      'CONTACT_INCOMPLETE',
      `The contact lacks ${missing.join(', ')}. Add what is missing; nothing was recorded.`,
      {
        rule: 'C1',
        missing,
      },
    );
  }
  inOrder(details, given);
  return namedContact(details, given);
}

/** The contact under the front office's name for it, or one made of the command id, so that a retry meets itself. */
export const namedContact = (details: ContactDetails, given: Given): Contact => ({
  ...details,
  contactId: details.contactId ?? derivedId(given.commandId, 'contact'),
});

/** C1: the names of what a finished contact must have and this one lacks. */
export function missingFromContact(details: ContactDetails): string[] {
  const missing: string[] = (['direction', 'channel', 'startedAt', 'endedAt', 'matter'] as const).filter(
    (field) => details[field] === undefined,
  );
  if (!details.participants?.length) missing.push('participants');
  if (details.disposition === undefined && !details.abandoned) missing.push('disposition');
  return missing;
}

/** C2: refuses times that lie in the future or run backwards. */
export function inOrder(times: Pick<ContactDetails, 'startedAt' | 'endedAt'>, given: Given): void {
  const { startedAt, endedAt } = times;
  if ((startedAt ?? '') > given.now || (endedAt ?? '') > given.now) {
    refuse('OCCURRED_IN_FUTURE', `A contact cannot begin or end later than now (${given.now}). Correct its times.`, {
      rule: 'C2',
      missing: ['startedAt', 'endedAt'],
    });
  }
  if (startedAt !== undefined && endedAt !== undefined && endedAt < startedAt) {
    refuse('CONTACT_INCOMPLETE', `The contact ends (${endedAt}) before it begins (${startedAt}). Correct its times.`, {
      rule: 'C1',
      missing: ['endedAt'],
    });
  }
}
