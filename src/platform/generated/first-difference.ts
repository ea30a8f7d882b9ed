/** The first line in which two texts differ. */
export interface Difference {
  /** From 1 on. */
  readonly line: number;
  readonly here: string;
  readonly there: string;
}

/** Where two texts part; a line that one of them lacks is called `(nothing)`. */
export function firstDifference(one: string, other: string): Difference {
  const [left, right] = [one.split('\n'), other.split('\n')];
  const at = left.findIndex((line, index) => line !== right[index]);
  const index = at === -1 ? left.length : at;
  return { line: index + 1, here: left[index] ?? '(nothing)', there: right[index] ?? '(nothing)' };
}
