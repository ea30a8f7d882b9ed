import type { FieldKind } from '@baton/fields';
import type { CaseEvent } from '../../case.state.js';
import { leavesOf } from './leaves.js';

/** What an event can have to do with, in an object-centric log. */
export type ObjectType =
  | 'case'
  | 'customer'
  | 'agent'
  | 'department'
  | 'contact'
  | 'promise'
  | 'transfer'
  | 'fact'
  | 'question'
  | 'statement'
  | 'note'
  | 'deviation'
  | 'consult'
  | 'link'
  | 'merge';

/** An object that an event has to do with, and how. */
export interface Reference {
  readonly type: ObjectType;
  /** Unique among the objects of its type. */
  readonly id: string;
  /** How the event has to do with it: the name of the field that says so. */
  readonly qualifier: string;
}

/**
 * Of which type of object an id or a code in the data of an event is, by the name of its field; `no object` is a value
 * that names nothing one would follow through a log. A field the language gains must be decided on here: see the spec.
 */
export const OBJECT_NAMED_BY: Readonly<Record<string, ObjectType | 'no object'>> = {
  customerId: 'customer',
  contactId: 'contact',
  promiseId: 'promise',
  transferId: 'transfer',
  factId: 'fact',
  questionId: 'question',
  statementId: 'statement',
  by: 'statement',
  noteId: 'note',
  deviationId: 'deviation',
  consultId: 'consult',
  linkId: 'link',
  mergeId: 'merge',
  other: 'case',
  waiting: 'case',
  lead: 'agent',
  alarmId: 'no object',
  escalationId: 'no object',
  absenceId: 'no object',
  arbitrationId: 'no object',
  ratingId: 'no object',
  calendar: 'no object',
  rules: 'no object',
  position: 'no object',
  of: 'no object',
  skill: 'no object',
  amendmentId: 'no object',
  attemptId: 'no object',
  rule: 'no object',
  correctionId: 'no object',
  retellId: 'no object',
  agent: 'agent',
  holder: 'agent',
  standsInFor: 'agent',
  insteadOf: 'agent',
  answeredBy: 'agent',
  toAgent: 'agent',
  department: 'department',
  suggestedDepartment: 'department',
  from: 'department',
  to: 'department',
  procedure: 'no object',
  product: 'no object',
  reference: 'no object',
  segment: 'no object',
  topic: 'no object',
  zone: 'no object',
};

/** What names an object: a promise's `from` is an instant, a transfer's is a department. */
export const NAMES_OBJECTS: ReadonlySet<FieldKind> = new Set(['id', 'code']);

/** Every object that an event has to do with: its case, who did it, and what its data name. Each once a qualifier. */
export function referencesOf(event: CaseEvent, caseId: string): Reference[] {
  const { agent, department, onBehalfOf } = event.by;
  const found: Reference[] = [
    { type: 'case', id: caseId, qualifier: 'case' },
    { type: 'agent', id: agent, qualifier: 'done by' },
    { type: 'department', id: department, qualifier: 'done for' },
  ];
  if (onBehalfOf !== undefined) found.push({ type: 'agent', id: onBehalfOf, qualifier: 'on behalf of' });
  for (const { kind, field, path, value } of leavesOf(event)) {
    if (!NAMES_OBJECTS.has(kind)) continue;
    const type = Object.hasOwn(OBJECT_NAMED_BY, field) ? OBJECT_NAMED_BY[field] : undefined;
    if (type === undefined || type === 'no object') continue;
    const reference = { type, id: String(value), qualifier: path.replace(/\.\d+(?=\.|$)/g, '') };
    if (!found.some((known) => sameReference(known, reference))) found.push(reference);
  }
  return found;
}

const sameReference = (one: Reference, other: Reference): boolean =>
  one.type === other.type && one.id === other.id && one.qualifier === other.qualifier;

/** The thing of the case that an event is about, so that its data are attributes of that thing. */
export function subjectOf(event: CaseEvent, caseId: string): Omit<Reference, 'qualifier'> {
  const first = leavesOf(event).find(({ kind, path }) => kind === 'id' && !path.includes('.'));
  const type = first && Object.hasOwn(OBJECT_NAMED_BY, first.field) ? OBJECT_NAMED_BY[first.field] : undefined;
  return first && type !== undefined && THINGS.has(type)
    ? { type: type as ObjectType, id: String(first.value) }
    : { type: 'case', id: caseId };
}

/** What belongs to one case alone. */
export const THINGS: ReadonlySet<string> = new Set<ObjectType>([
  'contact',
  'promise',
  'transfer',
  'fact',
  'question',
  'statement',
  'note',
  'deviation',
  'consult',
]);
