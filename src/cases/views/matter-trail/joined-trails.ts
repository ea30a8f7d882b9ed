import type { Position } from '@baton/contracts';
import { comparePositions } from '@baton/event-store';
import type { CaseEvent } from '../../case.state.js';
import type { CaseReader } from '../case-reader.js';

/** Which entries of the trails, joined: between two positions of the log, and `limit` of those from one end. */
export interface JoinedRun {
  /** Only what was recorded after this position. */
  readonly after: Position | undefined;
  /** Only what was recorded before this position. */
  readonly before: Position | undefined;
  readonly limit: number;
  readonly direction: 'forwards' | 'backwards';
}

/** An event, and the case it is from. */
export interface JoinedEvent {
  readonly caseId: string;
  readonly event: CaseEvent;
}

/** A page of the trails of several cases as one: each case's in its order, all in the order of the log. */
export interface JoinedTrails {
  readonly events: readonly JoinedEvent[];
  /** How many entries stand before those of the page, and how many after them. */
  readonly earlier: number;
  readonly later: number;
}

/** What is left of the trail of one case: the revisions `low` to `high`; and those of it that were read already. */
interface Strand {
  readonly caseId: string;
  readonly last: number;
  low: number;
  high: number;
  readonly read: CaseEvent[];
}

/**
 * Reads the trails of several cases as one, in the order in which the log has them. Of each it looks for the place where
 * the page begins by halves and reads little more than the page needs: whole trails are never read.
 * @param caseIds each once; cases that do not exist add nothing
 */
export async function joinTrails(
  cases: Pick<CaseReader, 'events' | 'lastRevision'>,
  caseIds: readonly string[],
  { after, before, limit, direction }: JoinedRun,
): Promise<JoinedTrails> {
  const strands = await Promise.all(caseIds.map((caseId) => strandOf(cases, caseId, after, before)));
  const size = Math.ceil(limit / caseIds.length) + 1;
  const events: JoinedEvent[] = [];
  while (events.length < limit) {
    await Promise.all(strands.map((strand) => fill(cases, strand, size, direction)));
    const next = nearest(strands, direction);
    const event = next?.read.shift();
    if (!next || !event) break;
    events.push({ caseId: next.caseId, event });
    if (direction === 'forwards') next.low += 1;
    else next.high -= 1;
  }
  const shown = direction === 'forwards' ? events : events.reverse();
  const whole = strands.reduce((sum, { last }) => sum + last + 1, 0);
  const beyond = strands.reduce((sum, strand) => sum + (direction === 'forwards' ? strand.low : strand.high + 1), 0);
  return direction === 'forwards'
    ? { events: shown, earlier: beyond - shown.length, later: whole - beyond }
    : { events: shown, earlier: beyond, later: whole - beyond - shown.length };
}

async function strandOf(
  cases: Pick<CaseReader, 'events' | 'lastRevision'>,
  caseId: string,
  after: Position | undefined,
  before: Position | undefined,
): Promise<Strand> {
  const last = (await cases.lastRevision(caseId)) ?? -1;
  const positionOf = async (revision: number): Promise<Position> => {
    for await (const { position } of cases.events(caseId, { from: revision, limit: 1 })) return position;
    throw new Error(`The case ${caseId} has lost its event ${revision}`);
  };
  /** The first revision of which that is true; one beyond the last where it is of none. It stays true once it is. */
  const first = async (isBeyond: (position: Position) => boolean): Promise<number> => {
    let [low, high] = [0, last + 1];
    if (last >= 0 && !isBeyond(await positionOf(last))) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBeyond(await positionOf(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const low = after === undefined ? 0 : await first((position) => comparePositions(position, after) > 0);
  const high = before === undefined ? last : (await first((position) => comparePositions(position, before) >= 0)) - 1;
  return { caseId, last, low, high, read: [] };
}

/** Reads on where nothing that was read is left. */
async function fill(
  cases: Pick<CaseReader, 'events'>,
  { caseId, low, high, read }: Strand,
  limit: number,
  direction: JoinedRun['direction'],
): Promise<void> {
  if (read.length > 0 || low > high) return;
  for await (const event of cases.events(caseId, { from: low, to: high, limit, direction })) read.push(event);
}

/** The strand whose next event is the first of all in that direction; undefined where there is none left. */
function nearest(strands: readonly Strand[], direction: JoinedRun['direction']): Strand | undefined {
  const sign = direction === 'forwards' ? 1 : -1;
  let found: { strand: Strand; position: Position } | undefined;
  for (const strand of strands) {
    const position = strand.read[0]?.position;
    if (position === undefined) continue;
    if (!found || sign * comparePositions(position, found.position) < 0) found = { strand, position };
  }
  return found?.strand;
}
