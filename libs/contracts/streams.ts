import { fieldsOf, check, type DescribedClass, type Problem } from '@baton/fields';
import type { EventWords } from './facts.js';
import { accessEvents, type AccessFact } from './access/index.js';
import { agentEvents, departmentEvents, type AgentFact, type DepartmentFact } from './department/index.js';
import { caseEvents, type CaseFact } from './case/index.js';
import { handoverEvents, type HandoverFact } from './handover/index.js';
import { customerEvents, identifierEvents, type CustomerFact, type IdentifierFact } from './customer/index.js';

/** Every kind of stream with its words: the whole published language. A stream's name is `<kind>-<key>`. */
export const streamKinds = {
  case: caseEvents,
  customer: customerEvents,
  identifier: identifierEvents,
  department: departmentEvents,
  agent: agentEvents,
  handover: handoverEvents,
  access: accessEvents,
} as const;
export type StreamKind = keyof typeof streamKinds;

/** Any fact of any stream. */
export type AnyFact = CaseFact | CustomerFact | IdentifierFact | DepartmentFact | AgentFact | HandoverFact | AccessFact;

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

/** The key of the stream an event stands in: the id of its case, the code of its department. Throws where it has none. */
export function keyOfStream({ stream }: { readonly stream: string }): string {
  const parsed = parseStream(stream);
  if (!parsed) throw new Error(`${stream} is no stream of the published language`);
  return parsed.key;
}

/** The class of an event's data, by its word; undefined for a word the language does not have. */
export function eventClass(type: string): DescribedClass | undefined {
  return Object.values(streamKinds)
    .map((words) => wordOf(words, type))
    .find((found) => found !== undefined);
}

/** A word of its own alone: every object also has a `constructor`. */
const wordOf = (words: EventWords, type: string): DescribedClass | undefined =>
  Object.hasOwn(words, type) ? words[type] : undefined;

/** Checks an event's data against the published language. All that is wrong, or an empty list. */
export function checkEvent(stream: string, fact: { type: string; data: unknown }): Problem[] {
  const parsed = parseStream(stream);
  if (!parsed) return [{ path: 'stream', message: `${stream} is no stream of the published language` }];
  const type = wordOf(streamKinds[parsed.kind], fact.type);
  if (!type) return [{ path: 'type', message: `a ${parsed.kind} stream knows no ${fact.type}` }];
  return check(type, fact.data);
}

/** The names of the fields of an event, at the top level of its data, that are personal or have personal data in them. */
export function personalFields(type: string): string[] {
  const found = eventClass(type);
  return found ? personalIn(found) : [];
}

const personalIn = (type: DescribedClass): string[] =>
  fieldsOf(type)
    .filter(({ personal, of }) => personal || (of !== undefined && personalIn(of()).length > 0))
    .map((spec) => spec.name);
