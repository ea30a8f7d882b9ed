import { check, normalise, type DescribedClass, type Problem, type ProblemCode } from '@baton/fields';
import { ClientError } from './client-error.js';

/** One thing that is wrong with the arguments of a field of the schema. */
export interface FieldProblem {
  /** From the argument on: `['input', 'contact', 'channel']`, an item of a list by its index from 0. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly code: ProblemCode;
  /** The variable that brought the value, where one did. */
  readonly variable?: string;
}

/**
 * What a caller sent, checked against its described class and in its one stored form: fields that are null are left
 * out, instants are in UTC. Throws `INPUT_INVALID` as `inputInvalid` makes it.
 * @param argument the argument that holds it; absent where its fields are arguments themselves
 */
export function accept<T extends object>(described: DescribedClass<T>, sent: unknown, argument?: string): T {
  const problems = check(described, sent);
  if (problems.length > 0) throw inputInvalid(described.name, problems, argument);
  return normalise(described, sent as object);
}

/** How many problems of an input an error names. */
const FIELDS_MOST = 50;

/**
 * The error that names every problem of an input with its path: the first 50, and as `fieldsLeftOut` how many more.
 * @param argument the argument within which the paths are; absent where they begin with it
 */
export function inputInvalid(what: string, problems: readonly Problem[], argument?: string): ClientError {
  const told = problems.slice(0, 3).map(({ path, message }) => (path ? `${path}: ${message}` : message));
  const more = problems.length > told.length ? ` (and ${problems.length - told.length} more)` : '';
  const leftOut = problems.length - FIELDS_MOST;
  const fields = problems.slice(0, FIELDS_MOST).map(({ path, message, code = 'INVALID' }): FieldProblem => {
    const within = path === '' ? [] : path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    return { path: [...(argument === undefined ? [] : [argument]), ...within], message, code };
  });
  return new ClientError('INPUT_INVALID', `${what} is not as it must be: ${told.join('; ')}${more}`, {
    fields,
    ...(leftOut > 0 ? { fieldsLeftOut: leftOut } : {}),
    remedy: 'Correct the fields named in fields and send the operation again.',
  });
}
