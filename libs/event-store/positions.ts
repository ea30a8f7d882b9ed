import type { Position } from '@baton/contracts';
import { ForeignPosition } from './errors.js';

/** Before the first event of any log, on every engine: where a stream stands that does not exist. */
export const BEGINNING: Position = '0';

const SHAPE = /^(\d+)(?:\/(\d+))?$/;

/** Whether a text is a position: digits, or two runs of digits with a slash. */
export const isPosition = (text: string): boolean => SHAPE.test(text);

/**
 * Orders two positions of one log: negative when `a` comes first, 0 when they are the same, positive when `b` does. The
 * beginning comes first on every engine. Throws on a text that is no position, and `ForeignPosition` on positions of
 * different engines.
 */
export function comparePositions(a: Position, b: Position): number {
  const left = parse(a);
  const right = parse(b);
  if (left.length !== right.length && a !== BEGINNING && b !== BEGINNING) throw new ForeignPosition(a, b);
  for (const index of [0, 1]) {
    const [number, other] = [left[index] ?? 0n, right[index] ?? 0n];
    if (number !== other) return number < other ? -1 : 1;
  }
  return 0;
}

/**
 * About which share of a log lies up to a position, 0 to 1: good enough for a progress bar on every engine, since the
 * first number of a position grows with the log.
 */
export const shareOf = (at: Position, end: Position): number => Number.parseInt(at, 10) / Number.parseInt(end, 10);

function parse(position: Position): bigint[] {
  const [, first, second] = SHAPE.exec(position) ?? [];
  if (first === undefined) throw new Error(`"${position}" is no position: digits, or two numbers with a slash`);
  return second === undefined ? [BigInt(first)] : [BigInt(first), BigInt(second)];
}
