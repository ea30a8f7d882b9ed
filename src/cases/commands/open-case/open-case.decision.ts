import { Code, Described, Id, Instant, Nested, OneOf, saysTheSame, Text } from '@baton/fields';
import {
  CaseKind,
  CaseOpened,
  CustomerState,
  derivedId,
  refuse,
  Urgency,
  type CaseFact,
  type Given,
} from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { ContactDetails, finishedContact, namedContact } from '../../contact.input.js';
import { somebodyStays } from '../../receiver.guards.js';

@Described('Opens a case with its first contact (C1). The department is accountable from this moment (H1).')
export class OpenCase {
  @Id('The case, if the front office has named it already; made of the command id otherwise', { optional: true })
  caseId?: string;
  @Id('The customer the case is for') customerId: string;
  @Code("The department that is accountable; the caller's own when absent. Only an administrator names another", {
    optional: true,
  })
  department?: string;
  @Text("The matter, in the customer's own words", { personal: true }) matter: string;
  @OneOf(CaseKind, 'What kind of matter it is') kind: CaseKind;
  @OneOf(Urgency, 'How soon it must be taken up; in turn when absent', { optional: true }) urgency?: Urgency;
  @OneOf(CustomerState, 'How the customer is; calm when absent', { optional: true }) customerState?: CustomerState;
  @Code('The product or service concerned', { optional: true }) product?: string;
  @Code("The customer's segment", { optional: true }) segment?: string;
  @Instant('By when the law demands an answer, if it does', { optional: true }) legalDeadline?: string;
  @Code('The name of the case in another system', { optional: true }) reference?: string;
  @Nested(() => ContactDetails, 'The contact with which the case begins') contact: ContactDetails;
}

/** What other modules know of the customer and the department. */
export interface OpenCaseFacts {
  readonly customerKnown: boolean;
  readonly departmentKnown: boolean;
  /** How many agents stay in the department named; undefined where none is named, or nobody was ever registered. */
  readonly staying?: number | undefined;
}

/** The case a command opens: the caller's name for it, or one made of the command id, so that a retry meets itself. */
export const caseIdOf = (command: OpenCase, given: Given): string =>
  command.caseId ?? derivedId(given.commandId, 'case');

/**
 * H1: whoever speaks with a customer opens the case for his own department, and offers it from there: else it would be pushed
 * upon another one that never accepted it, whatever its hours and limits (H7). An administrator, by whom other systems open
 * cases, names any.
 * C1: a case begins with a finished (or abandoned) contact, for a known customer, in a department that exists. A case
 * that was opened with just these words is not opened twice. H7: not in another department, which everybody has left.
 */
export const openCase =
  (command: OpenCase, given: Given, facts: OpenCaseFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    const opening = openingOf(command, given);
    if (state.status !== undefined) {
      if (saysTheSame(CaseOpened, state.opened, opening)) return [];
      refuse(
        'CASE_EXISTS',
        'There is a case with this id already. Leave caseId out, or record a contact in that case.',
      );
    }
    if (!facts.customerKnown) {
      refuse('CUSTOMER_UNKNOWN', 'There is no such customer. Register him first with registerCustomer.', {
        missing: ['customerId'],
      });
    }
    if (!facts.departmentKnown) {
      refuse('DEPARTMENT_UNKNOWN', `There is no department ${opening.department}. The query departments lists them.`, {
        missing: ['department'],
      });
    }
    forHisOwn(opening.department, given);
    // In his own name whoever speaks with a customer opens a case in any event: he is there (C7).
    if (opening.department !== given.by.department) somebodyStays(opening.department, facts.staying, 'department');
    finishedContact(command.contact, given);
    return [{ type: 'CaseOpened', data: opening }];
  };

function forHisOwn(department: string, { by }: Given): void {
  if (by.role === 'ADMIN' || department === by.department) return;
  refuse(
    'NOT_YOUR_DEPARTMENT',
    `Only an administrator opens a case for another department; you work for ${by.department}. Open it for ${by.department} and offer it to ${department} with offerTransfer: it stays with you until they take it.`,
    {
      rule: 'H1',
      missing: ['department'],
      alternatives: ['Leave department out, and offer the case with offerTransfer'],
    },
  );
}

const openingOf = ({ caseId: _caseId, contact, ...said }: OpenCase, given: Given): CaseOpened => ({
  ...said,
  department: said.department ?? given.by.department,
  urgency: said.urgency ?? 'NORMAL',
  customerState: said.customerState ?? 'CALM',
  contact: namedContact(contact, given),
});
