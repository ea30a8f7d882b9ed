import { check, normalise, type DescribedClass, type Problem } from '@baton/fields';
import { ClientError } from './client-error.js';

/**
 * What a caller sent, checked against its described class and in its one stored form: fields that are null are left
 * out, instants are in UTC. Throws `INPUT_INVALID` with every problem and its path.
 */
export function accept<T extends object>(described: DescribedClass<T>, sent: unknown): T {
  const problems = check(described, sent);
  if (problems.length > 0) throw inputInvalid(described.name, problems);
  return normalise(described, sent as object);
}

/** The error that names every problem of an input with its path. */
export function inputInvalid(what: string, problems: readonly Problem[]): ClientError {
  const told = problems.slice(0, 3).map(({ path, message }) => (path ? `${path}: ${message}` : message));
  const more = problems.length > told.length ? ` (and ${problems.length - told.length} more)` : '';
  return new ClientError('INPUT_INVALID', `${what} is not as it must be: ${told.join('; ')}${more}`, {
    problems,
    remedy: 'Correct the fields named in problems and send the operation again.',
  });
}
