import { CODE_PATTERN, fieldsOf, type DescribedClass } from './fields.js';

const descriptions = new WeakMap<object, string>();

/** Says what a described class is, in one or two sentences that a user reads. */
export const Described =
  (description: string): ClassDecorator =>
  (type) => {
    descriptions.set(type, description);
  };

/** The description of a described class. Throws where it has none: a class without words is a bug. */
export function descriptionOf(type: DescribedClass): string {
  const description = descriptions.get(type);
  if (description === undefined) throw new Error(`${type.name} lacks @Described`);
  return description;
}

/** A JSON Schema (draft 2020-12) of a described class. */
export function jsonSchemaOf(type: DescribedClass): Record<string, unknown> {
  const fields = fieldsOf(type);
  return {
    type: 'object',
    description: descriptionOf(type),
    properties: Object.fromEntries(fields.map((spec) => [spec.name, fieldSchema(spec)])),
    required: fields.filter((spec) => !spec.optional).map((spec) => spec.name),
    additionalProperties: false,
  };
}

type Spec = ReturnType<typeof fieldsOf>[number];

function fieldSchema(spec: Spec): Record<string, unknown> {
  const about = { description: spec.description, ...(spec.personal ? { 'x-personal': true } : {}) };
  if (spec.list === undefined) return { ...valueSchema(spec), ...about };
  return { type: 'array', maxItems: spec.list, items: valueSchema(spec), ...about };
}

function valueSchema(spec: Spec): Record<string, unknown> {
  switch (spec.kind) {
    case 'id':
      return { type: 'string', format: 'uuid' };
    case 'text':
      return { type: 'string', pattern: '\\S', maxLength: spec.max };
    case 'code':
      return { type: 'string', pattern: CODE_PATTERN.source, maxLength: spec.max };
    case 'instant':
      return { type: 'string', format: 'date-time' };
    case 'count':
      return { type: 'integer', minimum: 0, maximum: spec.max };
    case 'number':
      return { type: 'number' };
    case 'flag':
      return { type: 'boolean' };
    case 'word':
      return { type: 'string', enum: spec.words?.values };
    case 'nested':
      return spec.of ? jsonSchemaOf(spec.of()) : {};
    case 'json':
      return { type: 'object' };
  }
}
