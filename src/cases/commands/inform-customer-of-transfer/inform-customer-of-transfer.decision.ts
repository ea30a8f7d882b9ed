import { Described, Id, Instant, OneOf, Text } from '@baton/fields';
import { InformationWaiver, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { mergedInto, openPromises, untoldPassings, type CaseState, type UntoldPassing } from '../../case.state.js';
import { contactOf, exists, onRecord, reachedNobody, worksFor } from '../../guards.js';

@Described(
  'Records that the customer was told who has the case now, why, and when they hear next; or why they need not be told (H9).',
)
export class InformCustomerOfTransfer {
  @Id('The case') caseId: string;
  @Id('The contact in which the customer was told', { optional: true }) contactId?: string;
  @OneOf(InformationWaiver, 'Why the customer need not be told', { optional: true }) waiver?: InformationWaiver;
  @Text('What the customer was told, or why it was waived', { optional: true, personal: true, max: 2000 })
  text?: string;
  @Instant('When the customer hears next; when the next open promise is due, where absent', { optional: true })
  nextBy?: string;
}

/** What is known of the case into which this one was merged, if it was. */
export interface InformCustomerFacts {
  readonly survivor?: Pick<CaseState, 'accountable' | 'contacts'> | undefined;
}

/**
 * H9: told in a contact after the case passed on, be it by a supervisor's decision (H10), or waived. Who hears of the last time
 * it passed on hears of those before it, too. In a duplicate whoever answers for the case in which work goes on says it, of a
 * contact of either (X3).
 */
export const informCustomerOfTransfer =
  (
    { caseId: _caseId, ...command }: InformCustomerOfTransfer,
    given: Given,
    facts: InformCustomerFacts = {},
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const survivor = mergedInto(state) === undefined ? undefined : facts.survivor;
    worksFor(
      given,
      survivor?.accountable ?? state.accountable,
      'say that the customer knows who has the case',
      'Record the contact in which you told them with recordContact, and let them name it.',
    );
    oneOfBoth(command);
    const uninformed = untoldPassings(state);
    const newest = uninformed.at(-1);
    if (newest === undefined) return toldAlready(state, command);
    const contacts = survivor === undefined ? state.contacts : state.contacts.merge(survivor.contacts);
    const information =
      command.contactId === undefined
        ? { ...command, informedBy: 'WAIVER' as const }
        : {
            ...command,
            informedBy: 'CONTACT' as const,
            nextBy: hearsNext({ ...state, contacts }, newest, command.contactId, command),
          };
    return uninformed.map(({ transferId }) => ({
      type: 'CustomerInformedOfTransfer',
      data: { transferId, ...information },
    }));
  };

type Information = Omit<InformCustomerOfTransfer, 'caseId'>;

function oneOfBoth({ contactId, waiver }: Information): void {
  if (contactId !== undefined && waiver !== undefined) {
    refuse(
      'INFORMATION_INCOMPLETE',
      'You name a contact in which the customer was told and a waiver, by which they need not be: one of the two is too many. Leave one out.',
      { rule: 'H9' },
    );
  }
  if (contactId === undefined && waiver === undefined) {
    refuse(
      'INFORMATION_INCOMPLETE',
      'Name either the contact in which the customer was told, or the reason why they need not be.',
      { rule: 'H9', missing: ['contactId', 'waiver'] },
    );
  }
}

/** The same again changes nothing; else there is nothing left to tell. */
function toldAlready(state: CaseState, { contactId, waiver }: Information): [] {
  const { transfers, arbitrations, passages } = state;
  const told = [...transfers.values(), ...arbitrations.values()];
  const same = told.some(({ informed }) => informed?.contactId === contactId && informed?.waiver === waiver);
  if (same) return [];
  exists(state);
  if (passages.every(({ from, to }) => from === to)) {
    refuse(
      'TRANSFER_UNKNOWN',
      'The case never passed to another department: there is nothing to tell. What else the customer is told is a contact, with recordContact.',
      { rule: 'H9' },
    );
  }
  return refuse(
    'CUSTOMER_INFORMED_ALREADY',
    'The case did not pass on since the customer was told, or was on the line. What else they are told is a contact.',
    { rule: 'H9' },
  );
}

/** When the customer hears next, as said in a contact that reached them once the case had passed on. */
function hearsNext(state: CaseState, { to, at }: UntoldPassing, contactId: string, command: Information): string {
  const contact = contactOf(state, contactId);
  const told = contact.endedAt ?? '';
  if (told < at || reachedNobody(contact)) {
    refuse(
      'CONTACT_UNKNOWN',
      `The customer must have been spoken to after the case passed to ${to} (${at}). Record that contact first.`,
      {
        rule: 'H9',
        missing: ['contactId'],
        alternatives: ['Waive it with waiver: UNREACHABLE, if they cannot be reached'],
      },
    );
  }
  const nextBy = command.nextBy ?? openPromises(state).find(({ due }) => due > told)?.due;
  if (nextBy === undefined || nextBy <= told) {
    refuse('INFORMATION_INCOMPLETE', 'Say in nextBy when the customer hears next, later than the contact.', {
      rule: 'H9',
      missing: ['nextBy'],
      alternatives: ['Promise it with makePromise: its due time is taken'],
    });
  }
  return nextBy;
}
