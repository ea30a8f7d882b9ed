import {
  defaultFieldResolver,
  getArgumentValues,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { By } from '@baton/contracts';
import type { StoredEvent } from '@baton/event-store';
import type { RequestContext } from '../auth/caller.js';
import { valueAt, type Sent } from './sent.js';

/** Whether a query reads a single thing of which it is recorded who reads it, and how one knows which. */
export type ReadOf =
  /** It does not. */
  | { readonly kind: 'nothing' }
  /**
   * The one that an argument names: `filter.caseId`. Where the argument is not sent, those that the lists tell of;
   * nothing without lists.
   */
  | { readonly kind: 'argument'; readonly path: string; readonly lists?: Lists }
  /**
   * Those that the answer tells of. Where `concerning` names the argument with a department, all of them concern that
   * department by what the list is: of its own people nobody looks from outside, and no stream need be read to know it.
   */
  | { readonly kind: 'answer'; readonly lists: Lists; readonly concerning?: string };

/**
 * Lists of an answer, and under which field an item of each tells of what it is: `edges: 'node.caseId'`. A field that is the id
 * itself is a list of one: `caseId: ''`.
 */
export type Lists = Readonly<Record<string, string>>;

/** A thing, and the fields of one operation that read it. */
export interface Reading {
  readonly id: string;
  readonly fields: readonly string[];
}

/** Keeps who read what. The application says of each query what it reads, and how a read is kept. */
export interface ReadRecorder {
  /** A row for every query. */
  readonly reads: Readonly<Record<string, ReadOf>>;
  /** Resolves once what has to be kept is safe; where that fails, nothing is answered. */
  record(asking: RequestContext, readings: readonly Reading[], operation: string | undefined): Promise<void>;
  /**
   * Which events of a stream a refusal may tell of in passing: all, unless somebody looks from outside; then those that
   * concerned his department when they were written.
   */
  toldTo(by: By, stream: string): Promise<(event: StoredEvent) => boolean>;
}

interface Context {
  readonly asking?: RequestContext;
}
type Field = GraphQLField<unknown, Context>;

/** What is kept of an operation so far: it is kept before any of its fields answers, once for each thing it reads. */
interface Kept {
  readonly named: Promise<void>;
  /** By id, resolved once the record is safe: whoever tells of a thing waits for it, also where another field began it. */
  readonly records: Map<string, Promise<void>>;
}

/**
 * Has reads recorded before they are answered: one record for each operation and thing, however many fields read it.
 * Throws for a query without a row, so that the service does not start.
 */
export function recordReads(schema: GraphQLSchema, recorder: ReadRecorder | undefined): GraphQLSchema {
  if (!recorder) return schema;
  const kept = new WeakMap<Context, Kept>();
  const queries = schema.getQueryType()?.getFields() ?? {};
  for (const field of Object.values(queries) as Field[]) {
    if (!Object.hasOwn(recorder.reads, field.name)) {
      throw new Error(`It is not said what the query ${field.name} reads: say it where the reads of the others stand`);
    }
    const read = recorder.reads[field.name] as ReadOf;
    if (read.kind !== 'nothing') recordField(field, read, recorder, kept);
  }
  return schema;
}

function recordField(
  field: Field,
  read: Exclude<ReadOf, { kind: 'nothing' }>,
  recorder: ReadRecorder,
  kept: WeakMap<Context, Kept>,
): void {
  const asked = field.resolve ?? defaultFieldResolver;
  field.resolve = async (source: unknown, args: Sent, context, info): Promise<unknown> => {
    const { asking } = context;
    if (!asking) throw new Error(`${field.name} was reached by nobody`);
    const operation = info.operation.name?.value;
    let known = kept.get(context);
    if (!known) {
      const readings = readingsNamed(info, recorder.reads);
      const named = recorder.record(asking, readings, operation);
      known = { named, records: new Map(readings.map(({ id }) => [id, named])) };
      kept.set(context, known);
    }
    await known.named;
    const answer = await asked(source, args, context, info);
    if (read.lists && !ofOwnDepartment(read, args, asking.by)) {
      const { records } = known;
      const told = idsTold(answer, read.lists);
      const fresh = told.filter((id) => !records.has(id));
      if (fresh.length > 0) {
        const readings = fresh.map((id) => ({ id, fields: [field.name] }));
        const record = recorder.record(asking, readings, operation);
        for (const id of fresh) records.set(id, record);
      }
      await Promise.all(told.map((id) => records.get(id) ?? known.named));
    }
    return answer;
  };
}

const ofOwnDepartment = (read: ReadOf, args: Sent, { role, department }: By): boolean =>
  read.kind === 'answer' &&
  read.concerning !== undefined &&
  role !== 'AUDITOR' &&
  valueAt(args, read.concerning) === department;

/** What the fields of an operation read that say so by an argument, each thing once with all fields that read it. */
function readingsNamed(info: GraphQLResolveInfo, reads: ReadRecorder['reads']): Reading[] {
  const found = new Map<string, Set<string>>();
  const fields = info.schema.getQueryType()?.getFields() ?? {};
  for (const node of rootFields(info.operation.selectionSet, info)) {
    const name = node.name.value;
    const read = Object.hasOwn(reads, name) ? reads[name] : undefined;
    const field = fields[name];
    if (!field || read?.kind !== 'argument') continue;
    const id = valueAt(getArgumentValues(field, node, info.variableValues), read.path);
    if (typeof id !== 'string') continue;
    const of = id.toLowerCase();
    found.set(of, (found.get(of) ?? new Set()).add(name));
  }
  return [...found].map(([id, names]) => ({ id, fields: [...names].sort() }));
}

function* rootFields(set: SelectionSetNode, info: GraphQLResolveInfo): Generator<FieldNode> {
  for (const selection of set.selections) {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues);
    if (skip?.['if'] === true || include?.['if'] === false) continue;
    if (selection.kind === Kind.FIELD) yield selection;
    else if (selection.kind === Kind.INLINE_FRAGMENT) yield* rootFields(selection.selectionSet, info);
    else {
      const fragment = info.fragments[selection.name.value];
      if (fragment) yield* rootFields(fragment.selectionSet, info);
    }
  }
}

function idsTold(answer: unknown, lists: Lists): string[] {
  const ids = Object.entries(lists).flatMap(([list, key]) => {
    const items = valueAt((answer ?? {}) as Sent, list);
    return Array.isArray(items) ? items.map((item) => valueAt(item as Sent, key)) : [items];
  });
  return [...new Set(ids.filter((id) => typeof id === 'string'))];
}
