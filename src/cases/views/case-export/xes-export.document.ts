import type { FieldKind } from '@baton/fields';
import type { CaseEvent } from '../../case.state.js';
import type { CaseHistory } from './case-history.js';
import { ENVELOPE } from './envelope-attributes.js';
import { leavesOf } from './leaves.js';
import { attributeText } from './xml-text.js';

const EXTENSIONS = [
  ['Concept', 'concept', 'http://www.xes-standard.org/concept.xesext'],
  ['Lifecycle', 'lifecycle', 'http://www.xes-standard.org/lifecycle.xesext'],
  ['Organizational', 'org', 'http://www.xes-standard.org/org.xesext'],
  ['Time', 'time', 'http://www.xes-standard.org/time.xesext'],
  ['Identity', 'identity', 'http://www.xes-standard.org/identity.xesext'],
  ['Baton', 'baton', 'urn:baton:xesext:1'],
] as const;

const XES_TYPES: Readonly<Partial<Record<FieldKind, string>>> = {
  id: 'id',
  instant: 'date',
  count: 'int',
  number: 'float',
  flag: 'boolean',
};
const xesType = (kind: FieldKind): string => XES_TYPES[kind] ?? 'string';
/** What stands in a `global` where no event says otherwise; every event says it, so nobody ever reads it. */
const OF_NOTHING: Readonly<Record<string, string>> = {
  id: '00000000-0000-0000-0000-000000000000',
  date: '1970-01-01T00:00:00.000Z',
  int: '0',
  float: '0',
  boolean: 'false',
  string: 'UNKNOWN',
};

/** The history of a case as an XES log (IEEE 1849-2016) of one trace. Every value is an attribute of its event. */
export function* xesExport({ caseId, exportedAt, stored, events }: CaseHistory): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">\n';
  for (const [name, prefix, uri] of EXTENSIONS) yield `  <extension name="${name}" prefix="${prefix}" uri="${uri}"/>\n`;
  yield* globals();
  yield '  <classifier name="Activity" scope="event" keys="concept:name"/>\n';
  yield '  <classifier name="Resource" scope="event" keys="org:resource"/>\n';
  yield attribute('  ', 'string', 'concept:name', `Case ${caseId}`);
  yield attribute('  ', 'date', 'baton:exportedAt', exportedAt);
  yield attribute('  ', 'boolean', 'baton:verified', 'true');
  yield '  <trace>\n';
  yield attribute('    ', 'string', 'concept:name', caseId);
  yield attribute('    ', 'id', 'identity:id', caseId);
  yield attribute('    ', 'int', 'baton:lastRevision', String(events.length - 1));
  yield attribute('    ', 'string', 'baton:lastHash', stored.at(-1)?.hash ?? '');
  for (const event of events) yield eventElement(event);
  yield '  </trace>\n</log>\n';
}

function* globals(): Generator<string> {
  const global = (scope: string, keys: readonly (readonly [type: string, key: string])[]): string =>
    `  <global scope="${scope}">\n${keys.map(([type, key]) => attribute('    ', type, key, OF_NOTHING[type] ?? '')).join('')}  </global>\n`;
  yield global('trace', [
    ['string', 'concept:name'],
    ['id', 'identity:id'],
  ]);
  yield global('event', [
    ['string', 'concept:name'],
    ['string', 'lifecycle:transition'],
    ['date', 'time:timestamp'],
    ['string', 'org:resource'],
    ['string', 'org:group'],
    ['string', 'org:role'],
    ['id', 'identity:id'],
    ...ENVELOPE.filter(({ always }) => always).map(({ kind, name }) => [xesType(kind), `baton:${name}`] as const),
  ]);
}

function eventElement(event: CaseEvent): string {
  const { type, id, occurredAt, by } = event;
  let text = '    <event>\n';
  const add = (kind: string, key: string, value: string): void => {
    text += attribute('      ', kind, key, value);
  };
  add('string', 'concept:name', type);
  add('string', 'lifecycle:transition', 'complete');
  add('date', 'time:timestamp', occurredAt);
  add('string', 'org:resource', by.agent);
  add('string', 'org:group', by.department);
  add('string', 'org:role', by.role);
  add('id', 'identity:id', id);
  for (const { name, kind, of } of ENVELOPE) {
    const value = of(event);
    if (value !== undefined) add(xesType(kind), `baton:${name}`, String(value));
  }
  for (const { path, kind, value } of leavesOf(event)) add(xesType(kind), `baton:data.${path}`, String(value));
  return `${text}    </event>\n`;
}

const attribute = (indent: string, type: string, key: string, value: string): string =>
  `${indent}<${type} key="${attributeText(key)}" value="${attributeText(value)}"/>\n`;
