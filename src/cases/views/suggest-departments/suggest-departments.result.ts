import { Code, Count, Described, Flag, Id, Instant, Nested, Num, Text } from '@baton/fields';

@Described('A department that the case might be offered to next, and why.')
export class SuggestedDepartment {
  @Code('The department') department: string;
  @Count('Its place; the first has 1') rank: number;
  @Num('How it compares with the others, 0 and more: its share of what earlier transfers led to, weighed')
  weight: number;
  @Count('Earlier transfers from the department accountable that it took') accepted: number;
  @Count('Of these, about the same product') acceptedOfProduct: number;
  @Count('Of all of them, those of the same kind of matter') acceptedOfKind: number;
  @Count('Offers from there that it declined') declined: number;
  @Count('Declines of others that said it should have the case') suggested: number;
  @Code('Its skills that the ask or the caller names', { list: 100 }) skills: string[];
  @Flag('It is open now; true also where nobody said its hours') open: boolean;
  @Instant('When it opens next; absent while it is open', { optional: true }) opensAt?: string;
  @Flag(
    'It has all the work it can do at a time, or those of it have who have a skill that is wanted, as far as that is known; the reasons say where not',
  )
  full: boolean;
  @Text('Why it stands where it stands, in sentences', { list: 6 }) reasons: string[];
  @Text('The proof that it was suggested: send it with offerTransfer where you rely on it (X4)', { max: 43 })
  seal: string;
}

@Described('Departments that a case might be offered to next, the likeliest first.')
export class DepartmentSuggestions {
  @Id('The case') caseId: string;
  @Code('The version of the rules: send it with offerTransfer where you rely on a suggestion (X4)') rules: string;
  @Code('The position of the last event that counted: send it as well; absent where nothing did', { optional: true })
  position?: string;
  @Text('Why nothing is suggested, and what to do instead, once the chain raised a warning (H10)', { optional: true })
  off?: string;
  @Text('That the skill asked for counted for nothing, as none of the departments has it, and what to do', {
    optional: true,
  })
  skillUnknown?: string;
  @Nested(
    () => SuggestedDepartment,
    'The departments; none where no earlier transfer tells of any, and none has a skill that is wanted',
    { list: 5 },
  )
  suggestions: SuggestedDepartment[];
}
