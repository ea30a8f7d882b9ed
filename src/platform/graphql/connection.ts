import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { descriptionOf, type DescribedClass } from '@baton/fields';
import { ClientError } from './client-error.js';
import { outputOf } from './described-type.js';
import { inputInvalid } from './input.js';

/** Largest and usual number of items of a page. */
export const PAGE_MAX = 100;
export const PAGE_DEFAULT = 20;

/** The arguments of every paged query: `@Args() args: PageArgs`. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many items at most: 1 to ${PAGE_MAX}, ${PAGE_DEFAULT} unless told.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string | null;
}

/** What a cursor holds: the values that give an item its place. */
export type CursorKey = readonly (string | number | null)[];

/** A page as a query reads it: ask for `limit + 1` rows after `after`, and hand them to `connection`. */
export interface Page {
  readonly limit: number;
  readonly after: CursorKey | undefined;
}

@ObjectType({ description: 'Whether there are further items, and where.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'There are items after this page.' }) hasNextPage: boolean;
  @Field(() => Boolean, { description: 'There are items before this page.' }) hasPreviousPage: boolean;
  @Field(() => String, { nullable: true, description: 'The cursor of the first item.' }) startCursor?: string;
  @Field(() => String, { nullable: true, description: 'The cursor of the last item: send it as after.' })
  endCursor?: string;
}

/** A page of items in the form of a Relay connection. */
export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: PageInfo;
  readonly totalCount?: number;
}

const made = new Map<DescribedClass, Type<Connection<unknown>>>();

const COUNTED =
  'How many items there are on all pages; null beyond the last page, and where a search finds more than are counted (1,000).';

/** For lists that may be long, and of which nobody asks the length. */
export const UNCOUNTED = 'Always null: the items of this list are not counted.';

/**
 * The GraphQL type `<Class>Connection` of a described class, with its edges. Made once.
 * @param total what is said of `totalCount`; a list that never has one says `UNCOUNTED`
 */
export function connectionOf<T extends object>(described: DescribedClass<T>, total = COUNTED): Type<Connection<T>> {
  const known = made.get(described);
  if (known) return known as Type<Connection<T>>;
  const node = outputOf(described);
  const edge = named(`${described.name}Edge`, `An item of a page with its cursor: ${descriptionOf(described)}`, [
    ['cursor', () => String, 'Its place: send it as after to begin behind it.', false],
    ['node', () => node, 'The item.', false],
  ]);
  const connection = named(`${described.name}Connection`, `A page of items: ${descriptionOf(described)}`, [
    ['edges', () => [edge], 'The items of the page, in order.', false],
    ['pageInfo', () => PageInfo, 'Whether there are further items, and where.', false],
    ['totalCount', () => Int, total, true],
  ]);
  made.set(described, connection as Type<Connection<unknown>>);
  return connection as Type<Connection<T>>;
}

type FieldLine = readonly [name: string, type: () => unknown, description: string, nullable: boolean];

function named(name: string, description: string, fields: readonly FieldLine[]): Type {
  const type = { [name]: class {} }[name] as Type;
  ObjectType(name, { description })(type);
  for (const [field, ref, about, nullable] of fields) {
    Field(ref as () => Type, { description: about, nullable })(type.prototype as object, field);
  }
  return type;
}

/**
 * Reads the arguments of a paged query. Throws `INPUT_INVALID` for a size, `CURSOR_INVALID` for a cursor.
 * @param width how many values give an item its place: a cursor with another number is refused
 */
export function pageOf({ first, after }: PageArgs, width: number): Page {
  const limit = first ?? PAGE_DEFAULT;
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) {
    const message = `first is ${limit}, but a page has 1 to ${PAGE_MAX} items`;
    throw inputInvalid([{ path: 'first', message, code: 'OUT_OF_RANGE' }]);
  }
  return { limit, after: after === undefined || after === null ? undefined : keyOf(after, width) };
}

/**
 * A connection of rows that were read in order with one row too many, which says that there is a next page.
 * @param keyOf the values that give a row its place, as `Page.after` hands them back
 */
export function connection<T>(
  rows: readonly T[],
  page: Page,
  keyOf: (row: T) => CursorKey,
  totalCount?: number,
): Connection<T> {
  const edges = rows.slice(0, page.limit).map((node) => ({ cursor: cursorOf(keyOf(node)), node }));
  const startCursor = edges[0]?.cursor;
  const endCursor = edges.at(-1)?.cursor;
  // Beyond the last page nothing is counted: who sees none of the items learns nothing of them.
  const counted = edges.length > 0 || page.after === undefined ? totalCount : undefined;
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.after !== undefined,
      ...(startCursor === undefined ? {} : { startCursor }),
      ...(endCursor === undefined ? {} : { endCursor }),
    },
    ...(counted === undefined ? {} : { totalCount: counted }),
  };
}

/** A cursor of a place: opaque to callers. */
export const cursorOf = (key: CursorKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

function keyOf(cursor: string, width: number): CursorKey {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (isKey(key, width) && cursorOf(key) === cursor) return key;
  } catch {
    // Not one of ours: said below.
  }
  throw new ClientError('CURSOR_INVALID', 'The cursor in after is not one that Baton gave out', {
    remedy: 'Send the endCursor of the page before, unchanged, or leave after out to begin at the beginning.',
  });
}

const isKey = (key: unknown, width: number): key is CursorKey =>
  Array.isArray(key) &&
  key.length === width &&
  key.every((value) => value === null || typeof value === 'string' || typeof value === 'number');
