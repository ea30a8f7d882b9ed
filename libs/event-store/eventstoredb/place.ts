import type { Position } from '@baton/contracts';
import { ForeignPosition } from '../errors.js';
import { BEGINNING } from '../positions.js';

/** A position as the server's client has it: nothing of ours is at its zero. Throws `ForeignPosition` on one of another engine. */
export function place(position: Position): { commit: bigint; prepare: bigint } {
  if (position === BEGINNING) return { commit: 0n, prepare: 0n };
  const [, commit, prepare] = /^(\d+)\/(\d+)$/.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) throw new ForeignPosition(position, 'commit/prepare');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}
