import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { readInstant } from './forms.js';
import type { Words } from './words.js';

/** A class whose instances are described by field decorators. */
export type DescribedClass<T = object> = new () => T;

export type FieldKind = 'id' | 'text' | 'code' | 'instant' | 'count' | 'number' | 'flag' | 'word' | 'nested' | 'json';

/** What one field is: enough to validate it, to store it, and to show it in GraphQL and JSON Schema. */
export interface FieldSpec {
  readonly name: string;
  readonly kind: FieldKind;
  /** Meaning, unit and format, for people. */
  readonly description: string;
  readonly optional: boolean;
  /** Longest list allowed, when the field is a list. */
  readonly list?: number;
  /** Longest text in characters, or the largest number. */
  readonly max?: number;
  /** The smallest number; 0 unless told. */
  readonly min?: number;
  readonly words?: Words;
  readonly of?: () => DescribedClass;
  /** Personal data: erasable, never in ids, logs or metrics. */
  readonly personal: boolean;
}

export interface FieldOptions {
  optional?: true;
  /** The field is a list of at most so many items. */
  list?: number;
  personal?: true;
}

const registry = new WeakMap<object, FieldSpec[]>();

/** The fields of a described class in the order they were declared, inherited ones first. */
export function fieldsOf(type: DescribedClass | (abstract new () => object)): readonly FieldSpec[] {
  const parent = Object.getPrototypeOf(type) as DescribedClass | null;
  const inherited = parent && parent !== Function.prototype ? fieldsOf(parent) : [];
  return [...inherited, ...(registry.get(type) ?? [])];
}

type Checks = (each: ValidationOptions) => PropertyDecorator[];

function field(
  spec: Omit<FieldSpec, 'name' | 'optional' | 'personal' | 'list'>,
  options: FieldOptions,
  checks: Checks,
): PropertyDecorator {
  return (target, property) => {
    const { list } = options;
    const type = target.constructor;
    const own = registry.get(type) ?? [];
    own.push({
      ...spec,
      name: String(property),
      optional: options.optional ?? false,
      personal: options.personal ?? false,
      ...(list === undefined ? {} : { list }),
    });
    registry.set(type, own);
    const decorators = checks({ each: list !== undefined });
    if (options.optional) decorators.push(IsOptional());
    if (list !== undefined) decorators.push(IsArray(), ArrayMaxSize(list));
    for (const decorate of decorators) decorate(target, property);
  };
}

/** Codes are short names that people and machines share: departments, agents, products. */
export const CODE_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N} ._:/@+&#()-]{0,79}$/u;

/** A UUID. */
export const Id = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ kind: 'id', description }, options, (each) => [IsUUID('all', each)]);

/** At least one character that is neither a space nor invisible. */
const SAYS_SOMETHING = /[^\s\p{Z}\p{Cc}\p{Cf}]/u;

/** No control characters but tab and line breaks, and no half of a surrogate pair. */
const PRINTABLE = /^[[^\p{Cc}\p{Cs}]\t\n\r]*$/v;

/** Text written by a person: says something, holds no control characters, at most `max` characters (2,000 unless told). */
export const Text = (description: string, options: FieldOptions & { max?: number } = {}): PropertyDecorator => {
  const max = options.max ?? 2000;
  return field({ kind: 'text', description, max }, options, (each) => [
    IsString(each),
    Matches(SAYS_SOMETHING, { ...each, message: '$property must say something' }),
    Matches(PRINTABLE, {
      ...each,
      message: '$property must be free of control characters other than tab and line break',
    }),
    MaxLength(max, each),
  ]);
};

/** A short code or name of at most 80 characters that starts with a letter or a digit. */
export const Code = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ kind: 'code', description, max: 80 }, options, (each) => [
    IsString(each),
    Matches(CODE_PATTERN, {
      ...each,
      message: '$property must be a code: 1 to 80 letters, digits, spaces or . _ : / @ + & # ( ) -',
    }),
  ]);

/** An instant, ISO 8601 with a zone, kept and shown in UTC: see `readInstant`. */
export const Instant = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ kind: 'instant', description }, options, (each) => [
    IsString(each),
    ValidateBy(
      {
        name: 'isInstant',
        validator: { validate: (value) => typeof value === 'string' && readInstant(value) !== undefined },
      },
      { ...each, message: '$property must be an instant with a zone, such as 2026-03-01T09:30:00Z' },
    ),
  ]);

/** A whole number from 0 (or `min`) to `max`. */
export const Count = (
  description: string,
  options: FieldOptions & { min?: number; max?: number } = {},
): PropertyDecorator => {
  const max = options.max ?? Number.MAX_SAFE_INTEGER;
  const { min = 0 } = options;
  return field({ kind: 'count', description, min, max }, options, (each) => [
    IsInt(each),
    Min(min, each),
    Max(max, each),
  ]);
};

/** A finite number; the description names the unit. */
export const Num = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ kind: 'number', description }, options, (each) => [IsNumber({}, each)]);

/** Yes or no. */
export const Flag = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ kind: 'flag', description }, options, (each) => [IsBoolean(each)]);

/** One word of a closed list. */
export const OneOf = <W extends string>(
  list: Words<W>,
  description: string,
  options: FieldOptions = {},
): PropertyDecorator =>
  field({ kind: 'word', description, words: list }, options, (each) => [IsIn([...list.values], each)]);

/** Another described class inside this one. */
export const Nested = (of: () => DescribedClass, description: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ kind: 'nested', description, of }, options, (each) => [
    ...(options.optional ? [] : [IsDefined({ message: '$property must be given' })]), // ValidateNested lets it be absent
    ValidateNested(each),
    Type(() => of()),
  ]);

/** Any JSON object; only for what Baton shows and never decides on. */
export const Json = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ kind: 'json', description }, options, (each) => [IsObject(each)]);
