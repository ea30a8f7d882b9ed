import { verifyChain, type StoredEvent } from '@baton/event-store';

/** Where a receipt said that the event of a command stands. */
export interface Acknowledged {
  readonly stream: string;
  readonly revision: number;
}

/** What became of the commands that were acknowledged: all of it is empty where nothing went wrong. */
export interface Amiss {
  /** Commands whose event is nowhere. */
  readonly lost: readonly string[];
  /** Commands with more than one event. */
  readonly doubled: readonly string[];
  /** Commands whose event stands elsewhere than the receipt said. */
  readonly misplaced: readonly string[];
  /** Commands that nobody acknowledged, and yet are there. */
  readonly unasked: readonly string[];
  /** Streams whose chain of hashes is broken, and where. */
  readonly broken: readonly string[];
}

/**
 * Looks for every acknowledged command in the log, and at the chain of every stream.
 * @param stored the whole log
 * @param acknowledged by id of the command; each writes one event
 * @param type of the events that these commands write, and no others
 */
export async function amissIn(
  stored: readonly StoredEvent[],
  acknowledged: ReadonlyMap<string, Acknowledged>,
  type: string,
): Promise<Amiss> {
  const found = Map.groupBy(
    stored.filter((event) => event.type === type),
    ({ commandId }) => commandId,
  );
  const lost: string[] = [];
  const doubled: string[] = [];
  const misplaced: string[] = [];
  for (const [commandId, { stream, revision }] of acknowledged) {
    const [first, ...more] = found.get(commandId) ?? [];
    if (!first) lost.push(commandId);
    else if (more.length > 0) doubled.push(commandId);
    else if (first.stream !== stream || first.revision !== revision) misplaced.push(commandId);
  }
  const unasked = [...found.keys()].filter((commandId) => !acknowledged.has(commandId));
  const broken: string[] = [];
  for (const [stream, events] of Map.groupBy(stored, (event) => event.stream)) {
    const fault = await verifyChain(events);
    if (fault) broken.push(`${stream}: ${JSON.stringify(fault)}`);
  }
  return { lost, doubled, misplaced, unasked, broken };
}

/** What a feed told wrongly, by position. */
export interface HeardAmiss {
  readonly missing: readonly string[];
  readonly twice: readonly string[];
  /** Told after one that stands later in the log, or standing nowhere in it. */
  readonly disordered: readonly string[];
}

/**
 * Holds what a feed told against the log.
 * @param told in the order in which it came
 * @param stored all that it was to tell, in order
 */
export function amissAmong(told: readonly string[], stored: readonly string[]): HeardAmiss {
  const order = new Map(stored.map((position, index) => [position, index]));
  const heard = new Set<string>();
  const twice: string[] = [];
  const disordered: string[] = [];
  let last = -1;
  for (const id of told) {
    const index = order.get(id) ?? -1;
    if (heard.has(id)) twice.push(id);
    else if (index <= last) disordered.push(id);
    else last = index;
    heard.add(id);
  }
  return { missing: stored.filter((position) => !heard.has(position)), twice, disordered };
}
