import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { DescribedClass } from './fields.js';

/** One thing that is wrong with a value: where it is (dotted path) and what is expected. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/**
 * Checks a plain value against a described class.
 * @returns all that is wrong, in the order of the fields; empty when the value fits.
 * Fields that the class does not know are refused.
 */
export function check(type: DescribedClass, value: unknown): Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ path: '', message: `${type.name} must be an object` }];
  }
  const instance = plainToInstance(type, value, { exposeUnsetFields: false });
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  return errors.flatMap((error) => flatten(error, ''));
}

function flatten(error: ValidationError, parent: string): Problem[] {
  const path = parent ? `${parent}.${error.property}` : error.property;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ path, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}
