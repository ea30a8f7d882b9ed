import { fieldsOf, type DescribedClass, type FieldSpec } from './fields.js';

/**
 * The one form in which a checked value is decided on and stored: fields nobody set are absent (never null), instants
 * are UTC ISO 8601 with milliseconds, so that comparing them as text compares them in time, and ids are in lower case,
 * so that one UUID is one stream however it was written.
 */
export function normalise<T extends object>(type: DescribedClass<T>, value: object): T {
  const given = value as Record<string, unknown>;
  const entries = fieldsOf(type)
    .filter((spec) => given[spec.name] !== undefined && given[spec.name] !== null)
    .map((spec) => [spec.name, normaliseField(spec, given[spec.name])] as const);
  return Object.fromEntries(entries) as T;
}

/** Whether two checked values of a described class say the same, whatever the order of their fields or what else they hold. */
export const saysTheSame = (type: DescribedClass, one: object, other: object): boolean =>
  JSON.stringify(normalise(type, one)) === JSON.stringify(normalise(type, other));

function normaliseField(spec: FieldSpec, value: unknown): unknown {
  if (spec.list !== undefined) return (value as unknown[]).map((item) => normaliseValue(spec, item));
  return normaliseValue(spec, value);
}

function normaliseValue(spec: FieldSpec, value: unknown): unknown {
  if (spec.kind === 'instant') return new Date(value as string).toISOString();
  if (spec.kind === 'id') return (value as string).toLowerCase();
  if (spec.kind === 'nested' && spec.of) return normalise(spec.of(), value as object);
  return value;
}
