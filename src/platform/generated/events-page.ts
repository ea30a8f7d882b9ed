import { By, streamKinds, type StreamKind } from '@baton/contracts';
import { descriptionOf, fieldsOf, type DescribedClass, type Words } from '@baton/fields';
import { envelopeTable } from './envelope-table.js';
import { schemaFile } from './event-schemas.js';
import { fieldTable, link } from './field-table.js';

const KEYS: Readonly<Record<StreamKind, string>> = {
  case: 'the id of the case',
  customer: 'the id of the customer',
  identifier: 'the keyed fingerprint of an identifier',
  department: 'the code of the department',
  agent: 'the id of the agent',
  handover: 'the id of the handover',
  access: 'the day (UTC) and the id of the reader, such as `2026-03-02-ines`',
};
const KINDS = Object.keys(streamKinds) as StreamKind[];

/** The published language as a page of Markdown: every event by kind of stream, every field, every list of words. */
export function eventsPage(): string {
  const types = KINDS.flatMap((kind) => wordsIn(kind).map(([, type]) => type));
  const parts = partsOf([By, ...types]);
  const lines = [
    '# Events',
    '',
    'Made of the code by `npm run generate`; do not edit.',
    '',
    'What the streams hold. An event is a fact: it is never changed or taken back, and its word is never used for anything',
    'else. Its data are JSON; an instant is UTC, ISO 8601 with milliseconds; a code is a short name that starts with a',
    'letter or a digit. Fields marked *personal* can be erased and are never part of a name, an id or a log line. What every',
    'event carries beside its data is [the envelope](#the-envelope).',
    '',
    ...KINDS.map(
      (kind) =>
        `- [${title(kind)}](#${anchor(kind)}): ${wordsIn(kind)
          .map(([word]) => link(word))
          .join(', ')}`,
    ),
    '',
    ...KINDS.flatMap(sectionOf),
    '## The envelope',
    '',
    ...envelopeTable(),
    '## Parts',
    '',
    ...parts.flatMap((type) => [`### ${type.name}`, '', descriptionOf(type), '', ...fieldTable(type)]),
    '## Lists of words',
    '',
    ...listsOf([...types, ...parts]).flatMap(listSection),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const wordsIn = (kind: StreamKind): [string, DescribedClass][] => Object.entries(streamKinds[kind]);

const title = (kind: StreamKind): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)} streams`;

const anchor = (kind: StreamKind): string => title(kind).toLowerCase().replaceAll(' ', '-');

function sectionOf(kind: StreamKind, index: number): string[] {
  const earlier = KINDS.slice(0, index);
  const section = wordsIn(kind).flatMap(([word, type]) => {
    const same = earlier.find((other) => Object.hasOwn(streamKinds[other], word));
    if (same)
      return [`${link(word)} is the word of the same name in [${title(same).toLowerCase()}](#${anchor(same)}).`, ''];
    return [`### ${word}`, '', descriptionOf(type), '', ...fieldTable(type), `[JSON Schema](${schemaFile(word)})`, ''];
  });
  return [`## ${title(kind)}`, '', `Each is named \`${kind}-\` and ${KEYS[kind]}.`, '', ...section];
}

const listSection = ({ name, description, values, meanings }: Words): string[] => [
  `### ${name}`,
  '',
  `${description}.`,
  '',
  ...values.map((word) => `- \`${word}\`: ${meanings[word]}`),
  '',
];

const byName = (one: { name: string }, other: { name: string }): number => (one.name < other.name ? -1 : 1);

/** The classes nested in others, each once, and the one that is nested in the envelope. */
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
  return [...found].sort(byName);
}

function listsOf(types: readonly DescribedClass[]): Words[] {
  const lists = types.flatMap((type) => fieldsOf(type)).flatMap(({ words }) => (words ? [words] : []));
  return [...new Map(lists.map((list) => [list.name, list])).values()].sort(byName);
}
