import type { Type } from '@nestjs/common';
import { Field, Float, ID, InputType, Int, ObjectType, type FieldOptions } from '@nestjs/graphql';
import type { GraphQLScalarType } from 'graphql';
import { descriptionOf, fieldsOf, type DescribedClass, type FieldSpec } from '@baton/fields';
import { enumOf } from './enum-type.js';
import { DateTime, Json } from './scalars.js';

type Side = 'input' | 'output';
type TypeRef = Type | GraphQLScalarType | Record<string, string> | typeof String | typeof Boolean;

const made: Record<Side, Map<string, { described: DescribedClass; type: Type }>> = {
  input: new Map(),
  output: new Map(),
};

/**
 * The GraphQL input type `<Class>Input` of a described class, with everything nested in it.
 * The type is made once; two classes of one name are refused.
 */
export const inputOf = <T extends object>(described: DescribedClass<T>): Type<T> => typeOf('input', described);

/** The GraphQL object type of a described class, under the class's name, with everything nested in it. */
export const outputOf = <T extends object>(described: DescribedClass<T>): Type<T> => typeOf('output', described);

function typeOf<T extends object>(side: Side, described: DescribedClass<T>): Type<T> {
  const name = side === 'input' ? `${described.name}Input` : described.name;
  const known = made[side].get(name);
  if (known?.described === described) return known.type as Type<T>;
  if (known) throw new Error(`Two described classes are called ${described.name}: rename one of them`);

  const type = { [name]: class {} }[name] as Type<T>;
  made[side].set(name, { described, type });
  const description = descriptionOf(described);
  if (side === 'input') InputType(name, { description })(type);
  else ObjectType(name, { description })(type);
  for (const spec of fieldsOf(described)) {
    const ref = refOf(side, spec);
    const options: FieldOptions = { nullable: spec.optional, description: wording(side, spec) };
    Field(() => (spec.list === undefined ? ref : [ref]), options)(type.prototype as object, spec.name);
  }
  return type;
}

function refOf(side: Side, spec: FieldSpec): TypeRef {
  switch (spec.kind) {
    case 'id':
      return ID;
    case 'text':
    case 'code':
      return String;
    case 'instant':
      return DateTime;
    case 'count':
      return Int;
    case 'number':
      return Float;
    case 'flag':
      return Boolean;
    case 'json':
      return Json;
    case 'word':
      if (!spec.words) throw new Error(`${spec.name} is a word of no list`);
      return enumOf(spec.words);
    case 'nested':
      if (!spec.of) throw new Error(`${spec.name} is nested in nothing`);
      return typeOf(side, spec.of());
  }
}

/** What else is refused than the type says. */
function formOf({ kind, max, min = 0 }: FieldSpec): string[] {
  if (kind === 'id') return ['A UUID.'];
  if (kind === 'text') return [`At most ${max} characters.`];
  if (kind === 'code')
    return [`At most ${max} letters, digits, spaces or . _ : / @ + & # ( ) -, not beginning with a sign.`];
  if (kind === 'count') return [max === Number.MAX_SAFE_INTEGER ? `From ${min} on.` : `From ${min} to ${max}.`];
  return [];
}

/** The description a reader of the schema sees: the meaning, then the limits of what may be sent and of lists. */
function wording(side: Side, spec: FieldSpec): string {
  const limits: string[] = [];
  if (side === 'input') limits.push(...formOf(spec));
  if (spec.list !== undefined) limits.push(`At most ${spec.list} items.`);
  if (spec.personal) limits.push('Personal data.');
  const meaning = /[.!?]$/.test(spec.description) ? spec.description : `${spec.description}.`;
  return [meaning, ...limits].join(' ');
}
