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
  if (problems.length > 0) throw inputInvalid(problems, argument);
  return normalise(described, sent as object);
}

/** The problem with a parameter of an address that stands there more than once. */
export const givenTwice = (path: string): Problem => ({
  path,
  message: `${path} is given more than once: give it once`,
  code: 'GIVEN_TWICE',
});

/** How many problems of an input an error names. */
const FIELDS_MOST = 50;

/**
 * The error that names every problem of an input with its path: the first 50, and as `fieldsLeftOut` how many more.
 * @param argument the argument within which the paths are; absent where they begin with it
 */
export function inputInvalid(problems: readonly Problem[], argument?: string): ClientError {
  const told = problems.slice(0, 3).map(sentenceOf);
  const more = problems.length > told.length ? ` (and ${problems.length - told.length} more)` : '';
  const leftOut = problems.length - FIELDS_MOST;
  const fields = problems.slice(0, FIELDS_MOST).map(({ path, message, code = 'INVALID' }): FieldProblem => {
    const within = path === '' ? [] : path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    return { path: [...(argument === undefined ? [] : [argument]), ...within], message, code };
  });
  return new ClientError('INPUT_INVALID', `${told.join('; ')}${more}`, {
    fields,
    ...(leftOut > 0 ? { fieldsLeftOut: leftOut } : {}),
    remedy: 'Correct the fields named in fields and send the operation again.',
  });
}

/** What is wrong, with the name of the field in it, once. */
function sentenceOf({ path, message, code }: Problem): string {
  if (path === '') return message;
  if (code === 'UNKNOWN_FIELD') return `${path} is not known here`;
  const name = path.split('.').findLast((step) => !/^\d+$/.test(step)) ?? path;
  const said = message.replace(/^each value in /, '');
  const [, list, index] = /^(.+)\.(\d+)$/.exec(path) ?? [];
  if (list !== undefined && said.startsWith(`${name} `))
    return `item ${Number(index) + 1} of ${list}${said.slice(name.length)}`;
  if (said.startsWith(`${name} `)) return path + said.slice(name.length);
  return said.split(/\W+/).includes(path) ? said : `${path}: ${said}`;
}
