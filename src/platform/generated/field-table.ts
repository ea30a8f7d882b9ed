import { fieldsOf, type DescribedClass, type FieldSpec } from '@baton/fields';

/** A link to the heading of that name on the same page. */
export const link = (name: string): string => `[\`${name}\`](#${name.toLowerCase()})`;

/** The fields of a described class as a table of Markdown: what each is, whether it is required, what it means. */
export function fieldTable(type: DescribedClass): string[] {
  const fields = fieldsOf(type);
  if (fields.length === 0) return ['It has no data.', ''];
  return [
    '| field | what it is | required | meaning |',
    '| --- | --- | --- | --- |',
    ...fields.map((spec) => {
      const meaning = `${spec.description.replaceAll('|', '\\|')}${spec.personal ? ' (*personal*)' : ''}`;
      return `| \`${spec.name}\` | ${listOf(spec)} | ${spec.optional ? 'no' : 'yes'} | ${meaning} |`;
    }),
    '',
  ];
}

const listOf = (spec: FieldSpec): string =>
  spec.list === undefined ? valueOf(spec) : `list of at most ${spec.list}: ${valueOf(spec)}`;

function valueOf({ kind, max, words, of }: FieldSpec): string {
  switch (kind) {
    case 'id':
      return 'UUID';
    case 'text':
      return `text of at most ${max} characters`;
    case 'code':
      return `code of at most ${max} characters`;
    case 'instant':
      return 'instant';
    case 'count':
      return max === undefined || max === Number.MAX_SAFE_INTEGER ? 'whole number from 0' : `whole number, 0 to ${max}`;
    case 'number':
      return 'number';
    case 'flag':
      return 'true or false';
    case 'word':
      return words ? link(words.name) : 'word';
    case 'nested':
      return of ? link(of().name) : 'object';
    case 'json':
      return 'any JSON object';
  }
}
