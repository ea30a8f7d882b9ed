import type { Position } from '@baton/contracts';
import { ForeignPosition } from '../errors.js';

/** A position as the server's client has it. Throws `ForeignPosition` on one of another engine. */
export function place(position: Position): { commit: bigint; prepare: bigint } {
  const [, commit, prepare] = /^(\d+)\/(\d+)$/.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) throw new ForeignPosition(position, 'commit/prepare');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}
