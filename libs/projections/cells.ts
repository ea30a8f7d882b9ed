import type { CellKind, Column, TableLayout, Value } from './layout.js';

/** The cells of a row, in the order of the columns. */
export type Cells = readonly Value[];

/**
 * Writes a row as cells. Throws where a field that must be there is not, or where a value is not of its kind, so that
 * a wrong row is the fold's mistake and never the store's.
 */
export function cellsOf(layout: TableLayout, row: object): Cells {
  const { columns } = layout;
  const cells = new Array<Value>(columns.length);
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] as Column;
    cells[at] = cellOf(layout, column, (row as Record<string, unknown>)[column.name]);
  }
  return cells;
}

/** Writes a key as cells, in the order of the key's columns. Throws where a part is missing or not of its kind. */
export function keyCells(layout: TableLayout, key: object): Cells {
  return layout.key.map((at) => {
    const column = layout.columns[at] as Column;
    return cellOf(layout, column, (key as Record<string, unknown>)[column.name]);
  });
}

/** Reads a row from cells; fields without a value are absent. Every call makes a row of its own. */
export function rowOf(layout: TableLayout, cells: Cells): object {
  const row: Record<string, unknown> = {};
  const { columns } = layout;
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] as Column;
    const cell = cells[at] as Value;
    if (cell === null) continue;
    row[column.name] = valueOf(column, cell);
  }
  return row;
}

/** The value of one cell that is not empty. */
export function valueOf({ kind }: Column, cell: string | number): unknown {
  if (kind === 'flag') return cell === 1;
  return kind === 'json' ? JSON.parse(String(cell)) : cell;
}

/** A text that is the same for the same key and different for different ones. */
export function keyText(key: Cells): string {
  const [first] = key;
  if (key.length === 1) return String(first);
  let text = '';
  for (const cell of key) {
    const part = String(cell);
    text += `${part.length}:${part}`;
  }
  return text;
}

/** The key's cells of a row's cells. */
export const keyOfCells = ({ key }: TableLayout, cells: Cells): Cells =>
  key.length === 1 ? [cells[key[0] as number] as Value] : key.map((at) => cells[at] as Value);

const TAKES: Readonly<Record<CellKind, string>> = {
  text: 'a text',
  count: 'a whole number',
  number: 'a finite number',
  flag: 'true or false',
  json: 'a list or an object',
};

function cellOf(layout: TableLayout, column: Column, value: unknown): Value {
  if (value === undefined || value === null) {
    if (column.nullable) return null;
    throw new TypeError(`a row of ${layout.name} needs ${column.name}`);
  }
  const cell = written(column, value);
  if (cell !== undefined) return cell;
  throw new TypeError(`${column.name} of ${layout.name} takes ${TAKES[column.kind]}, not this ${typeof value}`);
}

/**
 * A text as every engine can keep it: half a surrogate pair has no UTF-8, and PostgreSQL has no U+0000. Both become
 * U+FFFD, so that a row reads the same before and after, and on every engine.
 */
export function storable(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\ufffd') : wellFormed;
}

function written({ kind }: Column, value: unknown): Value | undefined {
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? storable(value) : undefined;
    case 'count':
      return Number.isSafeInteger(value) ? (value as number) + 0 : undefined;
    case 'number':
      return Number.isFinite(value) ? (value as number) + 0 : undefined;
    case 'flag':
      return typeof value === 'boolean' ? (value ? 1 : 0) : undefined;
    case 'json':
      return typeof value === 'object' ? JSON.stringify(value) : undefined;
  }
}
