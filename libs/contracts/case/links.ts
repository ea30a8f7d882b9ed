import { Code, Count, Described, Id, OneOf, Text } from '@baton/fields';
import { LinkKind, MergeRole } from './words.js';

@Described('This case belongs together with another; each of them says so (X3).')
export class CaseLinked {
  @Id('The link: the same in both cases') linkId: string;
  @Id('The other case') other: string;
  @OneOf(LinkKind, 'How they belong together, as seen from this case') kind: LinkKind;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

@Described('The link is no more (X3).')
export class CaseUnlinked {
  @Id('The link') linkId: string;
  @Id('The other case') other: string;
  @Text('Why', { max: 500 }) reason: string;
}

@Described('Two cases are one matter: work goes on in one of them, and its trail shows both (X3). Nothing is moved.')
export class CasesMerged {
  @Id('The merge: the same in both cases') mergeId: string;
  @Id('The other case') other: string;
  @OneOf(MergeRole, 'Which of the two this case is') role: MergeRole;
  @Text('Why they are one matter', { max: 500 }) reason: string;
}

@Described('The two cases are two matters after all (X3).')
export class CasesUnmerged {
  @Id('The merge') mergeId: string;
  @Id('The other case') other: string;
  @OneOf(MergeRole, 'Which of the two this case was') role: MergeRole;
  @Code('Who works on this case again, as before the merge', { optional: true }) holder?: string;
  @Code('The agent who is away and for whom the holder stands in (H11)', { optional: true }) standsInFor?: string;
  @Text('Why', { max: 500 }) reason: string;
}

@Described('The customer said how good a contact was.')
export class CaseRated {
  @Id('The rating') ratingId: string;
  @Id('The contact that was rated') contactId: string;
  @Count('1 bad to 5 good', { min: 1, max: 5 }) score: number;
  @Text("In the customer's own words", { optional: true, personal: true, max: 2000 }) comment?: string;
}
