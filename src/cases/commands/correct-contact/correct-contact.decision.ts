import { Described, Flag, Id, Instant, OneOf, saysTheSame, Text } from '@baton/fields';
import {
  Channel,
  Contact,
  derivedId,
  Direction,
  Disposition,
  refuse,
  type CaseFact,
  type Given,
} from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { inOrder, missingFromContact } from '../../contact.input.js';
import { contactOf, onRecord } from '../../guards.js';

@Described(
  'Corrects what was recorded of a contact (C8): only what is given changes, and the first record stays in the trail.',
)
export class CorrectContact {
  @Id('The case') caseId: string;
  @Id('The contact') contactId: string;
  @OneOf(Direction, 'Who reached whom', { optional: true }) direction?: Direction;
  @OneOf(Channel, 'Over which channel', { optional: true }) channel?: Channel;
  @Text('Who took part, by name or role', { list: 20, max: 200, personal: true, optional: true })
  participants?: string[];
  @Instant('When it began', { optional: true }) startedAt?: string;
  @Instant('When it ended', { optional: true }) endedAt?: string;
  @OneOf(Disposition, 'What the agent concluded', { optional: true }) disposition?: Disposition;
  @Text("What it was about, in the customer's words", { personal: true, optional: true }) matter?: string;
  @Flag('The customer gave up before it was finished', { optional: true }) abandoned?: boolean;
  @Text('Why it has to be corrected', { max: 500 }) reason: string;
}

/**
 * C8: nothing is edited; a correction points at what it corrects. One that changes nothing is refused as incomplete, and
 * so is one that takes away what a finished contact must have (C1).
 */
export const correctContact =
  (command: CorrectContact, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const correctionId = derivedId(given.commandId, 'correction');
    if (state.seen.has(correctionId)) return [];
    const { caseId: _caseId, contactId, reason, ...changes } = command;
    const known = contactOf(state, contactId);
    const corrected = { ...known, ...changes };
    if (saysTheSame(Contact, known, corrected)) {
      refuse('CONTACT_INCOMPLETE', 'The correction says nothing that would change. Give at least one field.', {
        rule: 'C8',
      });
    }
    stillComplete(known, corrected);
    inOrder(corrected, given);
    return [{ type: 'ContactCorrected', data: { correctionId, contactId, ...changes, reason } }];
  };

function stillComplete(before: Contact, after: Contact): void {
  const lacking = missingFromContact(before);
  const missing = missingFromContact(after).filter((field) => !lacking.includes(field));
  if (missing.length) {
    refuse(
      'CONTACT_INCOMPLETE',
      `After this correction the contact would lack ${missing.join(', ')}. Give it as well.`,
      {
        rule: 'C1',
        missing,
      },
    );
  }
}
