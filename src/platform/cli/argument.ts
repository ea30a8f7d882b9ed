import { InvalidArgumentError } from 'commander';
import { check, Described, Id, normalise, type DescribedClass } from '@baton/fields';

/**
 * Takes an argument or an option for a field of a described class, in its stored form: the command line refuses what
 * GraphQL refuses, in the same words.
 * @param type all its other fields may be absent
 */
export const asField =
  <T extends object, K extends keyof T & string>(type: DescribedClass<T>, field: K) =>
  (value: unknown): Exclude<T[K], undefined> => {
    const [problem] = check(type, { [field]: value });
    if (problem) throw new InvalidArgumentError(problem.message);
    return normalise(type, { [field]: value })[field] as Exclude<T[K], undefined>;
  };

@Described('Which case.')
class CaseArgument {
  @Id('The case') id: string;
}

/** Takes an argument for the id of a case. */
export const asCaseId = asField(CaseArgument, 'id');
