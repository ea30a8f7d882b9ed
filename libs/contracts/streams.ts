import { fieldsOf, check, type DescribedClass, type Problem } from '@baton/fields';
import { agentEvents, departmentEvents, type AgentFact, type DepartmentFact } from './department/index.js';
import { caseEvents, type CaseFact } from './case/index.js';
import { customerEvents, identifierEvents, type CustomerFact, type IdentifierFact } from './customer/index.js';

/** Every kind of stream with its words: the whole published language. A stream's name is `<kind>-<key>`. */
export const streamKinds = {
  case: caseEvents,
  customer: customerEvents,
  identifier: identifierEvents,
  department: departmentEvents,
  agent: agentEvents,
} as const;
export type StreamKind = keyof typeof streamKinds;

/** Any fact of any stream. */
export type AnyFact = CaseFact | CustomerFact | IdentifierFact | DepartmentFact | AgentFact;

/** The name of a stream: `streamOf('case', id)`. */
export const streamOf = (kind: StreamKind, key: string): string => `${kind}-${key}`;

/** The kind and the key of a stream's name; undefined for a stream that is not Baton's. */
export function parseStream(stream: string): { kind: StreamKind; key: string } | undefined {
  const dash = stream.indexOf('-');
  const kind = stream.slice(0, dash);
  return dash > 0 && Object.hasOwn(streamKinds, kind)
    ? { kind: kind as StreamKind, key: stream.slice(dash + 1) }
    : undefined;
}

/** The class of an event's data, by its word; undefined for a word the language does not have. */
export function eventClass(type: string): DescribedClass | undefined {
  return Object.values(streamKinds)
    .map((words) => (words as Record<string, DescribedClass>)[type])
    .find((found) => found !== undefined);
}

/** Checks an event's data against the published language. All that is wrong, or an empty list. */
export function checkEvent(stream: string, fact: { type: string; data: unknown }): Problem[] {
  const parsed = parseStream(stream);
  if (!parsed) return [{ path: 'stream', message: `${stream} is no stream of the published language` }];
  const type = (streamKinds[parsed.kind] as Record<string, DescribedClass>)[fact.type];
  if (!type) return [{ path: 'type', message: `a ${parsed.kind} stream knows no ${fact.type}` }];
  return check(type, fact.data);
}

/** The names of the fields of an event that hold personal data, at the top level of its data. */
export function personalFields(type: string): string[] {
  const found = eventClass(type);
  return found
    ? fieldsOf(found)
        .filter((spec) => spec.personal)
        .map((spec) => spec.name)
    : [];
}
