import { eventClass } from '@baton/contracts';
import { fieldsOf, type DescribedClass, type FieldKind } from '@baton/fields';
import type { CaseEvent } from '../../case.state.js';

/** A single value within the data of an event. */
export interface Leaf {
  /** The names of the fields down to it, and the places in lists, with dots: `contact.participants.0`. */
  readonly path: string;
  /** What the published language says it is; a value it does not know is a text. */
  readonly kind: FieldKind;
  /** The name of its own field. */
  readonly field: string;
  readonly value: string | number | boolean;
}

/** Every single value within the data of an event, in the order of the language; whatever it does not know comes last. */
export function leavesOf({ type, data }: CaseEvent): Leaf[] {
  const described = eventClass(type);
  return described ? [...within(described, data, '')] : [...unknown('', '', data)];
}

function* within(described: DescribedClass, data: object, above: string): Generator<Leaf> {
  const values = data as Readonly<Record<string, unknown>>;
  const known = new Set<string>();
  for (const { name, kind, of } of fieldsOf(described)) {
    known.add(name);
    const value = values[name];
    if (value === undefined) continue;
    const items = Array.isArray(value)
      ? value.map((item, place) => [`.${place}`, item] as const)
      : [['', value] as const];
    for (const [place, item] of items) {
      const path = `${above}${name}${place}`;
      if (of) yield* within(of(), item as object, `${path}.`);
      else if (kind === 'json') yield { path, kind, field: name, value: JSON.stringify(item) };
      else yield { path, kind, field: name, value: item as Leaf['value'] };
    }
  }
  for (const name of Object.keys(values)) {
    if (!known.has(name)) yield* unknown(`${above}${name}`, name, values[name]);
  }
}

function* unknown(path: string, field: string, value: unknown): Generator<Leaf> {
  if (value === undefined) return;
  yield { path: path || 'all', kind: 'text', field, value: typeof value === 'string' ? value : JSON.stringify(value) };
}
