import type { CellKind, TableLayout } from '../layout.js';
import * as text from '../sql-text.js';
import { columnNames, keyNames, listed, orReplace, quoted } from '../sql-text.js';

const TYPES: Readonly<Record<CellKind, string>> = {
  text: 'text',
  count: 'bigint',
  number: 'double precision',
  flag: 'integer',
  json: 'text',
};

/** Makes a table with its indexes, where there is none. Texts are ordered by their bytes, as SQLite orders them. */
export const createTable = (physical: string, layout: TableLayout): string[] =>
  text.createTable(physical, layout, {
    typeOf: ({ kind }) => (TYPES[kind] === 'text' ? 'text COLLATE "C"' : TYPES[kind]),
  });

/** The parameters of a statement that takes many rows at once: one list for each of these columns. */
const lists = (layout: TableLayout, places: readonly number[]): string =>
  places.map((at, index) => `$${index + 1}::${TYPES[layout.columns[at]?.kind ?? 'text']}[]`).join(', ');

const keyMatch = (layout: TableLayout): string =>
  keyNames(layout)
    .map((name) => `t.${quoted(name)} = k.${quoted(name)}`)
    .join(' AND ');

const keys = (layout: TableLayout): string => `unnest(${lists(layout, layout.key)}) AS k (${listed(keyNames(layout))})`;

/** Takes the keys of rows, a list for each column of the key. */
export const selectRows = (physical: string, layout: TableLayout): string =>
  `SELECT ${columnNames(layout)
    .map((name) => `t.${quoted(name)}`)
    .join(', ')} FROM ${keys(layout)} JOIN ${quoted(physical)} AS t ON ${keyMatch(layout)}`;

/** Takes the keys of rows, a list for each column of the key. */
export const deleteRows = (physical: string, layout: TableLayout): string =>
  `DELETE FROM ${quoted(physical)} AS t USING ${keys(layout)} WHERE ${keyMatch(layout)}`;

/** Takes rows, a list for each column. */
export const upsertRows = (physical: string, layout: TableLayout): string =>
  `INSERT INTO ${quoted(physical)} (${listed(columnNames(layout))}) ` +
  `SELECT * FROM unnest(${lists(
    layout,
    layout.columns.map((_, at) => at),
  )}) ${orReplace(layout)}`;
