import type { TableLayout } from './layout.js';

/** What statements say alike on every engine that speaks SQL. Names come from layouts, which allow no quotes in them. */
export const quoted = (name: string): string => `"${name}"`;

export const listed = (names: readonly string[]): string => names.map(quoted).join(', ');

export const columnNames = ({ columns }: TableLayout): string[] => columns.map(({ name }) => name);

export const keyNames = ({ columns, key }: TableLayout): string[] => key.flatMap((at) => columns[at]?.name ?? []);

/** The name of a table of a generation: `department_inbox__g3`. */
export const physicalName = (name: string, generation: number): string => `${name}__g${generation}`;

/** Makes a table, where there is none, of columns of these types, and its indexes. */
export function createTable(
  physical: string,
  layout: TableLayout,
  {
    typeOf,
    ending = '',
  }: { readonly typeOf: (column: TableLayout['columns'][number]) => string; readonly ending?: string },
): string[] {
  const columns = layout.columns.map(
    (column) => `${quoted(column.name)} ${typeOf(column)}${column.nullable ? '' : ' NOT NULL'}`,
  );
  return [
    `CREATE TABLE IF NOT EXISTS ${quoted(physical)} (${columns.join(', ')}, PRIMARY KEY (${listed(keyNames(layout))}))${ending}`,
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

/** The end of an insertion that replaces the row with the same key. */
export function orReplace(layout: TableLayout): string {
  const keys = keyNames(layout);
  const rest = columnNames(layout)
    .filter((name) => !keys.includes(name))
    .map((name) => `${quoted(name)} = excluded.${quoted(name)}`);
  return `ON CONFLICT (${listed(keys)}) DO ${rest.length === 0 ? 'NOTHING' : `UPDATE SET ${rest.join(', ')}`}`;
}
