import type { CellKind, TableLayout } from '../layout.js';

const TYPES: Readonly<Record<CellKind, string>> = {
  text: 'TEXT',
  count: 'INTEGER',
  number: 'REAL',
  flag: 'INTEGER',
  json: 'TEXT',
};

const quoted = (name: string): string => `"${name}"`;
const listed = (names: readonly string[]): string => names.map(quoted).join(', ');
const keyNames = ({ columns, key }: TableLayout): string[] => key.flatMap((at) => columns[at]?.name ?? []);
/** Bound as `+?`: to a bare `?` SQLite compiles the statement anew for every value that is compared with an index. */
const keyMatch = (layout: TableLayout): string =>
  keyNames(layout)
    .map((name) => `${quoted(name)} = +?`)
    .join(' AND ');

/** The name of a table of a generation: `department_inbox__g3`. */
export const physicalName = (name: string, generation: number): string => `${name}__g${generation}`;

/**
 * Makes a table with its indexes, where there is none. Rows lie in the order in which they came, and their keys in an
 * index: in the order of their keys, which are random, each row of a batch would dirty a page of its own. Only where the
 * key is the whole row is there nothing but the index.
 */
export function createTable(physical: string, layout: TableLayout): string[] {
  const columns = layout.columns.map(
    ({ name, kind, nullable }) => `${quoted(name)} ${TYPES[kind]}${nullable ? '' : ' NOT NULL'}`,
  );
  const kept = layout.key.length === layout.columns.length ? 'STRICT, WITHOUT ROWID' : 'STRICT';
  return [
    `CREATE TABLE IF NOT EXISTS ${quoted(physical)} ` +
      `(${columns.join(', ')}, PRIMARY KEY (${listed(keyNames(layout))})) ${kept}`,
    ...layout.indexes.map(
      (index, at) =>
        `CREATE INDEX IF NOT EXISTS ${quoted(`${physical}__i${at}`)} ON ${quoted(physical)} (${listed(index)})`,
    ),
  ];
}

export const dropTable = (physical: string): string => `DROP TABLE IF EXISTS ${quoted(physical)}`;

export const createView = (name: string, physical: string): string =>
  `CREATE VIEW ${quoted(name)} AS SELECT * FROM ${quoted(physical)}`;

export const dropView = (name: string): string => `DROP VIEW IF EXISTS ${quoted(name)}`;

/** Takes the cells of a key. */
export const selectRow = (physical: string, layout: TableLayout): string =>
  `SELECT ${listed(layout.columns.map((column) => column.name))} FROM ${quoted(physical)} WHERE ${keyMatch(layout)}`;

/** Takes the cells of a key. */
export const deleteRow = (physical: string, layout: TableLayout): string =>
  `DELETE FROM ${quoted(physical)} WHERE ${keyMatch(layout)}`;

/** Takes the cells of a row. */
export function upsertRow(physical: string, layout: TableLayout): string {
  const names = layout.columns.map((column) => column.name);
  const keys = keyNames(layout);
  const rest = names.filter((name) => !keys.includes(name)).map((name) => `${quoted(name)} = excluded.${quoted(name)}`);
  return (
    `INSERT INTO ${quoted(physical)} (${listed(names)}) VALUES (${names.map(() => '?').join(', ')}) ` +
    `ON CONFLICT (${listed(keys)}) DO ${rest.length === 0 ? 'NOTHING' : `UPDATE SET ${rest.join(', ')}`}`
  );
}
