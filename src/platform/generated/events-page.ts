import { By, streamKinds, type StreamKind } from '@baton/contracts';
import { descriptionOf, fieldsOf, type DescribedClass, type FieldSpec, type Words } from '@baton/fields';
import { schemaFile } from './event-schemas.js';

const KEYS: Readonly<Record<StreamKind, string>> = {
  case: 'the id of the case',
  customer: 'the id of the customer',
  identifier: 'the keyed fingerprint of the identifier',
  department: 'the code of the department',
  agent: 'the id of the agent',
};

/** The published language as a page of Markdown: every event by kind of stream, every field, every word. */
export function eventsPage(): string {
  const kinds = Object.keys(streamKinds) as StreamKind[];
  const types = kinds.flatMap((kind) => Object.values(streamKinds[kind]) as DescribedClass[]);
  const parts = partsOf([By, ...types]);
  return [
    '# Events',
    '',
    'Made of the code by `npm run generate`; do not edit.',
    '',
    'What a stream can hold. An event is a fact: it is never changed or taken back, and its word is never used for',
    'anything else. Its data are JSON; instants are UTC, ISO 8601 with milliseconds. Personal data sit in fields of their',
    'own, marked *personal*; they can be erased and are never part of a name, an id or a log line. Every event also',
    'carries the [envelope](#the-envelope).',
    '',
    ...kinds.flatMap((kind) => [
      `- [Streams \`${kind}-…\`](#streams-${kind}-), one for each: ${names(kind).map(link).join(', ')}`,
    ]),
    '',
    ...kinds.flatMap((kind, index) => kindSection(kind, kinds.slice(0, index))),
    ...envelopeSection(),
    '## Parts',
    '',
    ...parts.flatMap((type) => [`### ${type.name}`, '', descriptionOf(type), '', ...fieldTable(type)]),
    '## Lists of words',
    '',
    ...wordsOf([...types, ...parts]).flatMap((list) => [
      `### ${list.name}`,
      '',
      `${list.description}.`,
      '',
      ...list.values.map((word) => `- \`${word}\`: ${list.meanings[word]}`),
      '',
    ]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

const names = (kind: StreamKind): string[] => Object.keys(streamKinds[kind]);

const link = (name: string): string => `[\`${name}\`](#${name.toLowerCase()})`;

function kindSection(kind: StreamKind, before: readonly StreamKind[]): string[] {
  const told = new Map(before.flatMap((earlier) => names(earlier).map((word) => [word, earlier] as const)));
  return [
    `## Streams \`${kind}-…\``,
    '',
    `The name goes on with ${KEYS[kind]}.`,
    '',
    ...(Object.entries(streamKinds[kind]) as [string, DescribedClass][]).flatMap(([word, type]) => {
      const elsewhere = told.get(word);
      if (elsewhere) return [`${link(word)} is the same word as in \`${elsewhere}-…\`.`, ''];
      const schema = `JSON Schema: [${word}](${schemaFile(word)})`;
      return [`### ${word}`, '', descriptionOf(type), '', ...fieldTable(type), schema, ''];
    }),
  ];
}

function fieldTable(type: DescribedClass): string[] {
  const fields = fieldsOf(type);
  if (fields.length === 0) return ['It has no data.', ''];
  return [
    '| field | what it is | required | meaning |',
    '| --- | --- | --- | --- |',
    ...fields.map((spec) => {
      const meaning = `${spec.description.replaceAll('|', '\\|')}${spec.personal ? ' (*personal*)' : ''}`;
      return `| \`${spec.name}\` | ${kindOf(spec)} | ${spec.optional ? 'no' : 'yes'} | ${meaning} |`;
    }),
    '',
  ];
}

function kindOf(spec: FieldSpec): string {
  return spec.list === undefined ? valueOf(spec) : `list of at most ${spec.list}: ${valueOf(spec)}`;
}

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

/** The classes that are nested in others, each once, by name; `By` belongs to the envelope and is among them. */
function partsOf(types: readonly DescribedClass[]): DescribedClass[] {
  const found = new Set<DescribedClass>([By]);
  const visit = (type: DescribedClass): void => {
    for (const { of } of fieldsOf(type)) {
      const part = of?.();
      if (part === undefined || found.has(part)) continue;
      found.add(part);
      visit(part);
    }
  };
  types.forEach(visit);
  return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function wordsOf(types: readonly DescribedClass[]): Words[] {
  const lists = new Map<string, Words>();
  for (const { words } of types.flatMap((type) => fieldsOf(type))) if (words) lists.set(words.name, words);
  return [...lists.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const envelopeSection = (): string[] => [
  '## The envelope',
  '',
  'What every event carries beside its data.',
  '',
  '| field | what it is | required | meaning |',
  '| --- | --- | --- | --- |',
  ...Object.entries(ENVELOPE).map(([field, [what, required, meaning]]) => {
    return `| \`${field}\` | ${what} | ${required ? 'yes' : 'no'} | ${meaning} |`;
  }),
  '',
];
