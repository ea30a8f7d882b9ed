import { fieldsOf, type FieldSpec } from '@baton/fields';
import { ProjectionInvalid } from './errors.js';
import type { AnyTableSpec, Projection } from './port.js';

/** What a cell holds in the store: flags are 0 or 1, lists and nested values are JSON text. */
export type Value = string | number | null;

/** How a field is written to its cell and read back. */
export type CellKind = 'text' | 'count' | 'number' | 'flag' | 'json';

export interface Column {
  readonly name: string;
  readonly kind: CellKind;
  readonly nullable: boolean;
}

/** A table of a projection as a store keeps it. */
export interface TableLayout {
  /** The table's name in the projection. */
  readonly table: string;
  /** The name under which it is queried: `<projection>` for the table `rows`, else `<projection>_<table>`. */
  readonly name: string;
  /** In the order in which the row class declares them. */
  readonly columns: readonly Column[];
  /** The columns that make the primary key, by their place. */
  readonly key: readonly number[];
  /** Further indexes, each a list of column names. */
  readonly indexes: readonly (readonly string[])[];
}

/** What a projection looks like in a store. Two equal shapes hold the same rows. */
export interface Layout {
  readonly projection: string;
  readonly version: number;
  readonly tables: readonly TableLayout[];
  /** A text that is the same as long as the tables are: what is built under another one cannot be gone on with. */
  readonly shape: string;
}

const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
/** Names that a store needs for itself. */
const RESERVED = /^(about|generations|lease|parked|sqlite.*)$/i;
/** With the number of a generation and of an index, a name then fits the 63 characters that PostgreSQL keeps. */
const LONGEST_NAME = 48;
const TABLE = /^[a-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/;

/** How a projection is laid out. Throws `ProjectionInvalid` where it is not declared as it must be. */
export function layoutOf({ name, version, tables, on }: Projection): Layout {
  if (!NAME.test(name)) throw new ProjectionInvalid(`"${name}" is no name of a projection: use snake_case`);
  if (!Number.isSafeInteger(version) || version < 1) throw new ProjectionInvalid(`${name}: a version is 1 or more`);
  const laidOut = Object.entries(tables).map(([table, spec]) => tableLayout(name, table, spec));
  if (laidOut.length === 0) throw new ProjectionInvalid(`${name} has no table`);
  if (Object.keys(on).length === 0) throw new ProjectionInvalid(`${name} folds no event`);
  return { projection: name, version, tables: laidOut, shape: JSON.stringify(laidOut) };
}

/** How all projections are laid out. Throws `ProjectionInvalid` where two would use the same name. */
export function layoutsOf(projections: readonly Projection[]): Map<string, Layout> {
  const layouts = new Map<string, Layout>();
  const taken = new Set<string>();
  for (const spec of projections) {
    const layout = layoutOf(spec);
    if (layouts.has(spec.name)) throw new ProjectionInvalid(`there are two projections ${spec.name}`);
    layouts.set(spec.name, layout);
    for (const { name } of layout.tables) {
      if (taken.has(name.toLowerCase())) {
        throw new ProjectionInvalid(`two tables would be called ${name}: rename one`);
      }
      taken.add(name.toLowerCase());
    }
  }
  return layouts;
}

/** The tables that a shape stands for. */
export const tablesOfShape = (shape: string): readonly TableLayout[] => JSON.parse(shape) as TableLayout[];

/** The name under which a table of a projection is queried. */
export const queriedName = (projection: string, table: string): string =>
  table === 'rows' ? projection : `${projection}_${table}`;

function tableLayout(projection: string, table: string, spec: AnyTableSpec): TableLayout {
  const where = `${projection}.${table}`;
  if (!TABLE.test(table)) throw new ProjectionInvalid(`${where}: use letters, digits and single underscores`);
  const fields = fieldsOf(spec.row);
  const columns = fields.map(columnOf);
  const distinct = new Set(columns.map((column) => column.name.toLowerCase()));
  if (distinct.size !== columns.length) throw new ProjectionInvalid(`${where} declares a field twice`);
  const place = (field: string): number => {
    const found = columns.findIndex((column) => column.name === field);
    if (found < 0) throw new ProjectionInvalid(`${where}: ${spec.row.name} has no field ${field}`);
    return found;
  };
  const key = spec.key.map(place);
  if (key.length === 0) throw new ProjectionInvalid(`${where} needs a key`);
  for (const at of key) {
    const column = columns[at];
    if (!column || column.nullable || column.kind === 'json') {
      throw new ProjectionInvalid(`${where}: ${column?.name} cannot be in the key: it is optional, a list or nested`);
    }
  }
  const indexes = (spec.indexes ?? []).map((index) => [...index]);
  indexes.flat().forEach(place);
  if (RESERVED.test(queriedName(projection, table))) throw new ProjectionInvalid(`${where}: the name is reserved`);
  if (queriedName(projection, table).length > LONGEST_NAME) {
    throw new ProjectionInvalid(`${where}: the name is longer than ${LONGEST_NAME} characters`);
  }
  return { table, name: queriedName(projection, table), columns, key, indexes };
}

const KINDS: Readonly<Record<FieldSpec['kind'], CellKind>> = {
  id: 'text',
  text: 'text',
  code: 'text',
  instant: 'text',
  word: 'text',
  count: 'count',
  number: 'number',
  flag: 'flag',
  nested: 'json',
  json: 'json',
};

const columnOf = ({ name, kind, list, optional }: FieldSpec): Column => ({
  name,
  kind: list === undefined ? KINDS[kind] : 'json',
  nullable: optional,
});
