import type { CellKind, TableLayout } from '../layout.js';
import * as text from '../sql-text.js';
import { columnNames, keyNames, listed, orReplace, quoted } from '../sql-text.js';

const TYPES: Readonly<Record<CellKind, string>> = {
  text: 'TEXT',
  count: 'INTEGER',
  number: 'REAL',
  flag: 'INTEGER',
  json: 'TEXT',
};

/** Bound as `+?`: to a bare `?` SQLite compiles the statement anew for every value that is compared with an index. */
const keyMatch = (layout: TableLayout): string =>
  keyNames(layout)
    .map((name) => `${quoted(name)} = +?`)
    .join(' AND ');

/**
 * Makes a table with its indexes, where there is none. Rows lie in the order in which they came, and their keys in an
 * index: in the order of their keys, which are random, each row of a batch would dirty a page of its own. Only where the
 * key is the whole row is there nothing but the index.
 */
export const createTable = (physical: string, layout: TableLayout): string[] =>
  text.createTable(physical, layout, {
    typeOf: ({ kind }) => TYPES[kind],
    ending: layout.key.length === layout.columns.length ? ' STRICT, WITHOUT ROWID' : ' STRICT',
  });

/** Takes the cells of a key. */
export const selectRow = (physical: string, layout: TableLayout): string =>
  `SELECT ${listed(columnNames(layout))} FROM ${quoted(physical)} WHERE ${keyMatch(layout)}`;

/** Takes the cells of a key. */
export const deleteRow = (physical: string, layout: TableLayout): string =>
  `DELETE FROM ${quoted(physical)} WHERE ${keyMatch(layout)}`;

/** Takes the cells of a row. */
export function upsertRow(physical: string, layout: TableLayout): string {
  const names = columnNames(layout);
  const places = names.map(() => '?').join(', ');
  return `INSERT INTO ${quoted(physical)} (${listed(names)}) VALUES (${places}) ${orReplace(layout)}`;
}
