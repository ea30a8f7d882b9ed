import { Code, Described, Flag, Id, Instant, Nested, OneOf, Text } from '@baton/fields';
import { Contact } from './contacts.js';
import { CaseKind, CustomerState, Urgency, WaitingOn } from './words.js';

@Described("A customer's matter was taken up, with its first contact (C1). An imported case may lack the contact.")
export class CaseOpened {
  @Id('The customer the case is for; absent where an import does not name one', { optional: true }) customerId?: string;
  @Code('The department that is accountable from now on (H1)') department: string;
  @Text("The matter, in the customer's own words; absent where an import does not have them", {
    personal: true,
    optional: true,
  })
  matter?: string;
  @OneOf(CaseKind, 'What kind of matter it is', { optional: true }) kind?: CaseKind;
  @OneOf(Urgency, 'How soon it must be taken up', { optional: true }) urgency?: Urgency;
  @OneOf(CustomerState, 'How the customer is', { optional: true }) customerState?: CustomerState;
  @Code('The product or service concerned', { optional: true }) product?: string;
  @Code("The customer segment at that time, or the source's own class of impact", { optional: true }) segment?: string;
  @Instant('By when the law demands an answer, if it does', { optional: true }) legalDeadline?: string;
  @Code('The name of the case in another system', { optional: true }) reference?: string;
  @Nested(() => Contact, 'The contact with which the case begins', { optional: true }) contact?: Contact;
}

@Described('An agent of the accountable department took the case to work on it.')
export class CaseClaimed {
  @Code('The agent who holds the case from now on') holder: string;
  @Code('The agent who is away and for whom the holder stands in (H11)', { optional: true }) standsInFor?: string;
}

@Described('The holder put the case back; the department stays accountable.')
export class CaseReleased {
  @Text('Why it was put back', { optional: true, max: 500 }) reason?: string;
}

@Described('The case waits for somebody outside.')
export class WaitStarted {
  @OneOf(WaitingOn, 'Whom or what it waits for') on: WaitingOn;
}

@Described('The case no longer waits.')
export class WaitEnded {}

@Described(
  'Another system noted a step of work that changes nothing Baton keeps; kept so that the history is whole (X5).',
)
export class WorkReported {
  @Text("The step in the other system's words", { max: 200 }) step: string;
  @Code('Who did it, where the system says so', { optional: true }) agent?: string;
}

@Described('The matter was resolved.')
export class CaseResolved {
  @Text('How it was resolved; absent where an import does not say', { personal: true, optional: true })
  resolution?: string;
  @Id('The contact in which the customer was told', { optional: true }) contactId?: string;
}

@Described('A resolved or closed case was taken up again.')
export class CaseReopened {
  @Text('Why; absent where an import does not say', { optional: true, max: 500 }) reason?: string;
}

@Described('The case was closed: nobody is accountable any longer.')
export class CaseClosed {
  @Text('Why it was closed', { optional: true, max: 500 }) reason?: string;
  @Flag('True when a rule closed it, not a person', { optional: true }) automatic?: boolean;
}
