import { Code, Count, Described, Id, OneOf } from '@baton/fields';
import { CaseKind } from '@baton/contracts';

@Described('What became of the transfers from one department to another.')
export class Flow {
  @Code('The sender') from: string;
  @Code('The receiver') to: string;
  @Count('Transfers accepted, observed by an import, or decided by a supervisor') accepted: number;
  @Count('Offers it declined') declined: number;
  @Count('Declines of others that said this department should have it') suggested: number;
}

@Described('The same for the cases about one product.')
export class ProductFlow extends Flow {
  @Code('The product or service concerned') product: string;
}

@Described('The same for the cases of one kind.')
export class KindFlow extends Flow {
  @OneOf(CaseKind, 'What kind of matter it is') kind: CaseKind;
}

@Described('How far the figures of a sender count.')
export class FlowSender {
  @Code('The sender') from: string;
  @Code('The position of the last event that counted') position: string;
}

@Described('What must be known of a case to count where it goes.')
export class FlowingCase {
  @Id('The case') caseId: string;
  @Code('The product or service concerned', { optional: true }) product?: string;
  @OneOf(CaseKind, 'What kind of matter it is', { optional: true }) kind?: CaseKind;
  @Code('The department accountable now') accountable: string;
}
