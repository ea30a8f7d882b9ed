import { Code, Described, Flag, Id, Instant, OneOf, words, type WordOf } from '@baton/fields';
import { CaseKind, Urgency } from '@baton/contracts';
import { CaseListing } from '../case-list/case-list.row.js';

export const InboxRole = words('InboxRole', 'Why a case is in the inbox of a department', {
  ACCOUNTABLE: 'The department answers for it',
  OFFERED: 'It is offered to the department, which has not answered yet',
});
export type InboxRole = WordOf<typeof InboxRole>;

@Described('An open case in the inbox of a department.')
export class InboxCase extends CaseListing {
  @OneOf(InboxRole, 'Why it is there') role: InboxRole;
}

@Described('Which cases of an inbox are wanted; all when nothing is said.')
export class InboxFilter {
  @OneOf(InboxRole, 'Only those the department answers for, or only those on offer to it', { optional: true })
  role?: InboxRole;
  @Flag('True: only those nobody holds; false: only those somebody holds', { optional: true }) unheld?: boolean;
  @Code('Only those this agent holds', { optional: true }) holder?: string;
  @OneOf(Urgency, 'Only those of these urgencies', { list: 4, optional: true }) urgencies?: Urgency[];
  @OneOf(CaseKind, 'Only those of these kinds', { list: 4, optional: true }) kinds?: CaseKind[];
  @Code('Only those about this product', { optional: true }) product?: string;
  @Code('Only those of this customer segment', { optional: true }) segment?: string;
  @Id('Only those of this customer', { optional: true }) customerId?: string;
  @Instant('Only those with a promise due before this instant', { optional: true }) dueBefore?: string;
}
