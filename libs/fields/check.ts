import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { fieldsOf, type DescribedClass } from './fields.js';
import { rememberConstraints } from './known-constraints.js';

rememberConstraints();

/** In which way a field is wrong, for programs. */
export type ProblemCode =
  /** It must be there and is not, or is null. */
  | 'MISSING'
  /** Another type, such as a number where a text is. */
  | 'WRONG_TYPE'
  /** A text that is not of the form: no UUID, no instant, no code, nothing but spaces. */
  | 'WRONG_FORM'
  /** More characters than allowed. */
  | 'TOO_LONG'
  /** More items than allowed. */
  | 'TOO_MANY'
  /** A number beyond what is allowed. */
  | 'OUT_OF_RANGE'
  /** A word that is not on the list. */
  | 'UNKNOWN_WORD'
  /** There is no such field. */
  | 'UNKNOWN_FIELD'
  /** The same field more than once. */
  | 'GIVEN_TWICE'
  /** Wrong in a way of its own, or together with other fields: the message says how. */
  | 'INVALID';

/** One thing that is wrong with a value: where it is (dotted path) and what is expected. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  /** `INVALID` when absent. */
  readonly code?: ProblemCode;
}

/**
 * Checks a plain value against a described class.
 * @returns all that is wrong, in the order of the fields; empty when the value fits.
 * Fields that the class does not know are refused, and of a list that is too long nothing but that. The path of an item of a list ends with its index.
 */
export function check(type: DescribedClass, value: unknown): Problem[] {
  if (!isObject(value)) {
    return [{ path: '', message: `${type.name} must be an object`, code: 'WRONG_TYPE' }];
  }
  const tooMany: Problem[] = [];
  const instance = plainToInstance(type, withoutLongLists(type, value, '', tooMany), { exposeUnsetFields: false });
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  const found = errors.flatMap((error) => flatten(error, ''));
  return tooMany.length === 0 ? found : inOrderOf(type, [...tooMany, ...found]);
}

/** The value with nothing in each list that is longer than allowed: such a list is refused as it is, unread. */
function withoutLongLists(type: DescribedClass, value: object, parent: string, tooMany: Problem[]): object {
  const kept: Record<string, unknown> = { ...value };
  for (const { name, kind, list, of } of fieldsOf(type)) {
    const inside = kept[name];
    const path = parent + name;
    if (list !== undefined && Array.isArray(inside) && inside.length > list) {
      tooMany.push({ path, message: `${name} must contain no more than ${list} elements`, code: 'TOO_MANY' });
      kept[name] = [];
    } else if (kind === 'nested' && of) {
      const within = (item: unknown, at: string): unknown =>
        isObject(item) ? withoutLongLists(of(), item, `${at}.`, tooMany) : item;
      kept[name] = Array.isArray(inside)
        ? inside.map((item, index) => within(item, `${path}.${index}`))
        : within(inside, path);
      if (inside === undefined) delete kept[name];
    }
  }
  return kept;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Problems in the order of the fields that they are at or in. */
function inOrderOf(type: DescribedClass, problems: readonly Problem[]): Problem[] {
  const names = fieldsOf(type).map(({ name }) => name);
  const place = ({ path }: Problem): number => {
    const index = names.indexOf(path.split('.', 1)[0] ?? '');
    return index === -1 ? names.length : index;
  };
  return [...problems].sort((one, other) => place(one) - place(other));
}

/** Of a value that is missing or of another type that alone: what form it would need says nothing more. */
function worst(problems: readonly Problem[]): readonly Problem[] {
  const first = problems.find(({ code }) => code === 'MISSING' || code === 'WRONG_TYPE');
  return first ? [first] : problems;
}

function flatten(error: ValidationError, parent: string): Problem[] {
  const path = parent ? `${parent}.${error.property}` : error.property;
  const ofItems = itemProblems(error, path);
  const told = new Set(ofItems.map(({ message }) => message));
  const own = Object.entries(error.constraints ?? {})
    .filter(([, message]) => !told.has(message))
    .map(([constraint, message]) => ({ path, message, code: codeOf(constraint, error.value) }));
  return [...worst(own), ...ofItems, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}

/** The validator says that some item of a list is wrong, not which: each is looked at alone. */
function itemProblems({ target, property, value }: ValidationError, path: string): Problem[] {
  const type = target?.constructor as DescribedClass | undefined;
  const field = type && fieldsOf(type).find(({ name }) => name === property);
  if (!type || field?.list === undefined || field.kind === 'nested' || !Array.isArray(value)) return [];
  return value.slice(0, field.list).flatMap((item: unknown, index) => {
    const alone = Object.assign(new type(), { [property]: [item] });
    return validateSync(alone, { skipMissingProperties: true, forbidUnknownValues: false }).flatMap((error) =>
      worst(
        Object.entries(error.property === property ? (error.constraints ?? {}) : {}).map(([constraint, message]) => ({
          path: `${path}.${index}`,
          message,
          code: codeOf(constraint, item),
        })),
      ),
    );
  });
}

const CODES: Readonly<Record<string, ProblemCode>> = {
  isDefined: 'MISSING',
  isString: 'WRONG_TYPE',
  isInt: 'WRONG_TYPE',
  isNumber: 'WRONG_TYPE',
  isBoolean: 'WRONG_TYPE',
  isObject: 'WRONG_TYPE',
  isArray: 'WRONG_TYPE',
  nestedValidation: 'WRONG_TYPE',
  isUuid: 'WRONG_FORM',
  isInstant: 'WRONG_FORM',
  matches: 'WRONG_FORM',
  maxLength: 'TOO_LONG',
  arrayMaxSize: 'TOO_MANY',
  min: 'OUT_OF_RANGE',
  max: 'OUT_OF_RANGE',
  isIn: 'UNKNOWN_WORD',
  whitelistValidation: 'UNKNOWN_FIELD',
};

const codeOf = (constraint: string, value: unknown): ProblemCode =>
  value === undefined || value === null ? 'MISSING' : (CODES[constraint] ?? 'INVALID');
