import { sql, type RawBuilder } from 'kysely';
import type { CursorKey } from '../../platform/graphql/connection.js';

/** The rows that come after a place in the order of some columns: all of them rising, or all of them falling. */
export const beyond = (
  columns: readonly string[],
  key: CursorKey,
  order: 'asc' | 'desc' = 'asc',
): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(columns.map((column) => sql.ref(column)))}) ${sql.raw(order === 'asc' ? '>' : '<')} (${sql.join([...key])})`;

/** The values of some columns that give a row its place. */
export const placeOf = <Row extends object>(row: Row, columns: readonly (keyof Row & string)[]): CursorKey =>
  columns.map((column) => row[column] as string | number);

/** Orders rows by some columns, rising: numbers by size, texts (ids, instants, codes in ASCII) by their letters. */
export function byColumns<Row extends object>(columns: readonly (keyof Row & string)[]) {
  return (one: Row, other: Row): number => {
    for (const column of columns) {
      const [left, right] = [one[column], other[column]];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}
