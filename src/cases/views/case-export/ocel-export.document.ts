import type { FieldKind } from '@baton/fields';
import type { CaseEvent } from '../../case.state.js';
import type { CaseHistory } from './case-history.js';
import { ENVELOPE } from './envelope-attributes.js';
import { leavesOf } from './leaves.js';
import { referencesOf, subjectOf, THINGS, type ObjectType, type Reference } from './references.js';

type OcelType = 'string' | 'time' | 'integer' | 'float' | 'boolean';

interface Attribute {
  readonly name: string;
  readonly type: OcelType;
  readonly value: string;
}

interface OcelObject {
  readonly type: ObjectType;
  readonly attributes: { readonly name: string; readonly value: string; readonly time: string }[];
  readonly relationships: { readonly objectId: string; readonly qualifier: string }[];
}

/** An event with every object that it has to do with. */
interface Linked {
  readonly event: CaseEvent;
  readonly references: readonly Reference[];
}

const OCEL_TYPES: Readonly<Partial<Record<FieldKind, OcelType>>> = {
  instant: 'time',
  count: 'integer',
  number: 'float',
  flag: 'boolean',
};

/**
 * The history of a case as an object-centric log (OCEL 2.0, JSON): the case, its customer, contacts, transfers, promises
 * and what else it has are objects, as are the agents and departments. Values are texts, as the standard's schema has it;
 * their types stand with the event and object types.
 */
export function* ocelExport({ caseId, events }: CaseHistory): Generator<string> {
  const types = { event: new DeclaredTypes(), object: new DeclaredTypes() };
  const linked = events.map((event) => ({ event, references: referencesOf(event, caseId) }));
  const objects = objectsOf(linked, caseId, types.object);
  const told = linked.map(({ event, references }) => {
    const attributes = attributesOf(event);
    types.event.add(event.type, attributes);
    return JSON.stringify({
      id: event.id,
      type: event.type,
      time: event.occurredAt,
      attributes: attributes.map(({ name, value }) => ({ name, value })),
      relationships: references.map((one) => ({ objectId: objectId(one), qualifier: one.qualifier })),
    });
  });
  yield `{"eventTypes":${JSON.stringify(types.event.all())},\n`;
  yield `"objectTypes":${JSON.stringify(types.object.all())},\n"events":[\n`;
  yield* lines(told);
  yield '],\n"objects":[\n';
  yield* lines([...objects].map(([id, one]) => JSON.stringify({ id, ...one })));
  yield ']}\n';
}

function* lines(told: readonly string[]): Generator<string> {
  for (const [index, line] of told.entries()) yield `${line}${index === told.length - 1 ? '' : ','}\n`;
}

/** The names and types of attributes that events or objects of a type have. */
class DeclaredTypes {
  private readonly types = new Map<string, Map<string, OcelType>>();

  add(name: string, attributes: readonly Pick<Attribute, 'name' | 'type'>[]): void {
    const declared = this.types.get(name) ?? new Map<string, OcelType>();
    for (const attribute of attributes) declared.set(attribute.name, attribute.type);
    this.types.set(name, declared);
  }

  all(): object[] {
    return [...this.types].map(([name, attributes]) => ({
      name,
      attributes: [...attributes].map(([attribute, type]) => ({ name: attribute, type })),
    }));
  }
}

function attributesOf(event: CaseEvent): Attribute[] {
  const envelope = ENVELOPE.flatMap(({ name, kind, of }) => {
    const value = of(event);
    return value === undefined ? [] : [{ name, type: OCEL_TYPES[kind] ?? 'string', value: String(value) }];
  });
  const role: Attribute = { name: 'role', type: 'string', value: event.by.role };
  return [role, ...envelope, ...dataOf(event, 'data.')];
}

const dataOf = (event: CaseEvent, prefix: string): Attribute[] =>
  leavesOf(event).map(({ path, kind, value }) => ({
    name: `${prefix}${path}`,
    type: OCEL_TYPES[kind] ?? 'string',
    value: String(value),
  }));

function objectsOf(linked: readonly Linked[], caseId: string, types: DeclaredTypes): Map<string, OcelObject> {
  const objects = new Map<string, OcelObject>();
  const theCase = objectId({ type: 'case', id: caseId });
  const objectOf = (reference: Pick<Reference, 'type' | 'id'>): OcelObject => {
    const id = objectId(reference);
    const known = objects.get(id);
    if (known) return known;
    const relationships = THINGS.has(reference.type) ? [{ objectId: theCase, qualifier: 'part of' }] : [];
    const made: OcelObject = { type: reference.type, attributes: [], relationships };
    objects.set(id, made);
    types.add(reference.type, []);
    return made;
  };
  for (const { event, references } of linked) {
    for (const reference of references) {
      objectOf(reference);
      if (reference.type === 'customer') relate(objectOf({ type: 'case', id: caseId }), reference);
    }
    const subject = objectOf(subjectOf(event, caseId));
    const attributes = dataOf(event, '');
    types.add(subject.type, attributes);
    for (const { name, value } of attributes) subject.attributes.push({ name, value, time: event.occurredAt });
  }
  return objects;
}

function relate(theCase: OcelObject, reference: Reference): void {
  const relationship = { objectId: objectId(reference), qualifier: 'customer' };
  if (!theCase.relationships.some(({ objectId: known }) => known === relationship.objectId)) {
    theCase.relationships.push(relationship);
  }
}

/** Ids of objects are unique in the whole log: an agent and a department may have one name. */
const objectId = ({ type, id }: Pick<Reference, 'type' | 'id'>): string => `${type}:${id}`;
